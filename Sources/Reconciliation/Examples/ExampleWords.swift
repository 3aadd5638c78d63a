internal import FinancialMath
internal import LiveShopping

// The words that examples are told with.

extension Figure {
    /// The number that a decimal literal spells.
    static func number(_ literal: String) -> Self {
        guard let number = Exact<Measure>(literal: literal) else {
            preconditionFailure("an example's number is a decimal literal, which '\(literal)' is not")
        }
        return .finite(number)
    }
}

extension Timestamp {
    /// So long before T.
    static func ago(
        microseconds: Int64 = 0, seconds: Int64 = 0, minutes: Int64 = 0, hours: Int64 = 0, days: Int64 = 0
    ) -> Timestamp {
        RuleExample.asOf - TimeSpan(seconds: seconds + minutes * 60 + hours * 3_600 + days * 86_400)
            - TimeSpan(microseconds: microseconds)
    }

    /// So long after T.
    static func ahead(seconds: Int64 = 0, minutes: Int64 = 0, hours: Int64 = 0) -> Timestamp {
        .ago(seconds: -seconds, minutes: -minutes, hours: -hours)
    }
}

extension Settings {
    /// The defaults with one of them changed.
    static func with<Value>(_ setting: WritableKeyPath<Settings, Value>, _ value: Value) -> Settings {
        var settings = Settings()
        settings[keyPath: setting] = value
        return settings
    }

    /// Exposures contain open orders, and the site tolerates so much.
    static func byOrders(tolerating tolerance: Money = .zero) -> Settings {
        var settings = Settings.with(\.exposureBasis, .orders)
        settings.exposureTolerance = tolerance
        return settings
    }
}

extension TableRow {
    /// The column holds a null that the schema does not allow: the row cannot be read.
    mutating func loses(_ field: Field) {
        defects.append(Defect(column: field.name, reason: .null))
    }

    /// Notes, as every source does, which figures are no numbers.
    mutating func note(_ figures: [(field: Field, isFinite: Bool)]) {
        defects.removeAll { $0.reason == .notFinite }
        defects += figures.filter { !$0.isFinite }.map { Defect(column: $0.field.name, reason: .notFinite) }
    }
}

extension Batch {
    mutating func noteFigures() {
        note([
            (.onHand, onHand.isFinite), (.sample, sample.isFinite), (.reserved, reserved.isFinite),
            (.quarantine, quarantine.isFinite), (.hold, hold.isFinite), (.unitCost, unitCost?.isFinite ?? true),
            (.unitCostMinimum, unitCostMinimum?.isFinite ?? true),
            (.unitCostMaximum, unitCostMaximum?.isFinite ?? true),
        ])
    }
}

extension Order {
    mutating func noteFigures() {
        note([
            (.subtotal, subtotal.isFinite), (.total, total.isFinite), (.tax, tax?.isFinite ?? true),
            (.discount, discount?.isFinite ?? true), (.shipping, shipping?.isFinite ?? true),
            (.cashPayment, cashPayment?.isFinite ?? true),
        ])
    }
}
