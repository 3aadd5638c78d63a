package import LiveShopping
package import Snapshots

/// Runs repair scripts over a connection.
package struct ScriptRunner {
    package let connection: Connection
    let lockTimeout: TimeSpan?
    let statementTimeout: TimeSpan?

    /// What becomes of what a script has changed.
    enum Ending {
        case rollBack, commit
        /// The transaction is somebody else's and goes on.
        case stay
    }

    /// - Parameters:
    ///   - lockTimeout: How long a row in use is waited for; nil leaves it to the script.
    ///   - statementTimeout: How long one statement may take; nil leaves it to the script.
    package init(_ connection: Connection, lockTimeout: TimeSpan? = nil, statementTimeout: TimeSpan? = nil) {
        self.connection = connection
        self.lockTimeout = lockTimeout
        self.statementTimeout = statementTimeout
    }

    /// Runs a script to its end.
    ///
    /// - Parameter numbers: The repairs to look at, by their numbers in the script; nil is all of them.
    /// - Throws: ``RepairFailure``, after everything that the script did was rolled back.
    func run(_ task: RepairTask, _ ending: Ending) throws(RepairFailure) -> ScriptResult {
        var execution = ScriptExecution(task, on: connection, ending, variables: variables(ending))
        do {
            return try execution.run()
        } catch {
            if ending != .stay { _ = try? connection.answer("ROLLBACK") }
            throw error
        }
    }

    private func variables(_ ending: Ending) -> [String: String] {
        // Whether a script that was put aside may be applied is asked before; a rehearsal may make any.
        var variables = ["apply": ending == .rollBack ? "0" : "1", "held": "1"]
        variables["lock_timeout"] = lockTimeout.map(Self.milliseconds)
        variables["statement_timeout"] = statementTimeout.map(Self.milliseconds)
        return variables
    }

    static func milliseconds(_ span: TimeSpan) -> String {
        "\(min(max(0, span.microseconds / 1_000), Int64(Int32.max)))ms"
    }
}

/// A script of which some repairs, or all, are wanted.
package struct RepairTask: Sendable {
    package let script: ScriptFile
    /// By their numbers in the script; nil is all.
    package let numbers: Set<Int>?
}
