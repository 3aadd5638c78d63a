import Common
import FoundationEssentials
import Reports

/// The site's own program that is told when a run's verdict is another than that of the run before.
///
/// The command is split at spaces and run as it stands, found along PATH: no shell reads it, so that quotes, `$` and `;` mean
/// nothing. Whoever needs them names a script. The summary is its standard input, what it prints goes to standard error.
struct Notification {
    let command: String

    /// A program that hangs must not hold the night's lock.
    private static let patience = Duration.seconds(60)

    /// Runs the command. What goes wrong is said, and changes no status: the report is there.
    func send(_ summary: String, _ facts: [String: String]) {
        do {
            try run(summary, facts)
        } catch {
            StandardError.complain("--notify-command '\(command)': \(error.description); run it by hand, and mend it")
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private func run(_ summary: String, _ facts: [String: String]) throws(Failure) {
        let process: ChildProcess
        do throws(ChildProcess.Failure) {
            process = try ChildProcess(
                "/usr/bin/env", command.split(separator: " ").map(String.init),
                environment: ProcessInfo.processInfo.environment.merging(facts) { $1 }, input: summary,
                output: .standardError)
        } catch {
            throw Failure(description: "it cannot be started: \(error.reason)")
        }
        switch process.wait(atMost: Self.patience) {
        case .status(0): return
        case .status(127): throw Failure(description: "there is no such program on PATH")
        case .status(let status): throw Failure(description: "it ended with status \(status)")
        case .signal(let signal): throw Failure(description: "signal \(signal) ended it")
        case nil:
            process.end()
            throw Failure(description: "it was not done within a minute, and was ended")
        }
    }
}

extension NightReport {
    /// Tells the site's program when the verdict has changed.
    func notify(_ command: String?, _ summary: Summary, _ status: Int32, at folder: URL) {
        guard let command, !command.allSatisfy({ $0 == " " }) else { return }
        let change = VerdictChange(openFindings, run)
        guard change.hasChanged else { return }
        Notification(command: command).send(
            summary.text,
            [
                "TIEOUT_RUN_VERDICT": change.verdict.rawValue,
                "TIEOUT_RUN_PREVIOUS_VERDICT": change.previous?.rawValue ?? "",
                "TIEOUT_RUN_STATUS": String(status), "TIEOUT_RUN_REPORT": folder.path,
                "TIEOUT_RUN_SUBJECT": summary.subject,
            ])
    }
}
