import Foundation
import LiveShopping
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Names and values in scripts")
struct SQLTextTests {
    /// Pieces that mean something to SQL, to COPY or to psql.
    private static let pieces = [
        "'", "\"", "\\", "\n", "\r", "\t", "\\.", "\n\\.\n", "\\N", "$$", "$tieout$", ";", "--", "/*", ":x", ":'x'",
        "\\q", "\\! ls", "\u{301}", "'\u{301}", "\"\u{301}", "\\\u{301}", "😀", "é", "\u{8}", "\u{B}", "\u{C}",
        "\u{7F}", "\u{2028}", " ", "a", "0", "COPY", "E'", "\u{1}", "NULL", "",
    ]

    private static func texts(_ count: Int) -> [String] {
        let seed = UInt64.random(in: .min ... .max)
        print("SQLTextTests seed \(seed)")
        var generator = Generator(state: seed)
        return (0..<count).map { _ in
            (0..<Int.random(in: 0..<8, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
        }
    }

    @Test func `Whatever text stands in a table of a script arrives as it was`() throws {
        let texts = Self.texts(2_000)
        var script = ScriptBytes()
        try script.put("\\set ON_ERROR_STOP on\n\\set x hacked\n\\encoding UTF8\nBEGIN;\n")
        try script.put(SharedScript.statements + "\n")
        for text in texts { try script.put(SQLText.comments(text)) }
        let rows = texts.enumerated().map { [String($0), DataCell.value($1)] } + [["-1", DataCell.value(nil)]]
        try DataTable(target: "tieout_change (no, now)", heads: ["no", "now"], rows: rows).write(&script)
        try script.put("CREATE TABLE copied AS SELECT no, pg_temp.tieout_value(now) AS t FROM pg_temp.tieout_change;\n")
        try script.put("COMMIT;\n")
        try PrivatePostgres.shared().withDatabase("sqltext") { database in
            let run = try execute(script, on: database)
            #expect(run.status == 0, "\(run.stderr)")
            let stored = try database.query(
                sql: """
                    SELECT encode(convert_to(t, 'UTF8'), 'hex') FROM copied WHERE no !~ '[-o]' ORDER BY no::integer
                    """)
            #expect(stored.map { $0[0] } == texts.map { Self.hex($0.replacing("\0", with: "")) })
            #expect(try database.query(sql: "SELECT btrim(no) FROM copied WHERE t IS NULL") == [["-1"]])
        }
    }

    @Test func `What is written is read back`() throws {
        for text in Self.texts(2_000) {
            let cell = DataCell.value(text)
            #expect(!cell.utf8.contains { $0 < 0x20 })
            let line = Array("no | now\n1 |   \(cell)  \n".utf8)
            let row = try #require(DataRows(line[...]).makeIterator().next())
            #expect(DataCell.meaning(try #require(row["now"])) == text.replacing("\0", with: ""), "\(cell)")
        }
    }

    /// A server in another encoding than UTF-8 refuses a script with a sign that it does not have, in a comment too.
    @Test func `No sign of ours is one that some encoding lacks`() {
        #expect(
            DataCell.words("\u{2068}Caf\u{E9}\u{2069} \u{2212} 3 \u{D7} 2 \u{2192} a\u{2026}")
                == "Caf\u{E9} - 3 x 2 -> a...")
        #expect(SharedScript.text.utf8.allSatisfy { $0 < 0x80 })
        #expect(RepairFailure.clause("Run this script again.") == "run this script again")
        #expect(RepairFailure.clause("SQL says so") == "SQL says so")
    }

    @Test func `A moment is written as PostgreSQL reads it`() throws {
        let moments: [Int64] = [.min, .max, 0, 1, -1, 123_456_789, -70_000_000_000_000_000, 300_000_000_000_000_000]
        try PrivatePostgres.shared().withDatabase("moments") { database in
            for moment in moments {
                let text = Timestamp(microseconds: moment).postgresText
                let read = try database.query(
                    sql: """
                        SELECT CASE WHEN isfinite(t) THEN (extract(epoch FROM t - '2000-01-01 00:00Z') * 1000000)::bigint
                            ELSE NULL END, t::text FROM (SELECT '\(text)'::timestamptz AS t) q
                        """)
                if moment == .min || moment == .max {
                    #expect(read[0][1] == text)
                } else {
                    #expect(read[0][0] == String(moment), "\(text)")
                }
            }
        }
    }

    private func execute(_ script: ScriptBytes, on database: Database) throws -> CommandRun {
        let file = ScratchFolder.url.appendingPathComponent("fuzz-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(script.bytes).write(to: file)
        return try database.psql(file: file.path)
    }

    private static func hex(_ text: String) -> String {
        text.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// A small generator that a seed repeats.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
