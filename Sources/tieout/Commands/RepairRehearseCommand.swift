import ArgumentParser
import FoundationEssentials
import Repairs
import Snapshots

struct RepairRehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract:
            "Makes the repairs of a run, reconciles before and after, rolls everything back, and shows the proof.",
        discussion: """
            Says which findings are gone, that none is new, and that nothing was changed but what the log of repairs \
            says: a trigger that does more is named. Both readings are as of the run's time, with the run's settings, in \
            one transaction. The rows that are repaired stay locked until the second reading has ended, so rehearse on a \
            copy of the database when the live one is busy. The role needs the rights of the run and those of its scripts.

            Ends with status 0 when the repairs do what they say and nothing else, and none was skipped; with 2 otherwise.
            """)

    @Argument(help: ArgumentHelp("The folder of a run, such as output/latest.", valueName: "dir"))
    var folder: String

    @OptionGroup var options: RepairOptions
    @OptionGroup var picks: PickOptions

    @Option(help: "The schema that the tables are in; without it, the connection's search path decides.")
    var schema: String?

    func run() async throws {
        try await ExitStatus.reporting {
            let run = try RepairFolder(folder)
            let scripts = try picks.applied(to: run.scripts(.apply))
            let named = try options.selection.tasks(scripts, proposals: scripts, in: run.path)
            let tasks = options.isSelective ? named : named.filter(\.script.isActive)
            let file = try ConfigurationFile(path: options.config)
            let conninfo = options.database ?? file.value("database")
            let connection = try Connection(conninfo: conninfo)
            let interruption = Interruption(connection)
            let signals = SignalWatch(interruption)
            defer { signals.end() }
            let rehearsal = Rehearsal(
                of: run,
                ScriptRunner(
                    connection, lockTimeout: options.lockTimeout, statementTimeout: options.statementTimeout,
                    isElsewhere: options.otherDatabase),
                outside: try Connection(conninfo: conninfo), interruption: interruption,
                schema: schema ?? file.value("schema"), mapping: file.tableMapping())
            let progress = Progress()
            let report = try rehearsal.run(tasks) { progress.step($0.words(tasks)) }
            progress.end()
            let text = RehearsalText(
                report: report, run: run.run, place: "\(connection.place) as \(connection.user)",
                remarks: RepairNotes(run, tasks: tasks, isNamed: true).lines(connection))
            try options.leave(RehearsalJSON(report, run: run.run).text, instead: text.text)
            if !report.isProof || !report.skipped.isEmpty { throw ExitCode(ExitStatus.findings) }
        }
    }
}

private extension Rehearsal.Step {
    func words(_ tasks: [RepairTask]) -> String {
        switch self {
        case .readingBefore: "Reconciling before the repairs"
        case .script(let index): "Making repairs, \(index + 1) of \(tasks.count): \(tasks[index].script.path)"
        case .comparing: "Comparing the rows that were touched"
        case .readingAfter: "Reconciling after the repairs"
        }
    }
}
