internal import FinancialMath
package import Reconciliation

/// What a rehearsal has shown.
package struct RehearsalReport: Sendable {
    package let before: [Finding]
    /// What is found before and not after, before and after, and after but not before.
    package private(set) var gone: [Finding] = []
    package private(set) var remaining: [Finding] = []
    package private(set) var new: [Finding] = []
    /// What was repaired and is found all the same.
    package private(set) var unsettled: [Finding] = []
    package var scripts: [ScriptResult] = []
    /// The ids of all findings that the repairs which were made settle.
    package var repaired: Set<String> = []
    /// What each script did to each table.
    package private(set) var tables: [TableChange] = []
    /// Cells that have changed without being in the log, as `table row column`.
    package var unlogged: [String] = []

    init(before: [Finding], written: Set<String>) {
        self.before = before
        let ids = Set(before.map(\.id.description))
        come = ids.subtracting(written).count
        left = written.subtracting(ids).count
    }

    /// Holds what is found after the repairs against what was found before. An id is a hash: each is made once.
    mutating func compare(with after: [Finding]) {
        let (was, now) = (before.map(\.id.description), after.map(\.id.description))
        let (known, found) = (Set(was), Set(now))
        gone = zip(was, before).filter { !found.contains($0.0) }.map(\.1)
        remaining = zip(was, before).filter { found.contains($0.0) }.map(\.1)
        new = zip(now, after).filter { !known.contains($0.0) }.map(\.1)
        unsettled = zip(now, after).filter { repaired.contains($0.0) }.map(\.1)
    }

    mutating func add(_ change: TableChange) {
        if !change.counted.isZero || !change.logged.isZero { tables.append(change) }
    }

    /// Where a table was changed otherwise than the log says.
    package var deviations: [TableChange] { tables.filter { $0.counted != $0.logged } }

    /// How many findings of the database as it is the run did not have, and how many of the run's it has no more.
    package let come: Int
    package let left: Int

    /// No repair was made: each was made before, is not picked or is skipped.
    package var isIdle: Bool { scripts.allSatisfy { $0.done.isEmpty } }

    /// The repairs do what they say, and nothing else.
    package var isProof: Bool { !isIdle && new.isEmpty && unsettled.isEmpty && deviations.isEmpty && unlogged.isEmpty }

    package var skipped: [ScriptResult.Repair] {
        let done = Set(scripts.flatMap { $0.done + $0.doneBefore }.map(\.finding))
        return scripts.flatMap(\.passedOver).filter { !done.contains($0.finding) }
    }
}

/// What a script did to a table: as the server counts it, and as the log of repairs has it.
package struct TableChange: Sendable, Hashable {
    package let script: String
    package let table: String
    package let counted: RowCounts
    package let logged: RowCounts
}
