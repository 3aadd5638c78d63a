internal import LiveShopping
internal import Reconciliation

/// What a run does without because the database lacks an optional table or column.
struct Limitation: Hashable, Sendable {
    let table: Table
    /// Nil when the whole table is missing.
    let column: String?
    /// What the run assumes instead, as a sentence without its point.
    let effect: String
    /// The rules that see less, or see wrongly, because of it. A name that ends in `.*` is a whole family.
    let weakens: [String]

    init(_ table: Table, _ column: String?, _ effect: String, weakens: [String] = []) {
        self.table = table
        self.column = column
        self.effect = effect
        self.weakens = weakens
    }

    /// As it is written in a sentence: `batches.batchStatus`.
    var name: String { column.map { "\(table.name).\($0)" } ?? table.name }

    /// What is missing from a source, in reading order. The columns of a missing table are not listed as well.
    static func all(_ available: AvailableColumns) -> [Limitation] {
        everyOptional.filter { limitation in
            guard let column = limitation.column else { return !available.has(limitation.table) }
            return available.has(limitation.table) && !available.has(limitation.table, column)
        }
    }
}

/// A rule that cannot fire at all when every one of these columns is missing.
struct SwitchedOff: Sendable {
    let rule: RuleID
    let columns: [(table: Table, column: String)]

    static let every: [SwitchedOff] = [
        SwitchedOff(rule: "conversion.deleted-session", columns: [(.sessions, "deleted_at")]),
        SwitchedOff(rule: "conversion.link-conflict", columns: [(.orders, "liveSessionId")]),
        SwitchedOff(rule: "hold.unsellable", columns: [(.batches, "batchStatus"), (.batches, "deleted_at")]),
    ]

    /// The rules that a source leaves nothing to look at.
    static func rules(_ available: AvailableColumns) -> [RuleID] {
        every.filter { off in !off.columns.contains { available.has($0.table, $0.column) } }.map(\.rule)
    }
}
