import ArgumentParser
import FoundationEssentials
import Repairs
import Snapshots

struct RepairUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes the repairs of a run back: shows what comes back, asks, and then does it.",
        discussion: """
            Every cell that still holds what was written gets its former value back, from the log of repairs. What has \
            moved on since is skipped and listed. The scripts run in the opposite order, each in a transaction. Where \
            the run's folder is gone, its id will do, which 'tieout repair log' lists; the way back is then made from \
            the log alone, with --schema and --config as the run was given them.
            """)

    @Argument(help: ArgumentHelp("The folder of a run, or the beginning of its id in the log.", valueName: "run"))
    var run: String

    @OptionGroup var options: RepairOptions
    @OptionGroup var consent: ConsentOptions

    @Option(help: "The schema that the tables and the log are in, for a run that is named by its id.")
    var schema: String?

    @Flag(help: "Run scripts that were changed; whoever changed them answers for them.")
    var allowEdited = false

    func run() async throws {
        try await ExitStatus.reporting {
            let work = RepairWork(options, consent, wording: .undo)
            if run.contains("/") || FileManager.default.fileExists(atPath: run + "/manifest.json") {
                let planned = try fromFolder()
                try await work.run { _, _ in planned }
            } else {
                try await work.run(fromLog)
            }
        }
    }

    private func fromFolder() throws -> PlannedRepairs {
        let folder = try RepairFolder(run)
        let scripts = try folder.scripts(.undo, allowAltered: allowEdited)
        let proposals = options.finding.isEmpty ? [] : try folder.scripts(.apply, allowAltered: true)
        return PlannedRepairs(
            run: folder.run, tasks: try options.selection.tasks(scripts, proposals: proposals, in: folder.path),
            notes: RepairNotes(folder, tasks: [], isNamed: true))
    }

    private func fromLog(_ connection: Connection, _ file: ConfigurationFile) throws -> PlannedRepairs {
        let schema = schema ?? file.value("schema")
        guard let log = try RepairLog(connection, schema: schema) else {
            throw ValidationError(
                "'\(run)' is not a run's folder, and \(connection.place) has no log of repairs that could know it.")
        }
        let id = try log.run(beginning: run)
        let scripts = try log.undoScripts(of: id, schema: schema, mapping: file.tableMapping())
        return PlannedRepairs(
            run: id, tasks: try options.selection.tasks(scripts, proposals: scripts, in: "the log of that run"),
            notes: RepairNotes("The log does not say how much money is behind a repair."))
    }
}
