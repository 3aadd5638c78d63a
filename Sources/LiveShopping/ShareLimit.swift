public import FinancialMath

/// A share of a whole, from nothing to all, beyond which something is doubted.
public struct ShareLimit: Sendable, Hashable, CustomStringConvertible {
    /// From 0 to 100.
    private let percent: Percentage

    public init(percent: Int) {
        self.percent = Percentage(percent)
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
        let parts = percent.formattedExactly.split(separator: ".", maxSplits: 1)
        let places = parts.count > 1 ? parts[1] : ""
        let significant = places.lastIndex { $0 != "0" }.map { places[...$0] } ?? ""
        return significant.isEmpty ? "\(parts[0])%" : "\(parts[0]).\(significant)%"
    }

    /// Whether a part is more than this share of a whole; nothing is more than all.
    public func isExceeded(by part: Int, of whole: Int) -> Bool { isExceeded(by: Amount(part), of: Amount(whole)) }

    public func isExceeded(by part: Amount, of whole: Amount) -> Bool {
        guard percent < Percentage(100) else { return false }
        return part.multiplied(by: 100) > Money(converting: whole) * Quantity(converting: percent)
    }
}
