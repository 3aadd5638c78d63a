import ArgumentParser
import FoundationEssentials
import LiveShopping
import Simulation
import Snapshots

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Makes a live-shopping system in small, with known faults.",
        discussion: """
            The same arguments make the same rows. Without faults no rule finds anything; each fault is listed in the \
            labels, as 'rule,key,impact'. The data are as of --as-of: 'tieout run' takes that from a snapshot folder by \
            itself, and for a database it needs the same --as-of.
            """)

    @Option(
        help: ArgumentHelp("The database to fill; its tables are made where there are none.", valueName: "conninfo"))
    var database: String?

    @Option(help: ArgumentHelp("The snapshot folder to make.", valueName: "dir"))
    var snapshot: String?

    @Option(help: "How many healthy sessions there are.")
    var sessions = 400

    @Option(help: "What the data is made from: another number makes another shop.")
    var seed: UInt64 = 1

    @Option(help: "How many faults of each rule there are.")
    var faultsPerRule = 0

    @Option(help: ArgumentHelp("How many faults of one rule there are; may be repeated.", valueName: "rule=k"))
    var fault: [FaultCount] = []

    @Option(help: ArgumentHelp("Where to write what must be found, as CSV.", valueName: "file"))
    var labels: String?

    @Option(help: ArgumentHelp("T, the moment that the data is as of.", valueName: "time"))
    var asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    func validate() throws {
        guard (database == nil) != (snapshot == nil) else {
            throw ValidationError("Say where to: either --database or --snapshot.")
        }
        guard sessions >= 0, faultsPerRule >= 0 else {
            throw ValidationError("--sessions and --faults-per-rule must be 0 or more.")
        }
    }

    func run() async throws {
        try await ExitStatus.reporting {
            let labels = try simulate()
            guard let path = self.labels else { return }
            try ExitStatus.write(Label.csv(labels), to: path)
        }
    }

    private func simulate() throws -> [Label] {
        let simulation: Simulation
        do {
            simulation = try Simulation(
                sessions: sessions, seed: seed, asOf: asOf, faultsPerRule: faultsPerRule,
                faults: Dictionary(fault.map { ($0.rule, $0.count) }, uniquingKeysWith: { $1 }),
                allowsOrphans: snapshot != nil)
        } catch {
            throw ValidationError("\(error)")
        }
        guard let snapshot else { return try fillDatabase(simulation) }
        let writer = try SnapshotFolderWriter(
            directory: URL(fileURLWithPath: snapshot, isDirectory: true), takenAt: asOf,
            provenance: [.init(name: "simulation", value: "\(sessions) sessions, seed \(seed)")])
        let labels = try simulation.run(into: writer)
        try writer.finish()
        return labels
    }

    private func fillDatabase(_ simulation: Simulation) throws -> [Label] {
        let loader = try DatabaseLoader(preparing: database)
        var labels: [Label] = []
        try loader.load { labels = try simulation.run(into: $0) }
        return labels
    }
}

/// `conversion.duplicate-orders=20`
struct FaultCount: ExpressibleByArgument {
    let rule: String
    let count: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let count = Int(parts[1]), count >= 0 else { return nil }
        rule = String(parts[0])
        self.count = count
    }
}
