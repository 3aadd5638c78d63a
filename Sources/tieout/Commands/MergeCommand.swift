import ArgumentParser
import FoundationEssentials
import LiveShopping
import Reconciliation
import Reports
import Snapshots

struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Makes the report of what several machines have read.",
        discussion: """
            Takes the files that 'tieout run --shard N/M --partial FILE' has left, one for each shard, and the snapshot folder \
            that they were read from, of which it reads the small tables and what is wrong. The report is the one that \
            one machine makes, byte for byte.
            """)

    @OptionGroup var night: NightOptions

    @Argument(help: "The files of all shards, in any order.")
    var partials: [String]

    func run() async throws {
        try await night.report { request, source in
            let facts = try request.shardFacts(of: source)
            let parts = try partials.map { try PartialFile($0, facts) }
            try PartialFile.requireWhole(parts)
            do {
                return try Reconciler(source: source, parameters: request.parameters).run(merging: parts.map(\.partial))
            } catch let error as PartialDamage {
                throw PartialProblem(
                    place: "these partials", problem: error.problem, remedy: "have the shards read again")
            }
        }
    }
}

/// What one shard has left.
struct PartialFile {
    let path: String
    let partial: Partial

    /// Reads a file, and sees to it that it is of this night.
    init(_ path: String, _ facts: [Partial.Fact]) throws(PartialProblem) {
        self.path = path
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw PartialProblem(
                place: path, problem: "the file cannot be read",
                remedy: "name what 'tieout run --shard N/M --partial FILE' has left")
        }
        do {
            partial = try Partial(bytes: Array(bytes))
        } catch {
            throw PartialProblem(place: path, problem: error.problem, remedy: "have its shard read again")
        }
        guard facts.map(\.name) == partial.facts.map(\.name) else {
            throw PartialProblem(
                place: path, problem: "it was written by a tieout that knows other settings",
                remedy: "have its shard read again")
        }
        for (own, other) in zip(facts, partial.facts) where own != other {
            throw PartialProblem(
                place: path, problem: "its \(other.name) is \(other.value), and that of this merge is \(own.value)",
                remedy: "merge what was read of one snapshot, with one version and the same settings")
        }
    }

    /// Every shard is there, and once.
    static func requireWhole(_ files: [PartialFile]) throws(PartialProblem) {
        guard let first = files.first else { return }
        var seen: [Int: PartialFile] = [:]
        for file in files {
            guard file.partial.shard.count == first.partial.shard.count else {
                throw PartialProblem(
                    place: file.path,
                    problem: "it is shard \(file.partial.shard), and \(first.path) is shard \(first.partial.shard)",
                    remedy: "merge shards of one division")
            }
            if let other = seen.updateValue(file, forKey: file.partial.shard.number) {
                throw PartialProblem(
                    place: file.path, problem: "it is shard \(file.partial.shard), and so is \(other.path)",
                    remedy: "give each shard once")
            }
        }
        let missing = (1...first.partial.shard.count).filter { seen[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.prefix(10).map(String.init).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
            throw PartialProblem(
                place: first.path,
                problem: "it is one of \(first.partial.shard.count) shards, of which \(missing.count) "
                    + "\(missing.count == 1 ? "is" : "are") missing: \(names)",
                remedy: "have what is missing read, and give all files")
        }
    }
}

/// Partials that make no report.
struct PartialProblem: Error, CustomStringConvertible {
    let place: String
    let problem: String
    let remedy: String

    var description: String { "\(place): \(problem); \(remedy)" }
}

extension RunRequest {
    /// What all shards of one night have in common: the moment, and everything that decides what they find.
    func shardFacts(of source: any RowSource) throws -> [Partial.Fact] {
        let none = source.snapshot.declaredNone.map { "\($0.table.name).\($0.column ?? "*")" }.sorted()
        let (moment, asOf) = try sharedMoment(of: source)
        return [
            Partial.Fact("version", Version.number), Partial.Fact("snapshot", moment),
            Partial.Fact("T", asOf.exactDescription),
            Partial.Fact("full-prices", String(parameters.fullPrices)),
            Partial.Fact("tables without", none.isEmpty ? "none" : none.joined(separator: ", ")),
        ] + parameters.settings.named.map { Partial.Fact($0.name, $0.value) }
    }

    /// What tells the moment that all shards read from every other, and T.
    private func sharedMoment(of source: any RowSource) throws -> (String, Timestamp) {
        if let folder = source as? SnapshotFolder {
            return (folder.fingerprint, parameters.asOf ?? folder.snapshot.takenAt)
        }
        guard let database = source as? PostgresSource, let moment = database.sharedMoment else {
            throw ValidationError(
                "Shards read one moment: a folder that 'tieout snapshot' made (--snapshot), or what 'tieout hold' keeps of a "
                    + "database (--exported-snapshot). Connections of their own would each see another.")
        }
        guard let asOf = parameters.asOf else {
            throw ValidationError("--exported-snapshot needs --as-of, which 'tieout hold' prints with it.")
        }
        let facts = database.snapshot
        let server = [facts.systemIdentifier, facts.databaseOID].compactMap(\.self).joined(separator: " ")
        return ("\(moment) of \(server)", asOf)
    }
}
