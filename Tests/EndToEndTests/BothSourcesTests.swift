import Foundation
import TestSupport
import Testing

@Suite("A live database and a snapshot folder give one report")
struct BothSourcesTests {
    @Test("with every label in it, and nothing else", arguments: [5, 20_261_122] as [UInt64])
    func oneReport(seed: UInt64) throws {
        let night = try SimulatedNight(sessions: 150, faultsPerRule: 2, seed: seed)
        let database = ["--database", night.database.conninfo]
        let capture = try Tieout.run("snapshot", "--database", night.database.conninfo, night.folder.path("kept"))
        #expect(capture.status == 0 && capture.stdout.isEmpty && capture.stderr.isEmpty, "\(capture.stderr)")
        let kept = ["--snapshot", night.folder.path("kept")]

        let live = try night.run(database, into: "live-1", "--jobs", "1")
        let carried = database + ["--since", "last"]
        let whole = try night.run(carried, into: "carried-1")
        // The second has what the first has read, and another output folder, so that it compares itself with no run.
        try FileManager.default.createDirectory(
            atPath: night.folder.path("carried-2"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: night.folder.path("carried-1/rows"), toPath: night.folder.path("carried-2/rows"))
        try night.database.run(sql: "UPDATE \"sessionCartItems\" SET quantity = quantity WHERE id % 50 = 1")
        let results = try [
            whole,
            night.run(carried, into: "carried-2"),
            live,
            night.run(database, into: "live-2", "--jobs", "2"),
            night.run(kept, into: "kept-1", "--jobs", "1"),
            night.run(kept, into: "kept-2", "--jobs", "2"),
            night.run(kept, into: "kept-2", "--jobs", "2"),
        ]
        for result in results {
            #expect(result.run.status == 2 && result.run.stderr.isEmpty, "\(result.run.stderr)")
            try expectLabels(night.labels, in: result, seed: seed)
        }

        let first = try results[4].files()
        #expect(first.keys.contains("manifest.json") && first.keys.contains("repairs/apply-all.sql"))
        for other in results[5...] { try expectSame(first, other.files(), seed: seed) }
        let timeless = try live.timelessFiles()
        for other in results { try expectSame(timeless, other.timelessFiles(), seed: seed) }
    }

    @Test("and healthy data gives none, silently")
    func healthy() throws {
        let night = try SimulatedNight(sessions: 150, faultsPerRule: 0, seed: 8)
        let result = try night.run(["--database", night.database.conninfo], into: "output")
        #expect(result.run.status == 0 && result.run.stdout.isEmpty && result.run.stderr.isEmpty, "\(result.run)")
        #expect(try result.judged() == [] && night.labels == [])
    }

    private func expectLabels(_ labels: [Judged], in result: NightResult, seed: UInt64) throws {
        let found = try result.judged()
        let missed = Set(labels).subtracting(found).sorted()
        let surplus = Set(found).subtracting(labels).sorted()
        #expect(missed.isEmpty && surplus.isEmpty, "seed \(seed): missed \(missed), found besides \(surplus)")
        #expect(found.count == labels.count && !labels.isEmpty)
    }

    private func expectSame(_ one: [String: Data], _ other: [String: Data], seed: UInt64) throws {
        #expect(one.keys.sorted() == other.keys.sorted())
        let different = one.keys.sorted().filter { one[$0] != other[$0] }
        #expect(different.isEmpty, "seed \(seed)")
    }
}
