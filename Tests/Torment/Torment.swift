import ArgumentParser
import Foundation
import TestSupport

/// Does to tieout, at random and by seed, what bad days and bad people do.
///
/// Each kind of trial is attempted for its share of the time. An attempt may end in an error of tieout's, and in nothing else:
/// no signal, no silence, no half of a report. What failed is kept with the seed that does it again.
@main
struct Torment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torment", abstract: "Torments tieout at random, and says what failed.")

    @Option(help: "How long, in seconds.")
    var seconds = 240

    @Option(help: "How long, in hours, instead.")
    var hours: Int?

    @Option(help: "So many attempts of each kind, however long they take.")
    var attempts: Int?

    @Option(help: "What everything is made from; another number is another campaign.")
    var seed: UInt64 = 1

    @Option(help: "Only this kind; may be given several times.")
    var kind: [String] = []

    @Option(help: "Where what failed is kept.")
    var keep = "torment-failures"

    @Option(help: ArgumentHelp("Attempts that may end the process are made in one of their own.", visibility: .hidden))
    var child: String?

    func run() throws {
        let ground = try Ground(seed: seed)
        defer { try? FileManager.default.removeItem(at: ground.folder) }
        if let child, let kind = Trials.inProcess[child] {
            var own = Attempts(try kind.init(ground), ground)
            return try own.run(count: attempts ?? 1, seed: seed)
        }
        let names = Trials.names.filter { kind.isEmpty || kind.contains($0) }
        let share = Double(hours.map { $0 * 3_600 } ?? seconds) / Double(max(1, names.count))
        var results: [Result] = []
        for name in names {
            var campaign = Campaign(name: name, ground: ground, seed: seed, keep: URL(fileURLWithPath: keep))
            results.append(try campaign.run(attempts: attempts, seconds: share))
        }
        print(Result.table(results))
        if results.contains(where: { $0.failed > 0 }) { throw ExitCode(2) }
    }
}

/// What came of one kind.
struct Result {
    let name: String
    var tried = 0
    var failed = 0

    static func table(_ results: [Result]) -> String {
        let rows = results.map { "| \($0.name) | \($0.tried) | \($0.failed) |" }
        return (["| what was done | tried | failed |", "|---|---:|---:|"] + rows).joined(separator: "\n")
    }
}
