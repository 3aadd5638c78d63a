import Reconciliation
import Testing

@testable import Repairs

@Suite("The reader of repair scripts")
struct ScriptReaderTests {
    private static let script = """
        -- tieout: repairs
        \\set tieout_begins true \\ir ../tieout.sql

        COPY pg_temp.tieout_change FROM stdin (DELIMITER '|');
        no| finding           | pick| what    | money
        1 | f0123456789abcdef |     | It's on | 1.00
        2 | f0123456789abcde0 | A   | a \\| b  | 2.00
        2 | f0123456789abcde0 | B   | null    | 
        \\.
        COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|');
        1| no| orders| total
        \\.
        --INSERT INTO pg_temp.tieout_pick VALUES ('f0123456789abcde0', 'A');
        INSERT INTO pg_temp.tieout_pick VALUES ('f0123456789abcde0', 'B');
        \\set tieout_begins false \\ir ../tieout.sql

        """

    @Test func `Tables, repairs and picks are read, and nothing else is there`() throws {
        let bytes = Array(Self.script.utf8)
        let file = try ScriptFile(bytes, path: "x.sql", place: "x.sql", rule: "line.price", sha256: nil)
        #expect(file.blocks.map(\.table) == ["tieout_change", "tieout_evidence"])
        #expect(file.blocks[1].sql == "COPY pg_temp.tieout_evidence (shape, no, row_id, v1) FROM stdin (DELIMITER '|')")
        #expect(file.picks == [.init(finding: "f0123456789abcde0", alternative: "B")])
        #expect(
            file.repairs.map(\.alternatives) == [
                [], [.init(letter: "A", what: "a | b"), .init(letter: "B", what: "")],
            ])
        let rows = Array(DataRows(bytes[file.blocks[0].rows])).map { $0.mapValues { DataCell.meaning($0) } }
        #expect(rows.map { $0["what"] } == ["It's on", "a | b", .some(nil)])
    }

    @Test func `A pick that is taken back is as it was written`() throws {
        let written = Self.script.replacing("\nINSERT INTO", with: "\n--INSERT INTO")
        let hash = hexDigest(written.utf8)
        func state(_ text: String) throws -> ScriptFile.State {
            try ScriptFile(Array(text.utf8), path: "", place: "", rule: "line.price", sha256: hash).state
        }
        #expect(try state(written) == .asWritten)
        #expect(try state(Self.script) == .picked)
        #expect(try state(Self.script.replacing("1.00", with: "1.01")) == .altered)
    }

    @Test(arguments: [
        "SELECT 1;", "\\! rm -rf /", "\\set tieout_begins maybe \\ir tieout.sql",
        "\\ir other.sql", "\\set tieout_begins true \\ir other.sql", "\\set tieout_begins true \\ir ../../tieout.sql",
        "COMMIT;",
        "COPY pg_temp.tieout_repair FROM stdin (DELIMITER '|');", "COPY orders FROM stdin (DELIMITER '|');",
        "COPY pg_temp.tieout_change FROM program 'id';", "INSERT INTO pg_temp.tieout_pick VALUES ('x', 'A');",
        "INSERT INTO pg_temp.tieout_pick VALUES ('f0123456789abcde0', 'A'); DROP TABLE orders;", " -- no comment",
    ])
    func `What it does not know is refused, with its place`(line: String) throws {
        let text = "-- a comment\n\(line)\n"
        let error = try #require(throws: ScriptError.self) { try ScriptReader(Array(text.utf8), file: "x.sql") }
        #expect(error.description.hasPrefix("x.sql:2: "), "\(error)")
    }

    @Test func `Rows without an end are refused`() throws {
        let text = "\nCOPY pg_temp.tieout_fact FROM stdin (DELIMITER '|');\nname | value\n"
        let error = try #require(throws: ScriptError.self) { try ScriptReader(Array(text.utf8), file: "x.sql") }
        #expect(error.description.hasPrefix("x.sql:2: the rows"), "\(error)")
    }
}
