internal import LiveShopping
internal import Reconciliation

extension Cell {
    /// The value as PostgreSQL reads it from text; nil is null.
    func text(asOf: Timestamp) -> String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .boolean(let isTrue), .isDeleted(let isTrue): isTrue ? "1" : "0"
        case .text(let text), .number(let text), .naming(let text): text
        case .timestamp(let moment): moment.postgresText
        case .asOf: asOf.postgresText
        }
    }

    var isDeletion: Bool {
        if case .isDeleted = self { return true }
        return false
    }
}

extension Timestamp {
    /// ISO 8601 with microseconds; years before 1 as PostgreSQL counts them, with `BC`.
    var postgresText: String {
        let text = exactDescription
        guard isFinite, text.hasPrefix("-") || text.hasPrefix("0000-") else { return text }
        let isNegative = text.hasPrefix("-")
        let digits = text.drop { $0 == "-" }
        let year = Int(digits.prefix { $0 != "-" }) ?? 0
        let beforeChrist = String(isNegative ? year + 1 : 1)
        let padding = String(repeating: "0", count: max(0, 4 - beforeChrist.count))
        return padding + beforeChrist + digits.drop { $0 != "-" } + " BC"
    }
}
