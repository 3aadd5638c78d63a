import Foundation
import TestSupport
import Testing

@Suite("What operators and their programs ask")
struct OperationsTests {
    /// Nights of one small shop, as of these times.
    private func nights(_ times: [String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let last = try #require(times.max())
        let made = try Tieout.run(
            "simulate", "--snapshot", folder.path("kept"), "--sessions", "30", "--fault", "line.price=2", "--fault",
            "lifecycle.no-end=1", "--as-of", last)
        try #require(made.status == 0, "\(made.stderr)")
        for time in times { _ = try run(folder, time) }
        return folder
    }

    private func run(_ folder: TemporaryFolder, _ time: String, _ more: String...) throws -> CommandRun {
        let run = try Tieout.run(
            [
                "run", "--snapshot", folder.path("kept"), "--output", folder.path("output"), "--as-of", time,
                "--fail-on",
                "error", "--pages", "0",
            ] + more)
        try #require([0, 2].contains(run.status), "\(run.stderr)")
        return run
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `a run says what it came to, for programs`() throws {
        let folder = try nights(["2020-03-01T02:00:00Z", "2020-03-02T02:00:00Z"])
        let night = try run(
            folder, "2020-03-02T02:00:00Z", "--json", folder.path("result.json"), "--metrics",
            folder.path("tieout.prom"))
        #expect(night.status == 2)
        let result = try object(String(contentsOfFile: folder.path("result.json"), encoding: .utf8))
        #expect(result["version"] as? Int == 1 && result["status"] as? Int == 2)
        let findings = try #require(result["findings"] as? [String: Any])
        let byRule = try #require(result["byRule"] as? [String: [String: Any]])
        #expect(byRule["line.price"]?["findings"] as? Int == 2)
        #expect(byRule.values.compactMap { $0["findings"] as? Int }.reduce(0, +) == findings["findings"] as? Int)
        #expect(result["previousRun"] as? String == "2020-03-01T020000Z")
        let new = try #require((result["new"] as? [String: Any])?["findings"] as? Int)
        let before = try #require(result["asBefore"] as? Int)
        #expect(new + before == findings["findings"] as? Int && before >= 2)
        let paths = try #require(result["paths"] as? [String: String])
        for path in ["report", "findings", "manifest"] {
            #expect(FileManager.default.fileExists(atPath: try #require(paths[path])), "\(path)")
        }
        let lines = night.stdout.split(separator: "\n")
        #expect(
            lines.prefix(3).contains {
                $0.contains(" new since yesterday") && $0.hasSuffix(" settled.")
            }, "\(night.stdout)")

        let metrics = try String(contentsOfFile: folder.path("tieout.prom"), encoding: .utf8)
        #expect(metrics.contains("\ntieout_findings{rule=\"line.price\",severity=\"error\"} 2\n"))
        #expect(metrics.contains("\ntieout_as_of_timestamp_seconds 1583114400\n"))
        for line in metrics.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(
                line.wholeMatch(of: /tieout_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.]+/) != nil, "\(line)"
            )
        }
    }

    @Test func `how old the last report is, and what it found`() throws {
        let folder = try nights(["2020-03-01T02:00:00Z"])
        let output = folder.path("output")
        let old = try Tieout.run("status", "--output", output, "--nagios")
        #expect(old.status == 2 && old.stdout.hasPrefix("tieout CRITICAL: 2 error"), "\(old)")
        #expect(old.stdout.contains("which is older than 26h") && old.stdout.contains(" | age="))
        let fresh = try Tieout.run("status", "--output", output, "--max-age", "90000d")
        #expect(
            fresh.status == 0 && fresh.stdout.hasPrefix("2 error, 1 warning; as of 2020-03-01T02:00:00Z, "), "\(fresh)")
        let json = try object(Tieout.run("status", "--output", output, "--json").stdout)
        #expect((json["findings"] as? [String: Int])?["error"] == 2 && json["isTooOld"] as? Bool == true)
        #expect(try Tieout.run("status", "--output", folder.path("none")).status == 69)
        let none = try Tieout.run("status", "--output", folder.path("none"), "--nagios")
        #expect(none.status == 3 && none.stdout.hasPrefix("tieout UNKNOWN: ") && none.stderr.isEmpty, "\(none)")
    }

    @Test func `runs of long ago go, but not the last good one, nor what cannot be judged`() throws {
        let folder = try nights(["2019-01-01T02:00:00Z", "2019-02-01T02:00:00Z", "2019-03-01T02:00:00Z"])
        let output = folder.path("output")
        func runs() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: output).filter { $0.hasPrefix("2019") }.sorted()
        }
        let unasked = try Tieout.run("prune", "--output", output, "--keep", "30d")
        #expect(unasked.status == 0 && unasked.stdout.contains("give --database or --without-log"), "\(unasked)")
        #expect(try runs().count == 3)
        let dry = try Tieout.run("prune", "--output", output, "--keep", "30d", "--without-log", "--dry-run")
        #expect(dry.stdout.contains("2019-01-01T020000Z would go\n") && dry.stdout.hasSuffix("2 runs of 3 would go.\n"))
        #expect(try runs().count == 3)
        let path = output + "/2019-02-01T020000Z/manifest.json"
        try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
        let pruned = try Tieout.run("prune", "--output", output, "--keep", "30d", "--without-log")
        #expect(pruned.status == 0 && pruned.stdout.contains("2019-02-01T020000Z stays: its manifest is not as"))
        #expect(try runs() == ["2019-02-01T020000Z", "2019-03-01T020000Z"])
        try FileManager.default.removeItem(atPath: output + "/2019-02-01T020000Z")
        let verified = try Tieout.run("verify", output)
        #expect(verified.status == 0, "\(verified)")
        #expect(try Tieout.run("prune", "--output", output).status == 64)
        #expect(try Tieout.run("prune", "--output", output, "--keep", "0").status == 64)
    }

    @Test func `runs whose repairs were applied not long ago stay`() throws {
        let shop = try Shop("prune")
        try shop.loseStatusUpdate()
        let night = try shop.run()
        #expect(night.run.status == 2)
        let applied = try Tieout.run(
            "repair", "apply", night.folder.path, "--database", shop.database.conninfo, "--yes")
        try #require(applied.status == 0, "\(applied)")
        let later = try Tieout.run(
            "run", "--database", shop.database.conninfo, "--output", shop.folder.path("output"), "--as-of",
            "2026-11-22T03:00:00Z", "--fail-on", "never")
        try #require(later.status == 0, "\(later)")
        // The run is older than this keeps, by its own time; what was applied of it was applied just now.
        let asked = try Tieout.run(
            "prune", "--output", shop.folder.path("output"), "--keep", "1m", "--database", shop.database.conninfo)
        #expect(
            asked.stdout.contains("stays: repairs of it were applied not long ago") || asked.stdout.contains("0 runs"))
        #expect(FileManager.default.fileExists(atPath: night.folder.path), "\(asked)")
    }
}

