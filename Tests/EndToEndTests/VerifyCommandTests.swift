import Foundation
import TestSupport
import Testing

@Suite("Reports are verified")
struct VerifyCommandTests {
    /// Two nights from one snapshot folder.
    private func nights() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try Tieout.run(
            "simulate", "--snapshot", folder.path("kept"), "--sessions", "40", "--fault", "line.price=2",
            "--as-of", "2026-11-23T02:00:00Z")
        try #require(made.status == 0, "\(made.stderr)")
        for time in ["2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z"] {
            let run = try Tieout.run(
                "run", "--snapshot", folder.path("kept"), "--output", folder.path("output"), "--as-of", time,
                "--fail-on", "never")
            try #require(run.status == 0, "\(run.stderr)")
        }
        return folder
    }

    @Test func `and what was altered is named, with a status of its own`() throws {
        let folder = try nights()
        let output = folder.path("output")
        let whole = try Tieout.run("verify", output, "--whole-chain")
        #expect(whole.status == 0, "\(whole)")
        #expect(whole.stdout.contains("2 runs: everything is as it was written.\n"))

        let repair = output + "/2026-11-22T020000Z/repairs/line.price.sql"
        try Data("DROP TABLE orders;".utf8).write(to: URL(fileURLWithPath: repair))
        try Data().write(to: URL(fileURLWithPath: output + "/latest/mine.txt"))
        try FileManager.default.removeItem(atPath: output + "/latest/holds.csv")
        let altered = try Tieout.run("verify", output)
        #expect(altered.status == 2 && altered.stderr.isEmpty)
        for line in [
            "  altered: \(repair) (it has 18 bytes and had ",
            "  missing: \(output)/2026-11-23T020000Z/holds.csv (the manifest has its ",
            "  added: \(output)/2026-11-23T020000Z/mine.txt (the manifest does not name it)\n",
            "2 runs, 2 of them not as written: 1 altered, 1 missing, 1 added.\n",
        ] {
            #expect(altered.stdout.contains(line), "\(line)\n\(altered.stdout)")
        }
    }

    @Test func `for programs`() throws {
        let folder = try nights()
        try FileManager.default.removeItem(atPath: folder.path("output/2026-11-22T020000Z"))
        let run = try Tieout.run("verify", "--json", folder.path("output"))
        #expect(run.status == 0)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
        let runs = try #require(document["runs"] as? [[String: Any]])
        #expect(document["intact"] as? Bool == true && runs.count == 1)
        #expect((runs[0]["notes"] as? [String])?.first?.contains("2026-11-22T020000Z, is not there any more") == true)
        #expect(try Tieout.run("verify", "--whole-chain", folder.path("output")).status == 2)
    }

    @Test func `where they are`() throws {
        let folder = try TemporaryFolder()
        for path in ["none", ""] {
            let run = try Tieout.run("verify", folder.path(path))
            #expect(run.status == 69 && run.stdout.isEmpty, "\(run)")
            #expect(run.stderr.split(separator: "\n").count == 1 && run.stderr.hasPrefix("tieout: /"), "\(run.stderr)")
        }
        #expect(try Tieout.run("verify").status == 64)
    }
}
