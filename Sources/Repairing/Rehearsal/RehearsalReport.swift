internal import FinancialMath
package import Reconciliation

/// What a rehearsal has shown.
package struct RehearsalReport: Sendable {
    package let before: [Finding]
    package var after: [Finding] = []
    /// The ids in the run's findings.csv.
    package let written: Set<String>
    package var scripts: [ScriptResult] = []
    /// The ids of all findings that the repairs which were made settle.
    package var repaired: Set<String> = []
    /// What each script did to each table.
    package private(set) var tables: [TableChange] = []
    /// Cells that have changed without being in the log, as `table row column`.
    package var unlogged: [String] = []

    init(before: [Finding], written: Set<String>) {
        self.before = before
        self.written = written
    }

    mutating func add(_ change: TableChange) {
        if !change.counted.isZero || !change.logged.isZero { tables.append(change) }
    }

    package var gone: [Finding] { before.filter { !afterIDs.contains($0.id) } }
    package var remaining: [Finding] { before.filter { afterIDs.contains($0.id) } }
    package var new: [Finding] {
        let known = Set(before.map(\.id))
        return after.filter { !known.contains($0.id) }
    }
    /// What was repaired and is found all the same.
    package var unsettled: [Finding] { after.filter { repaired.contains($0.id.description) } }
    /// Where a table was changed otherwise than the log says.
    package var deviations: [TableChange] { tables.filter { $0.counted != $0.logged } }

    /// Findings of the database as it is that the run did not have.
    package var come: Int { before.count { !written.contains($0.id.description) } }
    /// Findings of the run that the database as it is does not have any more.
    package var left: Int { written.subtracting(before.map(\.id.description)).count }

    /// No repair was made: each was made before, is not picked or is skipped.
    package var isIdle: Bool { scripts.allSatisfy { $0.done.isEmpty } }

    /// The repairs do what they say, and nothing else.
    package var isProof: Bool { !isIdle && new.isEmpty && unsettled.isEmpty && deviations.isEmpty && unlogged.isEmpty }

    package var skipped: [ScriptResult.Repair] {
        let done = Set(scripts.flatMap { $0.done + $0.doneBefore }.map(\.finding))
        return scripts.flatMap(\.passedOver).filter { !done.contains($0.finding) }
    }

    private var afterIDs: Set<FindingID> { Set(after.map(\.id)) }
}

/// What a script did to a table: as the server counts it, and as the log of repairs has it.
package struct TableChange: Sendable, Hashable {
    package let script: String
    package let table: String
    package let counted: RowCounts
    package let logged: RowCounts
}
