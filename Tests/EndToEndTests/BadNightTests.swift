import Foundation
import TestSupport
import Testing

@Suite("A night that goes wrong says so in one line, and leaves what was there")
struct BadNightTests {
    @Test(arguments: ["host=/nowhere/at/all dbname=x", "host=127.0.0.1 port=1 connect_timeout=5 dbname=x"])
    func aRefusedConnection(conninfo: String) throws {
        let folder = try TemporaryFolder()
        let run = try Tieout.run(
            "run", "--database", conninfo, "--connect-retry", "0", "--output", folder.path("output"))
        try expectFailure(run, 69)
        #expect(!FileManager.default.fileExists(atPath: folder.path("output/latest")))
    }

    @Test func aPasswordIsNotShown() throws {
        let folder = try TemporaryFolder()
        let uri = "postgresql://ann:sesame@127.0.0.1:1/shop?connect_timeout=5"
        let run = try Tieout.run("run", "--database", uri, "--connect-retry", "0", "--output", folder.path("output"))
        try expectFailure(run, 69)
        #expect(!run.stderr.contains("sesame"))
    }

    @Test func everythingThatIsMissingIsNamedAtOnce() throws {
        let shop = try Shop("missing")
        try shop.database.run(
            sql: """
                DROP TABLE "sessionCartItems";
                ALTER TABLE orders DROP COLUMN client_id, DROP COLUMN total;
                ALTER TABLE batches DROP COLUMN "onHandQty";
                """)
        let run = try shop.run().run
        try expectFailure(run, 65)
        for name in ["sessionCartItems", "orders.client_id", "orders.total", "batches.onHandQty"] {
            #expect(run.stderr.contains(name), "\(run.stderr)")
        }
    }

    @Test func aSettingThatIsNoneIsUsage() throws {
        let wrong = [
            ["--nonsense"], ["--grace", "5 weeks"], ["--jobs", "0"], ["--as-of", "yesterday"],
            ["--fail-on", "fatal"], ["--cart-limit", "-1"], ["--price-tolerance", "a"], ["--snapshot", "there"],
            ["surplus"],
        ]
        for arguments in wrong {
            let run = try Tieout.run(["run", "--database", "dbname=x"] + arguments)
            #expect(run.status == 64 && run.stdout.isEmpty && !run.stderr.isEmpty, "\(arguments): \(run)")
        }
        #expect(try Tieout.run("rules", "no.such-rule").status == 64)
        #expect(try Tieout.run("no-such-command").status == 64)
    }

    @Test func aKeyThatNobodyReadsIsRefusedWithItsPlace() throws {
        let shop = try Shop("key")
        let run = try shop.run("--config", try shop.write("fail-on: error\ngrcae: 20m\n")).run
        try expectFailure(run, 78)
        #expect(run.stderr.contains("tieout.yaml:2:1: 'grcae'"), "\(run.stderr)")
        let table = try shop.run("--config", try shop.write("tables:\n  orders:\n    colums: {}\n")).run
        try expectFailure(table, 78)
        #expect(table.stderr.contains("tieout.yaml:3:5: 'colums'"), "\(table.stderr)")
    }

    @Test(arguments: ["grace: 20 parsecs", "cart-limit: few", "jobs: 0", "fail-on: fatal", "full-prices: perhaps"])
    func aValueThatCannotBeIsRefusedWithItsPlace(line: String) throws {
        let shop = try Shop("value")
        let run = try shop.run("--config", try shop.write("# a comment\n\(line)\n")).run
        try expectFailure(run, 78)
        #expect(run.stderr.contains("tieout.yaml:2:"), "\(run.stderr)")
    }

    @Test(arguments: ["a: [", "- 1\n- 2\n", "\t- x"])
    func aConfigurationThatIsNoneIsRefused(text: String) throws {
        let shop = try Shop("yaml")
        let run = try shop.run("--config", try shop.write(text)).run
        try expectFailure(run, 78, lines: 1...12)
        #expect(run.stderr.contains("tieout.yaml"))
        try expectFailure(try shop.run("--config", shop.folder.path("none.yaml")).run, 78)
    }

