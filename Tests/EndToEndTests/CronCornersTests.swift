import Foundation
import TestSupport
import Testing

@Suite("What cron does not give a program")
struct CronCornersTests {
    /// The program as cron starts it: no home, no locale, another umask, a zone with summer time, nobody's terminal.
    private func night(_ folder: TemporaryFolder, _ asOf: String, output: String) throws -> CommandRun {
        let script = "umask 027; exec env -i PATH=/usr/bin:/bin TZ=Europe/Berlin TIEOUT_TRUST_EXAMPLES=1 \"$@\""
        return try CommandRun.run(
            "/bin/sh",
            [
                "-c", script, "sh", Tieout.executable.path, "run", "--snapshot", folder.path("kept"), "--output",
                output,
                "--as-of", asOf, "--fail-on", "never", "--pages", "1", "--xml", "none",
            ], directory: "/")
    }

    /// Cron mails what a run prints: a file that cannot be written beside the report keeps nobody from that.
    @Test(arguments: ["--json", "--metrics"])
    func `a file for programs that cannot be written silences nothing`(_ option: String) throws {
        let folder = try TemporaryFolder()
        let made = try Tieout.run(
            "simulate", "--snapshot", folder.path("kept"), "--sessions", "5", "--fault", "line.price=1")
        try #require(made.status == 0, "\(made)")
        let run = try Tieout.run(
            "run", "--snapshot", folder.path("kept"), "--output", folder.path("o"), option, "/nowhere/x",
            "--notify-command", "touch \(folder.path("told"))")
        #expect(run.status == 73 && run.stderr.contains("/nowhere/x"), "\(run)")
        #expect(run.stdout.contains("line.price"), "\(run)")
        #expect(FileManager.default.fileExists(atPath: folder.path("told")))
    }

    private func device(of path: String) throws -> NSNumber? {
        try FileManager.default.attributesOfFileSystem(forPath: path)[.systemNumber] as? NSNumber
    }

    @Test func `it needs no home and no locale, keeps to the umask, and tells the hour that comes twice apart`() throws
    {
        let folder = try TemporaryFolder()
        let made = try Tieout.run(
            "simulate", "--snapshot", folder.path("kept"), "--sessions", "5", "--fault", "line.price=1", "--as-of",
            "2025-10-26T02:00:00Z")
        try #require(made.status == 0, "\(made)")
        // The same quarter of an hour of Berlin's clocks, first in summer time, then in winter time; and the output stands on
        // another file system than everything else.
        let memory = "/dev/shm"
        let isThere = try device(of: memory) == device(of: folder.url.path)
        let elsewhere = "\(isThere ? "/var/tmp" : memory)/tieout-cron-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        let output = folder.path("output")
        try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: elsewhere)
        for asOf in ["2025-10-26T00:15:00Z", "2025-10-26T01:15:00Z"] {
            let run = try night(folder, asOf, output: output)
            #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
            #expect(run.stdout.hasPrefix("tieout as of \(asOf)") && run.stdout.contains("line.price"), "\(run)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: elsewhere).sorted()
        #expect(names == [".tieout.lock", "2025-10-26T001500Z", "2025-10-26T011500Z", "latest"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: elsewhere + "/latest") == "2025-10-26T011500Z")
        let history = try String(contentsOfFile: elsewhere + "/latest/history.csv", encoding: .utf8)
        #expect(history.contains(",open,") && !history.contains(",new,"), "\(history)")
        for path in ["", "/index.html", "/repairs", "/repairs/line.price.sql"] {
            let facts = try FileManager.default.attributesOfItem(atPath: elsewhere + "/2025-10-26T011500Z" + path)
            let mode = try #require(facts[.posixPermissions] as? NSNumber).intValue
            #expect(mode == (facts[.type] as? FileAttributeType == .typeDirectory ? 0o750 : 0o640), "\(path)")
        }
        #expect(try Tieout.run("verify", output).status == 0)
    }
}
