public import FinancialMath

/// A client's own pricing rules, in so far as prices can be recomputed by them.
public enum PricingRules: Sendable, Hashable {
    /// `defaultMarginPercent` of an object.
    case margin(Percentage)
    /// An array of rules, by which another engine computes prices.
    case list
}

extension PricingRules: ColumnContent {
    public static var kind: Column.Kind { .json }

    /// Nil also for rules that say nothing about a margin, and for those that cannot be used, which are noted.
    @inlinable
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self? {
        guard let json = try cells.json(field, keys: ["defaultMarginPercent"]) else { return nil }
        switch json {
        case .array(let isEmpty): return isEmpty ? nil : .list
        case .object(let values):
            switch values.first ?? nil {
            case nil, .null?: return nil
            case .some(let scalar):
                if let margin = Percentage(scalar, wholeDigits: 1_000) { return .margin(margin) }
            }
        case .scalar(.null): return nil
        // JSON encoded twice is a string.
        case .scalar: break
        }
        cells.noteUnusable(field)
        return nil
    }

    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) {
        switch self {
        case .margin(let margin): cell.put(json: "{\"defaultMarginPercent\": \(margin.formattedExactly)}")
        case .list: cell.put(json: "[{}]")
        }
    }
}

/// What host and client agreed on about an item's price; each part nil when the system wrote none that can be used.
public struct Negotiation: Sendable, Hashable {
    /// With all the places that it was written with.
    public var finalPrice: Money?
    public var acceptedAt: Timestamp?

    public init(finalPrice: Money? = nil, acceptedAt: Timestamp? = nil) {
        self.finalPrice = finalPrice
        self.acceptedAt = acceptedAt
    }
}

extension Negotiation: ColumnContent {
    public static var kind: Column.Kind { .json }

    @inlinable
    public static func read<Cells: CellSource & ~Copyable>(
        _ field: Int, of cells: inout Cells
    ) throws(Cells.Failure) -> Self? {
        guard let json = try cells.json(field, keys: ["finalPrice", "acceptedAt"]) else { return nil }
        guard case .object(let values) = json, values.count == 2 else { return Negotiation() }
        var negotiation = Negotiation(finalPrice: values[0].flatMap { Money($0, wholeDigits: 1_000) })
        if case .string(let text) = values[1] { negotiation.acceptedAt = Timestamp(zoned: text) }
        return negotiation
    }

    public func write<Cell: CellSink & ~Copyable>(into cell: inout Cell) {
        let price = finalPrice.map { "\"finalPrice\": \($0.formattedExactly)" }
        let moment = acceptedAt.map { "\"acceptedAt\": \"\($0.exactDescription)\"" }
        cell.put(json: "{" + [price, moment].compactMap(\.self).joined(separator: ", ") + "}")
    }
}

extension Exact {
    /// The number that a JSON text holds or spells, with so many digits before the point and a thousand in all: what is beyond is
    /// not computed with for hours.
    @usableFromInline
    init?(_ scalar: JSONScalar, wholeDigits: Int) {
        switch scalar {
        case .number(let literal), .string(let literal):
            self.init(literal: literal, wholeDigits: wholeDigits, digits: 1_000)
        case .null, .other: return nil
        }
    }
}
