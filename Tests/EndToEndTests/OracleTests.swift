import Foundation
import TestSupport
import Testing

/// The specification said a second time, in SQL, and the program: byte for byte the same over nasty random data.
///
/// `TIEOUT_CHAOS` names more: `strict:0.3:400,loose:-0.9:400` are two databases of 400 sessions.
@Suite("The oracle in SQL and the program write the same", .serialized)
struct OracleTests {
    /// One random database.
    struct Chaos: CustomTestStringConvertible {
        let isStrict: Bool
        let seed: String
        let sessions: Int

        var testDescription: String { "\(isStrict ? "strict" : "loose"):\(seed):\(sessions)" }

        init?(_ text: Substring) {
            let parts = text.split(separator: ":")
            guard parts.count == 3, ["strict", "loose"].contains(parts[0]), let sessions = Int(parts[2]) else {
                return nil
            }
            isStrict = parts[0] == "strict"
            seed = String(parts[1])
            self.sessions = sessions
        }

        static var all: [Self] {
            let another = Thoroughness.isFull ? "loose:-0.77:120," : ""
            let more = ProcessInfo.processInfo.environment["TIEOUT_CHAOS"] ?? ""
            return "strict:0.42:120,loose:0.1:120,\(another)\(more)".split(separator: ",").compactMap(Self.init)
        }

        func makeDatabase() throws -> Database {
            let database = try PrivatePostgres.shared().makeDatabase("chaos")
            let schema = try database.psql(file: isStrict ? SQLOracle.schema : SQLOracle.looseSchema)
            try #require(schema.status == 0, "\(schema.stderr)")
            try SQLOracle.fillWithChaos(database, seed: seed, sessions: sessions, strict: isStrict)
            return database
        }
    }

    @Test("the findings and what was recomputed", .timeLimit(.minutes(30)), arguments: Chaos.all)
    func same(chaos: Chaos) throws {
        let database = try chaos.makeDatabase()
        defer { try? database.drop() }
        let oracle = try SQLOracle.files(of: database)
        let comparison = try OracleComparison(oracle: oracle, database: database)
        try comparison.expectSame()
        let full = try comparison.run("--full-prices")
        comparison.expectSame(try full.text("prices.csv"), "prices-full.csv")
    }
}

/// What the oracle says of a database, beside what a run of the program says.
struct OracleComparison {
    let oracle: [String: String]
    let database: Database
    private let folder: TemporaryFolder

    init(oracle: [String: String], database: Database) throws {
        self.oracle = oracle
        self.database = database
        folder = try TemporaryFolder()
    }

    /// Compares the findings, without the column that the oracle does not write, and the recomputed tables.
    func expectSame(_ more: [String] = []) throws {
        let night = try run(more)
        expectSame(CSVReader.withoutLastColumn(try night.text("findings.csv")), "findings.csv")
        for name in ["sessions.csv", "prices.csv", "credit.csv", "holds.csv"] { expectSame(try night.text(name), name) }
    }

    func run(_ more: String...) throws -> NightResult { try run(more) }

    func expectSame(_ found: String, _ file: String) {
        let oracle = oracle[file] ?? ""
        #expect(!oracle.isEmpty)
        guard found != oracle else { return }
        let (ours, theirs) = (lines(found), lines(oracle))
        let differing = zip(ours, theirs).first { $0 != $1 }
        let surplus = Set(ours).subtracting(theirs).sorted().prefix(10).joined(separator: "\n")
        let missing = Set(theirs).subtracting(ours).sorted().prefix(10).joined(separator: "\n")
        Issue.record(
            """
            \(file): the program alone has
            \(surplus)
            and the oracle alone
            \(missing)
            first \(differing?.0 ?? "the end") beside \(differing?.1 ?? "the end")
            """)
    }

    private func run(_ more: [String]) throws -> NightResult {
        let output = folder.path("output\(more.count)")
        let run = try Tieout.run(
            ["run", "--database", database.conninfo, "--output", output, "--as-of", Shop.asOf, "--fail-on", "never"]
                + more)
        try #require(run.status == 0, "\(run.stderr)")
        return NightResult(run: run, folder: URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath())
    }

    private func lines(_ text: String) -> [String] { text.components(separatedBy: "\r\n") }
}

extension CSVReader {
    /// A file as it stands but for the last cell of each row, and the comma before it.
    static func withoutLastColumn(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == ",", !isQuoted {
                kept += cell
                cell = String.UnicodeScalarView()
            } else if scalar == "\n", !isQuoted {
                kept += "\r\n".unicodeScalars
                cell = String.UnicodeScalarView()
                continue
            }
            cell.append(scalar)
        }
        return String(kept)
    }
}