@Suite("Settings say where they come from")
struct ConfigCommandTests {
    @Test func `flag, environment, file, default`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("tieout.yaml")
        let yaml = "grace: 20m\njobs: 3\nno-show: 48h\ndatabase: host=db dbname=shop password=hunter2\n"
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
        let check = try Tieout.run(
            ["config", "check", "--config", file, "--jobs", "4", "--max-repair-ratio=5%"],
            environment: ["TIEOUT_NO_SHOW": "12h", "TIEOUT_PAGES": "7"])
        #expect(check.status == 0, "\(check)")
        let rows = check.stdout.split(separator: "\n").map { line in
            line.split(separator: "  ", omittingEmptySubsequences: true).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        for row in [
            ["grace", "20m", "\(file):1:8"], ["jobs", "4", "--jobs"], ["no-show", "12h", "TIEOUT_NO_SHOW"],
            ["pages", "7", "TIEOUT_PAGES"], ["max-repair-ratio", "5%", "--max-repair-ratio"],
            ["price-window", "35d", "default"],
        ] {
            #expect(rows.contains(row), "\(row)\n\(check.stdout)")
        }
        #expect(!check.stdout.contains("hunter2") && check.stdout.contains("password=***"))
    }

    @Test func `what cannot be so is said with its place`() throws {
        let wrong = try Tieout.run(["config", "check"], environment: ["TIEOUT_GRACE": "soon"])
        #expect(wrong.status == 78 && wrong.stderr.contains("TIEOUT_GRACE: grace is 'soon'"), "\(wrong)")
        let mistyped = try Tieout.run(["config", "check"], environment: ["TIEOUT_GRCAE": "15m"])
        #expect(mistyped.status == 78 && mistyped.stderr.contains("did you mean TIEOUT_GRACE?"), "\(mistyped)")
        let other = try Tieout.run(["config", "check"], environment: ["TIEOUT_COLOUR_OF_THE_SKY": "blue"])
        #expect(other.status == 0, "\(other)")
    }

