import Foundation
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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command.split(separator: " ").map(String.init)
        process.environment = ProcessInfo.processInfo.environment.merging(facts) { $1 }
        process.standardOutput = FileHandle.standardError
        process.standardInput = try input(summary)
        do {
            try process.run()
        } catch {
            throw Failure(description: "it cannot be started: \(error.localizedDescription)")
        }
        try wait(for: process)
        guard process.terminationReason == .exit else {
            throw Failure(description: "signal \(process.terminationStatus) ended it")
        }
        switch process.terminationStatus {
        case 0: return
        case 127: throw Failure(description: "there is no such program on PATH")
        case let status: throw Failure(description: "it ended with status \(status)")
        }
    }

    /// A file without a name: whatever the program reads of it, nobody waits for anybody.
    private func input(_ text: String) throws(Failure) -> FileHandle {
        guard let file = tmpfile() else {
            throw Failure(description: "there is no room for what it is to read: \(String(cString: strerror(errno)))")
        }
        let handle = FileHandle(fileDescriptor: dup(fileno(file)), closeOnDealloc: true)
        let count = text.utf8.count
        let written = fwrite(text, 1, count, file)
        guard written == count, fflush(file) == 0, lseek(handle.fileDescriptor, 0, SEEK_SET) == 0 else {
            fclose(file)
            throw Failure(description: "there is no room for what it is to read: \(String(cString: strerror(errno)))")
        }
        fclose(file)
        return handle
    }

    private func wait(for process: Process) throws(Failure) {
        let end = ContinuousClock.now + Self.patience
        while process.isRunning {
            guard ContinuousClock.now < end else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                throw Failure(description: "it was not done within a minute, and was ended")
            }
            usleep(20_000)
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
