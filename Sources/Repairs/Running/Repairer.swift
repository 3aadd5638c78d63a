internal import FinancialMath

/// Applies repairs, or takes them back, one script after the other, each in a transaction of its own.
package struct Repairer {
    private let runner: ScriptRunner
    private let interruption: Interruption

    package init(_ runner: ScriptRunner, interruption: Interruption) {
        self.runner = runner
        self.interruption = interruption
    }

    /// What the scripts would do, each by itself; all of it is rolled back.
    package func preview(_ tasks: [RepairTask], step: (Int) -> Void = { _ in }) -> RepairReport {
        run(tasks, .rollBack, step)
    }

    /// Does it. What a failure leaves undone is said in the report.
    package func apply(_ tasks: [RepairTask], step: (Int) -> Void = { _ in }) -> RepairReport {
        run(tasks, .commit, step)
    }

    private func run(_ tasks: [RepairTask], _ ending: ScriptRunner.Ending, _ step: (Int) -> Void) -> RepairReport {
        var report = RepairReport(isDryRun: ending == .rollBack)
        for (index, task) in tasks.enumerated() {
            step(index)
            do throws(RepairFailure) {
                if interruption.isSet { throw interruption.failure(at: task.script.path) }
                report.scripts.append(try runner.run(task, ending))
            } catch {
                let reason = interruption.isSet ? interruption.failure(at: task.script.path) : error
                report.failure = Self.complete(reason, report)
                return report
            }
        }
        return report
    }

    /// Says what the failure means for the database.
    private static func complete(_ failure: RepairFailure, _ report: RepairReport) -> RepairFailure {
        guard !report.isDryRun else {
            var failure = failure
            failure.consequence = "this was a dry run, and nothing was changed"
            return failure
        }
        var complete = failure
        let before = report.scripts.filter { !$0.done.isEmpty }.map(\.path).joined(separator: ", ")
        let own = failure.consequence.isEmpty ? "nothing was changed by this script" : failure.consequence
        complete.consequence =
            before.isEmpty ? "\(own), and none was committed before it" : "\(own); committed before it: \(before)"
        return complete
    }
}
