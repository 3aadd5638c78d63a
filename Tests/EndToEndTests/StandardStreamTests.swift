import Foundation
import TestSupport
import Testing

@Suite("Standard output and standard error that cannot be written, or would be obeyed")
struct StandardStreamTests {
    /// The program in a shell that sets up its streams.
    private func shell(_ arguments: String, _ streams: String) throws -> CommandRun {
        try CommandRun.run(
            "/bin/sh", ["-c", "\"$0\" \(arguments) \(streams)", Tieout.executable.path],
            directory: Tieout.packageRoot.path)
    }

    @Test("Without standard error the status is what it is", arguments: ["2>/dev/full", "2>&-"])
    func noError(_ streams: String) throws {
        let folder = try TemporaryFolder()
        let output = folder.path("o")
        #expect(try shell("run --snapshot /proc/none --output '\(output)'", streams).status == 69)
        #expect(try shell("run --nonsense", streams).status == 64)
        #expect(try shell("run --snapshot x --config /proc/none", streams).status == 78)
        withExtendedLifetime(folder) {}
    }

    @Test(
        "A summary that nobody can read is not success, and is not written into another file",
        arguments: [">/dev/full", ">&-", ">&- 2>&- <&-"])
    func noOutput(_ streams: String) throws {
        let shop = try Shop("streams")
        try shop.loseStatusUpdate()
        let arguments = "run --database '\(shop.database.conninfo)' --as-of \(Shop.asOf) --output"
        for more in ["", " --fail-on never"] {
            let lost = try shell("\(arguments) '\(shop.folder.path("lost"))'\(more)", streams)
            #expect(lost.status == 73, "\(lost)")
            #expect(streams.contains("2>&-") || lost.stderr.hasPrefix("tieout: standard output: "), "\(lost)")
        }
        #expect(try shell("\(arguments) '\(shop.folder.path("kept"))'", "").status == 2)
        for file in ["findings.csv", "sessions.csv", "totals.csv"] {
            let texts = try ["lost", "kept"].map {
                try String(contentsOfFile: shop.folder.path("\($0)/latest/\(file)"), encoding: .utf8)
            }
            #expect(texts[0] == texts[1])
        }
        #expect(try Tieout.run("verify", shop.folder.path("lost")).status == 0)
        for command in ["rules", "schema", "--version", "help", "run --help"] {
            #expect(try shell(command, streams).status == 73, "\(command)")
        }
    }

    @Test("Nothing from data, arguments, file names or the server moves the terminal or makes a line of its own")
    func controls() throws {
        let shop = try Shop("controls")
        let hostile = #"E'X\ntieout: all is well, 0 findings\n\x1b[2J\x1b]0;own\x07\u202Egnp\u009b'"#
        try shop.database.run(
            sql: """
                ALTER TABLE pricing_defaults DROP CONSTRAINT pricing_defaults_pkey;
                INSERT INTO pricing_defaults (product_category, default_margin_percent)
                SELECT \(hostile), n FROM generate_series(1, 2) n
                """)
        let text = "X\ntieout: fine\n\u{1B}[2J\u{202E}\u{9B}"
        let database = shop.database.conninfo
        for (status, arguments) in [
            (65, ["run", "--database", database, "--output", shop.folder.path("o")]),
            (69, ["run", "--database", "host=/nowhere dbname='\(text)'"]),
            (69, ["run", "--snapshot", text]), (64, ["run", "--\(text)"]), (64, ["run", "--grace", text]),
            (64, [text]), (64, ["rules", text]), (64, ["run", "--fail-on", text]),
            (78, ["run", "--database", database, "--schema", text]), (78, ["run", "--config", text]),
        ] as [(Int32, [String])] {
            let run = try Tieout.run(arguments)
            #expect(run.status == status, "\(arguments): \(run)")
            #expect(run.stderr.hasPrefix("tieout: "), "\(run)")
            let controls = Array(run.stderr.unicodeScalars).filter { $0.properties.generalCategory == .control }
            #expect(controls == ["\n"], "\(run.stderr.debugDescription)")
            #expect(!run.stderr.unicodeScalars.contains("\u{202E}"))
        }
    }
}
