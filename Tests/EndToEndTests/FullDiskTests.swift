import Foundation
import TestSupport
import Testing

/// A disk on which nothing larger than so many KiB has room: the system's limit for the size of a file, which needs no
/// rights. What a run says is a file as well, so there is room for a message.
@Suite("A disk that fills up")
struct FullDiskTests {
    private func run(largest: Int, _ arguments: [String]) throws -> CommandRun {
        let script = "trap '' XFSZ; ulimit -f \(largest); exec \"$@\""
        return try CommandRun.run(
            "/bin/bash", ["-c", script, "bash", Tieout.executable.path] + arguments,
            directory: Tieout.packageRoot.path)
    }

    private func expectFull(_ run: CommandRun, _ note: Comment) {
        #expect(run.status == 73, note)
        #expect(run.stdout.isEmpty, note)
        #expect(run.stderr.hasPrefix("tieout: ") && run.stderr.split(separator: "\n").count == 1, "\(run.stderr)")
        #expect(run.stderr.contains("annot be written: File too large; free space on that disk, or "), "\(run.stderr)")
    }

    @Test("ends a run with 73 and one sentence, whichever file it is, and leaves nothing of it")
    func run() throws {
        let folder = try TemporaryFolder()
        let snapshot = folder.path("snapshot")
        let made = try Tieout.run("simulate", "--snapshot", snapshot, "--sessions", "3", "--faults-per-rule", "1")
        #expect(made.status == 0)
        var places: Set<String> = []
        for largest in [1, 32, 96] {
            let output = folder.path("output-\(largest)")
            let run = try run(
                largest: largest, ["run", "--snapshot", snapshot, "--output", output, "--fail-on", "never"])
            expectFull(run, "\(largest) KiB: \(run)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: output) == [".tieout.lock"])
            places.insert(run.stderr.firstMatch(of: /[^\/]*\.(csv|xsd|xml|sql|html|txt)/).map { String($0.0) } ?? "")
        }
        #expect(places.count > 1 && !places.contains(""), "\(places)")
    }

    @Test("ends what writes a snapshot or a named file in the same way")
    func others() throws {
        let folder = try TemporaryFolder()
        for largest in [1, 4] {
            let snapshot = try run(
                largest: largest, ["simulate", "--snapshot", folder.path("snapshot"), "--sessions", "40"])
            expectFull(snapshot, "snapshot")
        }
        let arguments = ["simulate", "--snapshot", folder.path("small"), "--sessions", "0", "--faults-per-rule", "3"]
        try "as it was".write(toFile: folder.path("labels"), atomically: true, encoding: .utf8)
        let labels = try run(largest: 6, arguments + ["--labels", folder.path("labels")])
        if labels.stderr.contains("labels") {
            #expect(try String(contentsOfFile: folder.path("labels"), encoding: .utf8) == "as it was")
        }
        expectFull(labels, "labels")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).allSatisfy { !$0.hasPrefix(".") })
    }
}
