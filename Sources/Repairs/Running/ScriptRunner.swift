package import LiveShopping
package import Snapshots

/// Runs repair scripts over a connection.
package struct ScriptRunner {
    package let connection: Connection
    private let lockTimeout: TimeSpan
    private let statementTimeout: TimeSpan
    private let isElsewhere: Bool

    /// What becomes of what a script has changed.
    enum Ending {
        case rollBack, commit
        /// The transaction is somebody else's and goes on.
        case stay
    }

    /// - Parameters:
    ///   - lockTimeout: How long a row in use is waited for.
    ///   - statementTimeout: How long a script may take; zero is for ever.
    ///   - isElsewhere: It is known that this is not the database that the run read.
    package init(
        _ connection: Connection, lockTimeout: TimeSpan? = nil, statementTimeout: TimeSpan? = nil,
        isElsewhere: Bool = false
    ) {
        self.connection = connection
        self.lockTimeout = lockTimeout ?? TimeSpan(microseconds: 5_000_000)
        self.statementTimeout = statementTimeout ?? .minutes(10)
        self.isElsewhere = isElsewhere
    }

    /// Runs a script to its end.
    ///
    /// - Throws: ``RepairFailure``, after everything that the script did was rolled back.
    func run(_ task: RepairTask, _ ending: Ending) throws(RepairFailure) -> ScriptResult {
        let execution = ScriptExecution(
            task: task, connection: connection, ending: ending, settings: settings(ending))
        do {
            return try execution.run()
        } catch {
            if ending != .stay { _ = try? connection.answer("ROLLBACK") }
            throw error
        }
    }

    /// Whether a script that was withheld may be applied is asked before.
    private func settings(_ ending: Ending) -> [(name: String, value: String)] {
        [
            ("lock_timeout", Self.milliseconds(lockTimeout)),
            ("statement_timeout", Self.milliseconds(statementTimeout)),
            ("tieout.apply", ending == .rollBack ? "0" : "1"), ("tieout.withheld", "1"),
            ("tieout.other_database", isElsewhere ? "1" : "0"),
        ]
    }

    private static func milliseconds(_ span: TimeSpan) -> String {
        "\(min(max(0, span.microseconds / 1_000), Int64(Int32.max)))ms"
    }
}

/// A script of which some repairs, or all, are wanted.
package struct RepairTask: Sendable {
    package let script: ScriptFile
    /// By their numbers in the script; nil is all.
    package let numbers: Set<Int>?

    var isUndoing: Bool { script.isUndoing }
}

extension [RepairTask] {
    /// The choices among what is wanted that nobody has made yet, each once, though it may stand in several scripts.
    package var openChoices: [ProposedRepair] {
        var seen: Set<String> = []
        return flatMap { task in
            task.script.openChoices.filter { task.numbers?.contains($0.number) ?? true }
        }
        .filter { seen.insert($0.finding).inserted }
    }
}
