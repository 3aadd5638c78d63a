import Foundation
import TestSupport
import Testing

@Suite("What a night does when nobody watches it")
struct UnattendedTests {
    @Test func `one run at a time reads a database, and the second names the first`() throws {
        let shop = try Shop("alone")
        let first = try DatabaseSession(shop.database)
        try first.execute("SET application_name = 'tieout'; BEGIN; SELECT pg_advisory_xact_lock(32766981730296164)")
        let process = try #require(try first.execute("SELECT pg_backend_pid()").first?.first ?? nil)
        let kept = shop.folder.path("kept")
        for arguments in [
            ["run", "--database", shop.database.conninfo, "--output", shop.folder.path("output")],
            ["snapshot", "--database", shop.database.conninfo, kept],
        ] {
            let run = try Tieout.run(arguments)
            #expect(run.status == 75 && run.stdout.isEmpty, "\(run)")
            let told =
                "the server's process \(process), postgres from the server's own machine, application \"tieout\"; wait for it, "
                + "or end it with SELECT pg_terminate_backend(\(process))"
            let form = /another run is reading this database since .*Z: the/
            #expect(run.stderr.contains(form), "\(run.stderr)")
            #expect(run.stderr.contains(told), "\(run.stderr)")
            #expect(run.stderr.split(separator: "\n").count == 1)
        }
        #expect(try shop.published() == [] && !FileManager.default.fileExists(atPath: kept))
        // A statement for one client is no night, and other databases are others'.
        #expect(try shop.run("--audience", "client", "--client", "7").run.status == 0)
        #expect(try Shop("other").run().run.status == 0)
        try first.execute("ROLLBACK")
        #expect(try shop.run().run.status == 0)
    }

    @Test func `a server that is not up yet is waited for, and not for ever`() throws {
        let shop = try Shop("late")
        let conninfo = shop.database.conninfo
        let real = try #require(conninfo.firstMatch(of: /host=(\S+)/).map { String($0.1) })
        let late = "/tmp/late-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: late, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: late) }
        let arguments = [
            "run", "--database", conninfo.replacing(real, with: late), "--output", shop.folder.path("output"),
        ]
        let never = try Tieout.run(arguments + ["--connect-retry", "1s", "--verbose"])
        #expect(never.status == 69, "\(never)")
        #expect(never.stderr.contains("No such file or directory; trying again for another "), "\(never.stderr)")
        let waiting = Background { try Tieout.run(arguments + ["--connect-retry", "5m"]) }
        usleep(700_000)
        try FileManager.default.createSymbolicLink(
            atPath: late + "/.s.PGSQL.5432", withDestinationPath: real + "/.s.PGSQL.5432")
        let run = try waiting.wait()
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
    }

    @Test func `the site's program is told when the verdict changes, without a shell`() throws {
        let folder = try TemporaryFolder()
        let script = folder.path("tell")
        try """
        #!/bin/sh
        cd '\(folder.url.path)'
        { echo "$TIEOUT_RUN_PREVIOUS_VERDICT>$TIEOUT_RUN_VERDICT $TIEOUT_RUN_STATUS $*"; echo "$TIEOUT_RUN_SUBJECT"; cat; } >>told
        "$TIEOUT" config check >checked 2>&1 || echo "status $?" >>told
        echo what it prints
        """.write(toFile: script, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        for (name, day, faults) in [("faulty", 2, ["--fault", "line.price=2"]), ("sound", 3, [])] {
            let made = try Tieout.run(
                [
                    "simulate", "--snapshot", folder.path(name), "--sessions", "5", "--as-of",
                    "2020-03-0\(day)T02:00:00Z",
                ]
                    + faults)
            try #require(made.status == 0, "\(made)")
        }
        func night(
            _ day: Int, _ name: String, _ command: String, _ more: String..., output: String = "output"
        ) throws -> CommandRun {
            try Tieout.run(
                [
                    "run", "--snapshot", folder.path(name), "--output", folder.path(output), "--as-of",
                    "2020-03-0\(day)T02:00:00Z", "--fail-on", "error", "--pages", "0", "--notify-command", command,
                ] + more, environment: ["TIEOUT": Tieout.executable.path])
        }
        let tell = "\(script) $HOME ; \"a b\""
        let first = try night(1, "faulty", tell)
        #expect(first.status == 2 && first.stderr == "what it prints\n", "\(first)")
        #expect(try night(2, "faulty", tell).stderr.isEmpty)
        let quiet = try night(3, "sound", tell, "--quiet")
        #expect(quiet.status == 0 && quiet.stdout.isEmpty, "\(quiet)")
        let told = try String(contentsOfFile: folder.path("told"), encoding: .utf8)
        let subjects = told.split(separator: "\n").filter { $0.hasPrefix("tieout as of ") }
        #expect(told.hasPrefix(">error 2 $HOME ; \"a b\"\ntieout as of 2020-03-01"), "\(told)")
        #expect(told.contains("\nerror>clean 0 $HOME"), "\(told)")
        #expect(told.contains(first.stdout.dropLast()), "\(first.stdout)")
        #expect(subjects.count == 4 && !told.contains("\nstatus "), "\(told)")

        // A program that fails changes nothing.
        for (command, reason) in [
            ("/nonsense/program", "there is no such program on PATH"), ("false", "it ended with status 1"),
            ("sh -c", "it ended with status 2"),
        ] {
            let failed = try night(2, "faulty", command, "--quiet", output: "output \(reason)")
            #expect(failed.status == 2 && failed.stdout.isEmpty)
            #expect(failed.stderr.contains("tieout: --notify-command '\(command)': \(reason)"), "\(failed.stderr)")
        }
    }

    @Test func `each line of the log is an object when that is asked for, whatever goes wrong`() throws {
        let folder = try TemporaryFolder()
        let made = try Tieout.run("simulate", "--snapshot", folder.path("kept"), "--sessions", "3")
        try #require(made.status == 0, "\(made)")
        let run = ["run", "--snapshot", folder.path("kept"), "--output", folder.path("output")]
        func log(_ arguments: [String], _ environment: [String: String] = [:]) throws -> [[String: Any]] {
            try Tieout.run(arguments, environment: environment).stderr.split(separator: "\n").map { line in
                try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            }
        }
        let night = try log(run + ["--log-format", "json"])
        #expect(night.compactMap { $0["level"] as? String }.allSatisfy { $0 == "info" } && night.count >= 4)
        #expect(night.dropLast().allSatisfy { $0["milliseconds"] is Int && $0["message"] is String })
        #expect(night.last?["status"] as? Int == 0 && night.last?["report"] is String)
        for (arguments, environment) in [
            (run + ["--log-format=json", "--grace", "soon"], [:]),
            (run + ["--config", "/none"], ["TIEOUT_LOG_FORMAT": "json"]),
            (["run", "--log-format", "json", "-q", "--snapshot", "/none\u{1B}"], [:]),
        ] as [([String], [String: String])] {
            let wrong = try log(arguments, environment)
            #expect(wrong.count == 1 && wrong.first?["level"] as? String == "error", "\(wrong)")
        }
        let verbose = try Tieout.run(run + ["-v"])
        #expect(verbose.stderr.contains(/tieout: Reading and reconciling: \d+ ms\n/), "\(verbose.stderr)")
        #expect(try Tieout.run(run + ["-v", "-q"]).status == 64)
    }
}
