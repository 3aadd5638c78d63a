internal import Common
internal import FinancialMath
internal import LiveShopping

extension FieldCoder {
    mutating func code(_ moment: inout Timestamp) throws(FieldDamage) {
        var microseconds = moment.microseconds
        try code(&microseconds)
        moment = Timestamp(microseconds: microseconds)
    }

    mutating func code<Entity>(_ id: inout ID<Entity>) throws(FieldDamage) {
        var value = id.rawValue
        try code(&value)
        id = ID(value)
    }

    /// In millionths where they are whole, else in digits.
    mutating func code<Measure: Dimension>(_ number: inout Exact<Measure>) throws(FieldDamage) {
        var isNarrow = number.millionths != nil
        try code(&isNarrow)
        if isNarrow {
            var millionths = number.millionths ?? 0
            try code(&millionths)
            number = Exact(unscaled: millionths, places: 6)
        } else {
            var digits = number.description
            try code(&digits)
            guard let value = Exact<Measure>(literal: digits) else { throw FieldDamage("an amount is no number") }
            number = value
        }
    }

    mutating func code<Entity>(_ ids: inout Set<ID<Entity>>) throws(FieldDamage) {
        var sorted = ids.map(\.rawValue).sorted()
        var last: Int64 = 0
        try code(&sorted, of: 0) { (coder, id) throws(FieldDamage) in try coder.code(&id, after: &last) }
        ids = Set(sorted.map { ID($0) })
    }
}