    @Test func `the sample sets nothing, and every line of it can be taken up`() throws {
        let folder = try TemporaryFolder()
        let sample = try Tieout.run("config", "sample")
        #expect(sample.status == 0)
        let file = folder.path("tieout.yaml")
        try Data(sample.stdout.utf8).write(to: URL(fileURLWithPath: file))
        let check = try Tieout.run("config", "check", "--config", file)
        #expect(check.status == 0 && !check.stdout.contains(file), "\(check)")

        let set = sample.stdout.split(separator: "\n").map { line in
            line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  "))
                ? String(line.dropFirst()) : String(line)
        }.filter { !$0.hasPrefix("accepted:") && !$0.hasPrefix("templates:") && !$0.hasPrefix("snapshot:") }
        try Data(set.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        let all = try Tieout.run("config", "check", "--config", file)
        #expect(all.status == 0 && all.stdout.contains(file), "\(all)")
        #expect(all.stdout.split(separator: "\n").count { $0.hasSuffix("default") } == 3, "\(all.stdout)")
    }

    @Test func `what it calls the defaults are the defaults`() throws {
        let folder = try TemporaryFolder()
        let made = try Tieout.run("simulate", "--snapshot", folder.path("kept"), "--sessions", "5")
        try #require(made.status == 0, "\(made)")
        let ours: Set = [
            "accepted", "currency", "database", "notify-command", "output", "schema", "snapshot", "templates",
        ]
        let lines = try Tieout.run("config", "sample").stdout.split(separator: "\n")
            .filter {
                $0.hasPrefix("#") && !$0.hasPrefix("# ") && !ours.contains(String($0.dropFirst().prefix { $0 != ":" }))
            }
        let file = folder.path("tieout.yaml")
        let text = lines.prefix { !$0.hasPrefix("#tables") }.map { $0.dropFirst() }.joined(separator: "\n")
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        func told(_ name: String, _ more: String...) throws -> [String: [String: String]] {
            let arguments = [
                "run", "--snapshot", folder.path("kept"), "--output", folder.path(name), "--max-repair-ratio", "10%",
            ]
            let run = try Tieout.run(arguments + more)
            try #require(run.status == 0, "\(run)")
            let manifest = try Data(contentsOf: URL(fileURLWithPath: folder.path(name + "/latest/manifest.json")))
            let object = try #require(JSONSerialization.jsonObject(with: manifest) as? [String: Any])
            return try ["settings", "options"].reduce(into: [:]) {
                $0[$1] = try #require(object[$1] as? [String: String])
            }
        }
        #expect(try told("all", "--config", file) == told("none"))
    }

    @Test func `a password is shown in no way in which it can be written`() throws {
        for conninfo in [
            "host=db password=hunter2", "host=db password = 'hunter2 and more'", "postgresql://u:hunter2@db/shop",
            "postgresql://u@db/shop?password=hunter2", "postgresql://u:p%40hunter2@db/shop",
            "postgresql://u:p@hunter2@db/shop",
            "host=db sslpassword=hunter2",
        ] {
            let check = try Tieout.run(["config", "check"], environment: ["TIEOUT_DATABASE": conninfo])
            #expect(check.status == 0 && !check.stdout.contains("hunter2"), "\(conninfo): \(check)")
        }
    }

    @Test func `and what is there is looked at when asked`() throws {
        let shop = try Shop("config")
        let check = try Tieout.run("config", "check", "--connect", "--database", shop.database.conninfo)
        #expect(check.status == 0 && check.stdout.contains("\ndatabase: "), "\(check)")
        #expect(check.stdout.contains("\nas of "))
        #expect(try Tieout.run("config", "check", "--connect", "--database", "host=/nowhere").status == 69)
    }
}