    @Test func aBrokenTemplateIsRefusedBeforeAnythingIsPublished() throws {
        let shop = try Shop("template")
        let templates = shop.folder.path("templates")
        try FileManager.default.copyItem(atPath: Tieout.packageRoot.path + "/templates", toPath: templates)
        let rule = try String(contentsOfFile: templates + "/rule.mustache", encoding: .utf8)
        for broken in ["{{#findings}}" + rule, rule + "{{noSuchTag}}"] {
            try Data(broken.utf8).write(to: URL(fileURLWithPath: templates + "/rule.mustache"))
            let run = try shop.run("--templates", templates).run
            try expectFailure(run, 78)
            #expect(run.stderr.contains("rule.mustache:"), "\(run.stderr)")
            #expect(try shop.published() == [])
        }
        try FileManager.default.removeItem(atPath: templates + "/rule.mustache")
        try expectFailure(try shop.run("--templates", templates).run, 78)
        #expect(try shop.published() == [])
    }

    @Test func aSnapshotThatWasChangedIsRefusedByName() throws {
        let shop = try Shop("damage")
        let kept = shop.folder.path("kept")
        #expect(try Tieout.run("snapshot", "--database", shop.database.conninfo, kept).status == 0)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: kept).first { $0.contains("clients") })
        let file = URL(fileURLWithPath: kept + "/" + name)
        let whole = try Data(contentsOf: file)
        var altered = whole
        altered[altered.count / 2] ^= 1
        for damaged in [altered, whole.dropLast(2), whole.prefix(5), whole + [0], Data()] {
            try damaged.write(to: file)
            let run = try Tieout.run("run", "--snapshot", kept, "--output", shop.folder.path("output"))
            try expectFailure(run, 65)
            #expect(run.stderr.contains(name), "\(run.stderr)")
            #expect(try shop.published() == [])
        }
        try whole.write(to: file)
        #expect(try Tieout.run("run", "--snapshot", kept, "--output", shop.folder.path("output")).status == 0)
        try FileManager.default.removeItem(at: file)
        let run = try Tieout.run("run", "--snapshot", kept, "--output", shop.folder.path("output"))
        #expect([65, 69].contains(run.status) && run.stderr.contains(name), "\(run)")
        try expectFailure(try Tieout.run("run", "--snapshot", shop.folder.path("none")), 69)
    }

    @Test func anOutputThatCannotBeWrittenIsRefused() throws {
        let shop = try Shop("output")
        try Data("mine".utf8).write(to: shop.folder.url.appendingPathComponent("output"))
        try expectFailure(try shop.run().run, 73)
        #expect(try String(contentsOfFile: shop.folder.path("output"), encoding: .utf8) == "mine")
        // Where nobody may write, not even root.
        let run = try Tieout.run("run", "--database", shop.database.conninfo, "--output", "/proc/self/output")
        try expectFailure(run, 73)
        guard geteuid() != 0 else { return }
        let locked = shop.folder.path("locked")
        try FileManager.default.createDirectory(
            atPath: locked, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
        try expectFailure(try Tieout.run("run", "--database", shop.database.conninfo, "--output", locked), 73)
    }

    private func expectFailure(
        _ run: CommandRun, _ status: Int32, lines: ClosedRange<Int> = 1...1,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(run.status == status, "\(run.stderr)", sourceLocation: sourceLocation)
        #expect(run.stdout.isEmpty, sourceLocation: sourceLocation)
        let said = run.stderr.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.contains(said.count), "\(run.stderr)", sourceLocation: sourceLocation)
        #expect(run.stderr.hasPrefix("tieout: "), "\(run.stderr)", sourceLocation: sourceLocation)
    }
}

extension Shop {
    /// A configuration file's path.
    func write(_ yaml: String) throws -> String {
        try Data(yaml.utf8).write(to: folder.url.appendingPathComponent("tieout.yaml"))
        return folder.path("tieout.yaml")
    }

    /// Everything in the output folder but the lock, and where `latest` leads.
    func published() throws -> [String] {
        let output = folder.path("output")
        guard FileManager.default.fileExists(atPath: output) else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: output).filter { $0 != ".tieout.lock" }
        guard names.contains("latest") else { return names.sorted() }
        return names.sorted() + [
            "latest -> \(try FileManager.default.destinationOfSymbolicLink(atPath: output + "/latest"))"
        ]
    }
}
