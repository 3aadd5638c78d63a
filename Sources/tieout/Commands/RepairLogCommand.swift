import ArgumentParser
import Repairs
import Snapshots

struct RepairLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Lists the runs whose repairs were applied to a database.",
        discussion: """
            For each run how many repairs of which rules were made, how many changes that were and how many of them were \
            taken back, by whom and when. The run's id is what 'tieout repair undo' takes.
            """)

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL connection string or URI; without it, PGHOST, PGSERVICE, ~/.pgpass and so on say where.",
            valueName: "conninfo"))
    var database: String?

    @Option(help: "The schema that the log is in.")
    var schema: String?

    @Option(
        help: ArgumentHelp("A configuration file, for its 'database' and 'schema'.", valueName: "file"))
    var config: String?

    func run() async throws {
        try await ExitStatus.reporting {
            let file = try ConfigurationFile(path: config)
            let connection = try Connection(conninfo: database ?? file.value("database"))
            let log = try RepairLog(connection, schema: schema ?? file.value("schema"))
            let runs = try log?.runs() ?? []
            guard !runs.isEmpty else {
                return try StandardOutput.print("No repair is logged in \(Terminal.line(connection.place)).")
            }
            let rows = runs.map { run in
                [
                    run.id, String(run.repairs), String(run.changes), String(run.undone), run.first, run.last, run.by,
                    run.rules,
                ]
            }
            let heads = ["run", "repairs", "changes", "undone", "first", "last", "by", "rules"]
            try StandardOutput.print(TextTable([heads] + rows, numbers: 1..<4).lines.joined(separator: "\n"))
        }
    }
}
