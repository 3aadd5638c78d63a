import ArgumentParser
import LiveShopping
import Reconciliation
import Snapshots

/// What is set, where that was said, and how to set more.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Says what is set, where it was said, and what could be.",
        subcommands: [ConfigCheckCommand.self, ConfigSampleCommand.self])
}

struct ConfigSampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Prints a configuration file with every key explained, all of it in comments.")

    func run() throws {
        try StandardOutput.print(ConfigurationText.sample, terminator: "")
    }
}

struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Prints the effective value of each key with its origin.",
        discussion: """
            Takes what 'tieout run' takes. An origin is a flag, a variable of the environment, a place in the file as \
            file:line:column, or the default. Ends with status 78 when something cannot be so, and says what and where; \
            with --connect also with that of a run that finds no database.
            """)

    @OptionGroup var run: NightOptions

    @Flag(help: "Open the database or the snapshot too, and say what is there.")
    var connect = false

    func run() async throws {
        try await ExitStatus.reporting {
            let request = try RunRequest(run)
            let effective = EffectiveConfiguration(request.file, arguments: CommandLine.arguments)
            try StandardOutput.print(effective.lines.joined(separator: "\n"))
            guard connect else { return }
            let opened = try run.source.open(
                request.file, jobs: 1, timeZone: request.parameters.settings.timeZone)
            try StandardOutput.print("\n" + Self.words(opened.rows.snapshot))
        }
    }

    /// What was reached, and what it lacks.
    private static func words(_ facts: SnapshotFacts) -> String {
        let places = facts.provenance.map { "\($0.name): \($0.value)" }
        let lacking = Table.allCases.flatMap { table in
            facts.available.has(table)
                ? table.columns.filter { !facts.available.has(table, $0.name) }.map { "\(table.name).\($0.name)" }
                : [table.name]
        }
        let gaps = lacking.isEmpty ? "nothing is missing" : "missing: \(lacking.joined(separator: ", "))"
        return (places + ["as of \(facts.takenAt)", gaps]).map(Terminal.line).joined(separator: "\n")
    }
}
