import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@Suite("Several machines read one night")
struct ShardTests {
    private let night: SimulatedNight
    private let snapshot: String

    init() throws {
        night = try SimulatedNight(sessions: 60, faultsPerRule: 2, seed: 5)
        snapshot = night.folder.path("snapshot")
        let kept = try Tieout.run("snapshot", "--database", night.database.conninfo, "--file-size", "64kB", snapshot)
        try #require(kept.status == 0, "\(kept.stderr)")
    }

    private func shard(_ number: Int, of count: Int, _ more: String...) throws -> CommandRun {
        try Tieout.run(
            [
                "run", "--snapshot", snapshot, "--as-of", SimulatedNight.asOf, "--shard", "\(number)/\(count)",
                "--partial", part(number),
            ]
                + more)
    }

    private func part(_ number: Int) -> String { night.folder.path("part-\(number)") }

    private func merge(_ numbers: [Int], _ more: String...) throws -> CommandRun {
        try Tieout.run(
            ["merge"] + numbers.map(part)
                + [
                    "--snapshot", snapshot, "--as-of", SimulatedNight.asOf, "--output", night.folder.path("many"),
                    "--max-repair-ratio", "100%",
                ]
                + more)
    }

    /// One night serves them all.
    @Test("The report is the one that one machine makes, and what is not all of one night is refused")
    func shards() throws {
        try expectSame()
        try expectRefused()
        try expectNoDatabase()
        try expectHeld()
    }

