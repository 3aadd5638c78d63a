import ArgumentParser
import FoundationEssentials
import LiveShopping
import Reports

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Says how old the last report is and what it found.",
        discussion: """
            With --nagios it is a plug-in: one line with figures, and 0 for OK, 1 for warnings, 2 for findings that are \
            errors or critical, or for a report that is too old, 3 when nothing can be told. Without it, status 69 when \
            there is no report, else 0.
            """)

    @Option(help: .key(.output, valueName: "dir"))
    var output: String?

    @Option(help: "A report that is as of longer ago than this is too old (26h).")
    var maxAge: TimeSpan?

    @Flag(help: "One line as plug-ins of Nagios print it, and their statuses.")
    var nagios = false

    @Flag(help: "Print JSON, for programs.")
    var json = false

    @Option(help: ArgumentHelp("A configuration file, for its 'output'.", valueName: "file"))
    var config: String?

    func validate() throws {
        guard !(nagios && json) else { throw ValidationError("--nagios and --json exclude each other.") }
    }

    func run() async throws {
        guard nagios else { return try await ExitStatus.reporting { try tell() } }
        do {
            let status = try status()
            try StandardOutput.print(Terminal.line(status.nagios))
            throw ExitCode(status.state.rawValue)
        } catch let code as ExitCode {
            throw code
        } catch {
            // A monitor reads standard output, and nothing else.
            try StandardOutput.print("tieout UNKNOWN: \(Terminal.line("\(error)"))")
            throw ExitCode(RunStatus.State.unknown.rawValue)
        }
    }

    private func tell() throws {
        let status = try status()
        try StandardOutput.print(json ? status.json : Terminal.line(status.words) + "\n", terminator: "")
    }

    private func status() throws -> RunStatus {
        try RunStatus(
            of: ConfigurationFile(path: config).outputFolder(output), now: .now, limit: maxAge ?? .hours(26))
    }
}
