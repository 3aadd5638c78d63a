import ArgumentParser
import FoundationEssentials
import Reports

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Says whether reports are as they were written.",
        discussion: """
            Compares every file of a run with the SHA-256 in its manifest.json, and every manifest with what the next \
            run's manifest says of it, and names what was altered, removed or added. A run that was pruned is said to \
            be gone, which is not a fault. Ends with status 0 when everything is as it was written, with 2 when something \
            is not, and with 69 when a folder cannot be read. Nothing vouches for the last manifest but who keeps its \
            SHA-256, which is printed.
            """)

    @Argument(help: ArgumentHelp("A run's folder, or an output folder with all its runs.", valueName: "dir"))
    var folders: [String]

    @Flag(help: "Take a run that is named and not there for a fault.")
    var wholeChain = false

    @Flag(help: "Print JSON, for programs.")
    var json = false

    func run() async throws {
        try await ExitStatus.reporting {
            let verification = try Verification(
                folders.map { URL(fileURLWithPath: $0, isDirectory: true) }, wholeChain: wholeChain)
            let text = json ? verification.json : verification.lines.map(Terminal.line).joined(separator: "\n")
            try StandardOutput.print(text)
            if !verification.isIntact { throw ExitCode(ExitStatus.findings) }
        }
    }
}