    /// Byte for byte.
    private func expectSame() throws {
        let one = try night.run(["--snapshot", snapshot], into: "one")
        for (number, jobs) in [(1, "1"), (2, "2"), (3, "3"), (4, "1")] {
            let run = try shard(number, of: 4, "--jobs", jobs)
            #expect(run.status == 0 && run.stdout.isEmpty && run.stderr.isEmpty, "\(run)")
        }
        let merged = try merge([3, 1, 4, 2])
        #expect(merged.status == one.run.status && one.run.status == 2)
        #expect(
            merged.stdout == one.run.stdout.replacing(night.folder.path("one"), with: night.folder.path("many")))
        let folder = URL(fileURLWithPath: night.folder.path("many/latest")).resolvingSymlinksInPath()
        let files = try one.files()
        #expect(try NightResult(run: merged, folder: folder).files() == files && files.count > 100)
    }

    /// By name.
    private func expectRefused() throws {
        try FileManager.default.removeItem(atPath: night.folder.path("many"))
        for number in 1...3 { #expect(try shard(number, of: 3).status == 0) }
        func expect(_ run: CommandRun, _ words: String, _ status: Int32 = 65) {
            #expect(run.status == status && run.stderr.contains(words), "\(run.stderr)")
            #expect(run.stderr.split(separator: "\n").count == 1)
        }
        expect(try merge([1, 3]), "part-1: it is one of 3 shards, of which 1 is missing: 2; have what is missing read")
        expect(try merge([1, 2, 3, 2]), "part-2: it is shard 2/3, and so is ")
        expect(
            try merge([1, 2, 3], "--grace", "1m"),
            "part-1: its grace is 15m, and that of this merge is 1m; merge what was read")
        expect(try merge([1, 2, 3], "--full-prices"), "its full-prices is false, and that of this merge is true")
        expect(
            try merge([1, 2, 9]), "part-9: the file cannot be read; name what 'tieout run --shard N/M --partial FILE'")

        let whole = try Data(contentsOf: URL(fileURLWithPath: part(2)))
        try whole.dropLast(7).write(to: URL(fileURLWithPath: part(2)))
        expect(
            try merge([1, 2, 3]),
            "part-2: it was cut off or altered: its SHA-256 is not what stands at its end; have its shard")
        try Data("tieout partial 2\n".utf8).write(to: URL(fileURLWithPath: part(2)))
        expect(try merge([1, 2, 3]), "part-2: it was written by another version of tieout")
        #expect(try shard(2, of: 4).status == 0)
        expect(try merge([1, 2, 3]), "part-2: it is shard 2/4, and ")

        let strange = try Reconciler(source: MemorySource(takenAt: .now, rows: MemoryRows()))
            .partial(of: #require(Shard(2, of: 3)), facts: [])
        try Data(strange.bytes).write(to: URL(fileURLWithPath: part(2)))
        expect(try merge([1, 2, 3]), "part-2: it was written by a tieout that knows other settings; have its shard")

        let other = night.folder.path("other")
        #expect(try Tieout.run("snapshot", "--database", night.database.conninfo, other).status == 0)
        let run = try Tieout.run(
            "run", "--snapshot", other, "--as-of", SimulatedNight.asOf, "--shard", "2/3", "--partial", part(2))
        #expect(run.status == 0)
        expect(try merge([1, 2, 3]), "part-2: its snapshot is ")
        #expect(!FileManager.default.fileExists(atPath: night.folder.path("many/latest")))
    }

    /// Shards of a database would read different moments.
    private func expectNoDatabase() throws {
        let run = try Tieout.run(
            "run", "--database", night.database.conninfo, "--shard", "1/2", "--partial", part(1))
        #expect(run.status == 64 && run.stderr.contains("Shards read one moment: a folder that"), "\(run)")
        for words in [
            ["--shard", "0/2", "--partial", "x"], ["--shard", "1/2"], ["--partial", "x"],
            ["--shard", "1/2", "--partial", "x", "--json", "y"], ["--shard", "1-2", "--partial", "x"],
        ] {
            #expect(try Tieout.run(["run", "--snapshot", snapshot] + words).status == 64, "\(words)")
        }
    }

    /// Whoever reads what another keeps reads that, whatever is written meanwhile, and nothing once it is let go.
    private func expectHeld() throws {
        let holder = try Holder(night.database.conninfo)
        let second = try Tieout.run("hold", "--database", night.database.conninfo)
        #expect(second.status == 75, "\(second)")
        let held = ["--database", night.database.conninfo] + holder.options.prefix(2)
        let moment = held + ["--as-of", SimulatedNight.asOf]
        try night.database.run(
            sql: #"DELETE FROM "sessionCartItems"; INSERT INTO users SELECT 1000000 + g FROM generate_series(1, 9) g"#)
        let one = try night.run(held, into: "held-one", "--max-repair-ratio", "100%")
        for number in 1...3 {
            let run = try Tieout.run(
                ["run"] + moment + ["--shard", "\(number)/3", "--partial", part(number), "--jobs", "\(number)"])
            #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
        }
        let output = night.folder.path("held-many")
        let merge = ["merge"] + (1...3).map(part) + moment + ["--max-repair-ratio", "100%", "--output", output]
        let merged = try Tieout.run(merge)
        #expect(merged.status == one.run.status && one.run.status == 2, "\(merged)")
        let folder = URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath()
        let files = try one.timelessFiles()
        #expect(try NightResult(run: merged, folder: folder).timelessFiles() == files && files.count > 100)

        #expect(try holder.letGo() == 0)
        let late = try Tieout.run(merge)
        #expect(
            late.status == 69 && late.stderr.contains("nobody keeps a moment \(holder.options[1]) there"), "\(late)")
    }
}

/// A moment that `tieout hold` keeps.
private final class Holder {
    private let process = Process()
    private let input = Pipe()
    /// What it prints for those who read.
    let options: [String]

    init(_ conninfo: String) throws {
        let output = Pipe()
        process.executableURL = Tieout.executable
        process.arguments = ["hold", "--database", conninfo]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.runUnblocked()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        options = line.split(whereSeparator: \.isWhitespace).map(String.init)
        try #require(options.count == 4, "\(line)")
    }

    /// Ends its standard input; answers what it ends with.
    func letGo() throws -> Int32 {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
