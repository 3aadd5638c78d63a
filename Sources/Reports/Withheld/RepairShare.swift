internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// Up to which share of what was read repairs are taken for repairs: beyond it, tieout suspects itself first.
public struct RepairShare: Sendable, Hashable, CustomStringConvertible {
    /// From 0 to 100.
    private let percent: Percentage

    public static let standard = RepairShare(percent: Percentage(10))

    private init(percent: Percentage) {
        self.percent = percent
    }

    /// `10%` or `0.1`, from nothing to all; nil for anything else.
    public init?(_ text: String) {
        let isPercent = text.hasSuffix("%")
        let digits = isPercent ? text.dropLast().drop { $0 == " " } : text[...]
        guard let number = Percentage(literal: digits.last == " " ? digits.dropLast() : digits) else { return nil }
        percent = isPercent ? number : number.multiplied(by: 100)
        guard !percent.isNegative, percent <= Percentage(100) else { return nil }
    }

    public var description: String {
        let (units, places) = percent.formattedExactly.splitAtPoint
        return places.isEmpty ? "\(units)%" : "\(units).\(places)%"
    }

    /// Whether a part is more than this share of a whole; nothing is more than all.
    func isExceeded(by part: Int, of whole: Int) -> Bool { isExceeded(by: Amount(part), of: Amount(whole)) }

    func isExceeded(by part: Amount, of whole: Amount) -> Bool {
        guard percent < Percentage(100) else { return false }
        return part.multiplied(by: 100) > Money(converting: whole) * Quantity(converting: percent)
    }
}

private extension String {
    /// What stands before the point, and what behind it without the zeros at its end.
    var splitAtPoint: (Substring, Substring) {
        let parts = split(separator: ".", maxSplits: 1)
        let places = parts.count > 1 ? parts[1] : ""
        return (parts[0], places.prefix((places.lastIndex { $0 != "0" }).map { places[...$0].count } ?? 0))
    }
}
