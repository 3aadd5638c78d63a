import ArgumentParser
import FoundationEssentials
import LiveShopping
import Repairs
import Reports
import Snapshots

struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Removes the reports of long ago.",
        discussion: """
            Removes runs that are as of longer ago than --keep. What stays whatever its age: the latest run, the last one \
            that is as it was written, a run whose manifest was altered, and one of which repairs were applied within \
            --keep. Whether they were is asked of the log in --database; without one, runs with repair scripts stay. \
            'tieout verify' then says that a run is gone, which is not a fault.
            """)

    @Option(help: "How long reports are kept, such as 90d.")
    var keep: TimeSpan

    @Option(help: .key(.output, valueName: "dir"))
    var output: String?

    @Option(help: .key(.database, valueName: "conninfo"))
    var database: String?

    @Option(help: "The schema that the log of repairs is in.")
    var schema: String?

    @Flag(help: "Ask no log: the repairs of old runs are as good as never applied.")
    var withoutLog = false

    @Flag(help: "Say what would go, and remove nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("A configuration file, for its 'output', 'database' and 'schema'.", valueName: "file"))
    var config: String?

    func validate() throws {
        guard keep > .zero else { throw ValidationError("--keep is a duration above 0, such as 90d.") }
    }

    func run() async throws {
        try await ExitStatus.reporting {
            let file = try ConfigurationFile(path: config)
            let folder = try file.outputFolder(output)
            guard FileManager.default.fileExists(atPath: folder.path) else {
                throw ValidationError("There is no folder \(folder.path): name the output folder of 'tieout run'.")
            }
            let publication = try Publication.open(output: folder)
            let log = try appliedRuns(file)
            let now = Timestamp.now
            let pruning = Pruning(of: publication.output, now: now, keep: keep) { runID, asOf in
                guard let log else { return withoutLog ? false : nil }
                return log.contains { $0.isOf(runID) && $0.last >= now - keep }
            }
            if !dryRun { try pruning.carryOut() }
            try StandardOutput.print(words(pruning), terminator: "")
        }
    }

    /// When repairs of a run were last applied.
    private struct Applied {
        let id: String
        let last: Timestamp

        /// Ids in the log begin with the run's.
        func isOf(_ runID: String) -> Bool { id == runID || id.hasPrefix(runID + " ") }
    }

    /// Nil when nobody is to be asked.
    private func appliedRuns(_ file: ConfigurationFile) throws -> [Applied]? {
        guard !withoutLog, let conninfo = database ?? file.value("database") else { return nil }
        let connection = try Connection(conninfo: conninfo)
        guard let log = try RepairLog(connection, schema: schema ?? file.value("schema")) else { return [] }
        return try log.runs().map { Applied(id: $0.id, last: Timestamp(iso8601: $0.last) ?? .infinity) }
    }

    private func words(_ pruning: Pruning) -> String {
        let verb = dryRun ? "would go" : "gone"
        let kept = pruning.runs.compactMap { run in
            run.reason.flatMap { $0 == .recent ? nil : "\(run.name) stays: \($0.rawValue)" }
        }
        let gone = pruning.doomed.map { "\($0.name) \(verb)" }
        let count = pruning.doomed.count == 1 ? "1 run" : "\(pruning.doomed.count) runs"
        let sum = "\(count) of \(pruning.runs.count) \(verb)."
        return (gone + kept + [sum]).map { Terminal.line($0) + "\n" }.joined()
    }
}
