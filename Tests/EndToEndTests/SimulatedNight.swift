import Foundation
import TestSupport
import Testing

/// A database that `tieout simulate` has filled, and what it says must be found in it.
struct SimulatedNight {
    static let asOf = "2026-11-22T02:00:00Z"
    let database: Database
    let folder: TemporaryFolder
    let labels: [Judged]

    /// - Parameter rules: Whose faults there are, instead of every rule's.
    init(sessions: Int, faultsPerRule: Int, seed: UInt64, rules: [String] = []) throws {
        database = try PrivatePostgres.shared().makeDatabase("simulated")
        folder = try TemporaryFolder()
        let faults =
            rules.isEmpty
            ? ["--faults-per-rule", "\(faultsPerRule)"] : rules.flatMap { ["--fault", "\($0)=\(faultsPerRule)"] }
        let run = try Tieout.run(
            [
                "simulate", "--database", database.conninfo, "--sessions", "\(sessions)", "--seed", "\(seed)",
                "--as-of", Self.asOf, "--labels", folder.path("labels.csv"),
            ] + faults)
        try #require(run.status == 0, "\(run.stderr)")
        let text = try String(contentsOfFile: folder.path("labels.csv"), encoding: .utf8)
        labels = CSVReader.records(text).map(Judged.init).sorted()
    }

    /// Reconciles a source into an output folder of its own.
    func run(_ source: [String], into output: String, _ more: String...) throws -> NightResult {
        let path = folder.path(output)
        let run = try Tieout.run(["run"] + source + ["--output", path, "--as-of", Self.asOf] + more)
        return NightResult(run: run, folder: URL(fileURLWithPath: path + "/latest").resolvingSymlinksInPath())
    }
}

/// What a label says, and a finding too: the rule, what it is about, and how much money it moves.
struct Judged: Hashable, Comparable, CustomStringConvertible {
    let rule: String
    let key: String
    let impact: String

    init(_ row: [String: String]) {
        rule = row["rule"] ?? ""
        key = row["key"] ?? ""
        impact = row["impact"] ?? ""
    }

    var description: String { "\(rule) \(key) \(impact)" }

    static func < (left: Self, right: Self) -> Bool {
        (left.rule, left.key, left.impact) < (right.rule, right.key, right.impact)
    }
}

extension NightResult {
    /// Every finding as a label would say it, sorted.
    func judged() throws -> [Judged] { try rows("findings.csv").map(Judged.init).sorted() }

    /// Every file of the report by its path; what must differ between two runs is taken out of the manifest.
    func files() throws -> [String: Data] {
        let root = folder.path + "/"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        var files: [String: Data] = [:]
        for name in names where !name.isEmpty {
            guard let data = FileManager.default.contents(atPath: root + name) else { continue }
            files[name] =
                switch name {
                case "manifest.json": try Self.withoutTimings(data)
                case "evidence.html": Self.withoutPrevious(data)
                default: data
                }
        }
        return files
    }

    /// The same, with the snapshot's time, and the hashes of what shows it, taken out.
    func timelessFiles() throws -> [String: Data] {
        var manifest = try manifest()
        let facts = manifest["provenance"] as? [[String: String]] ?? []
        let time = try #require(facts.first { $0["name"] == "snapshot time" }?["value"])
        let hashed = manifest["files"] as? [[String: Any]] ?? []
        manifest["files"] = hashed.filter { file in
            // These name the moment that was read, so their hashes say it as well.
            let path = file["path"] as? String ?? ""
            return path != "index.html" && !path.hasPrefix("repairs/")
        }
        var files = try files()
        files["evidence.html"] = files["evidence.html"].map { data in
            Data(String(decoding: data, as: UTF8.self).replacing(/[0-9a-f]{64}/, with: "HASH").utf8)
        }
        files["manifest.json"] = try Self.withoutTimings(JSONSerialization.data(withJSONObject: manifest))
        return files.mapValues { data in
            let text = String(decoding: data, as: UTF8.self)
            return Data(text.replacingOccurrences(of: time, with: "SNAPSHOT TIME").utf8)
        }
    }

    func manifest() throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent("manifest.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func withoutPrevious(_ data: Data) -> Data {
        Data(String(decoding: data, as: UTF8.self).replacing(/<p id="previous">.*?<\/p>/, with: "").utf8)
    }

    private static func withoutTimings(_ data: Data) throws -> Data {
        var manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        manifest["timings"] = nil
        manifest["seal"] = nil
        // It names the previous manifest, whose timings are in its hash.
        let files = manifest["files"] as? [[String: Any]] ?? []
        manifest["files"] = files.filter { $0["path"] as? String != "evidence.html" }
        manifest["previousManifest"] = nil
        return try JSONSerialization.data(withJSONObject: manifest, options: [.sortedKeys, .prettyPrinted])
    }
}

extension CSVReader {
    /// The rows of a file by column.
    static func records(_ text: String) -> [[String: String]] {
        let table = read(text)
        guard let header = table.first else { return [] }
        return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}
