import Foundation
import TestSupport
import Testing

/// What services of the live system leave behind in a healthy shop, and what is found there, as people worked it out.
@Suite("What the live system leaves behind")
struct RealSystemTests {
    private static let columns = ["rule", "severity", "key", "expected", "actual", "impact", "repair"]

    /// The files of `states`, without their ending.
    static let states: [String] = {
        let folder = SQLOracle.realSystem.appendingPathComponent("states").path
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test("Every state is expected to hold something, or nothing")
    func complete() throws {
        #expect(Set(Self.states) == Set(try Self.expectations().keys))
        #expect(Self.states.count > 10)
    }

    @Test("is found, with its figures and its repair, and nothing else", arguments: states)
    func state(name: String) throws {
        let database = try PrivatePostgres.shared().makeDatabase(copying: Self.base.get())
        defer { try? database.drop() }
        try Self.run("states/\(name).sql", in: database)
        let folder = try TemporaryFolder()
        let run = try Tieout.run(
            "run", "--database", database.conninfo, "--output", folder.path("output"), "--as-of", Shop.asOf,
            "--fail-on", "never")
        try #require(run.status == 0, "\(run.stderr)")
        let latest = URL(fileURLWithPath: folder.path("output/latest")).resolvingSymlinksInPath()
        let found = try NightResult(run: run, folder: latest).rows("findings.csv").map(Self.line)
        #expect(found == (try Self.expectations()[name]))
    }

    /// The healthy shop, which each state is a copy of.
    private static let base = Result {
        let database = try PrivatePostgres.shared().makeDatabase("healthy")
        for script in ["../schema.sql", "base.sql"] { try run(script, in: database) }
        return database
    }

    private static func run(_ script: String, in database: Database) throws {
        let path = SQLOracle.realSystem.appendingPathComponent(script).path
        let run = try database.psql(file: path, variables: ["ON_ERROR_STOP": "1"])
        try #require(run.status == 0, "\(run.stderr)")
    }

    /// Lines of `expected.csv` by state; a state in which nothing is wrong has one without a rule.
    private static func expectations() throws -> [String: [String]] {
        let file = SQLOracle.realSystem.appendingPathComponent("expected.csv")
        let text = try String(contentsOf: file, encoding: .utf8).replacing("\n", with: "\r\n")
        let rows = CSVReader.records(text)
        return Dictionary(grouping: rows) { $0["state"] ?? "" }
            .mapValues { rows in rows.filter { $0["rule"] != "" }.map(line) }
    }

    private static func line(_ row: [String: String]) -> String {
        columns.map { row[$0] ?? "" }.joined(separator: " | ")
    }
}
