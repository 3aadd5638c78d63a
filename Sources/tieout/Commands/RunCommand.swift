import ArgumentParser
import LiveShopping
import Reconciliation
import Snapshots

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Reconciles a database or a snapshot, and leaves a report.",
        discussion: """
            Prints a summary when there are findings, and nothing when there are none. The report is in the output \
            folder under the time that the run is as of; 'latest' leads to the last one.

            With --shard one of several machines reads its part of a snapshot folder's large tables, and leaves what that \
            comes to in the file of --partial; 'tieout merge' makes the report of them.
            """)

    @OptionGroup var night: NightOptions

    @Option(help: ArgumentHelp("Read one of several parts of the large tables, such as 3/16.", valueName: "n/m"))
    var shard: ShardNumber?

    @Option(help: ArgumentHelp("Where what the shard comes to is left.", valueName: "file"))
    var partial: String?

    func validate() throws {
        guard (shard == nil) == (partial == nil) else {
            throw ValidationError("--shard and --partial go together: which part to read, and where to leave it.")
        }
        guard shard == nil || night.readers.client == nil else {
            throw ValidationError("--shard leaves no statement: give --client to 'tieout merge'.")
        }
        guard shard == nil || (night.json == nil && night.metrics == nil) else {
            throw ValidationError("--shard comes to no result: give --json and --metrics to 'tieout merge'.")
        }
    }

    func run() async throws {
        if let shard, let partial { return try await leave(shard.shard, in: partial) }
        try await night.report { request, source in
            try Reconciler(source: source, parameters: request.parameters).run()
        }
    }

    private func leave(_ shard: Shard, in file: String) async throws {
        try await ExitStatus.reporting {
            let request = try RunRequest(night)
            try night.source.begin(request.file, night.log)
            let progress = Progress()
            _ = try NightOptions.checkedRules()
            progress.step("Opening the source")
            let source = try night.open(request, .ofShard).rows
            let facts = try request.shardFacts(of: source)
            progress.step("Reading shard \(shard)", reading: source.meter)
            let part = try Reconciler(source: source, parameters: request.parameters).partial(of: shard, facts: facts)
            try ExitStatus.write(part.bytes, to: file)
            progress.end()
        }
    }
}

/// A shard as it is told on the command line, such as 3/16.
struct ShardNumber: ExpressibleByArgument {
    let shard: Shard

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], let shard = Shard(number, of: count) else {
            return nil
        }
        self.shard = shard
    }
}
