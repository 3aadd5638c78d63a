import Testing

@testable import Repairing

@Suite("The reader of repair scripts")
struct ScriptReaderTests {
    static func actions(_ text: String) throws -> [ScriptPart.Action] {
        try ScriptReader.parts(of: Array(text.utf8), file: "x.sql").map(\.action)
    }

    @Test(arguments: [
        ("SELECT ';' AS \"a;b\", E'\\';' ;", "SELECT ';' AS \"a;b\", E'\\';' "),
        ("SELECT 'it''s; so';", "SELECT 'it''s; so'"),
        ("SELECT ':x', \":y\", a::text;", "SELECT ':x', \":y\", a::text"),
        ("DO $$ BEGIN x := 1; END $$;", "DO $$ BEGIN x := 1; END $$"),
        ("DO $a$ ; $b$ :x \\if $a$;", "DO $a$ ; $b$ :x \\if $a$"),
        ("-- ; a comment\nSELECT 1 -- ; more\n;", "SELECT 1 \n"),
        ("CREATE RULE r AS (SELECT 1; SELECT ')');", "CREATE RULE r AS (SELECT 1; SELECT ')')"),
        ("SELECT '(' ;", "SELECT '(' "),
    ])
    func `A statement ends at its own semicolon`(text: String, sql: String) throws {
        #expect(try Self.actions(text) == [.statement([.text(sql)], stores: false)])
    }

    @Test func `Variables stand where psql would put them in`() throws {
        let parts = try Self.actions("SELECT :a + :'b' AS :\"c\" \\gset\n\\if :{?d}\n\\endif\n")
        let pieces: [ScriptPiece] = [
            .text("SELECT "), .value("a"), .text(" + "), .literal("b"), .text(" AS "), .identifier("c"), .text(" "),
        ]
        #expect(parts == [.statement(pieces, stores: true), .begin(.isSet("d")), .end])
    }

    @Test func `Rows are taken as they are, up to their end`() throws {
        let text = "COPY t (a, b) FROM stdin;\n1\t;\\\\.\n2\t\\N\n\\.\nSELECT 1;\n"
        let parts = try ScriptReader.parts(of: Array(text.utf8), file: "x.sql")
        guard case .copy(let sql, let rows) = parts[0].action else { throw Missing() }
        #expect(sql == "COPY t (a, b) FROM stdin" && parts.map(\.line) == [1, 5])
        #expect(Array(text.utf8)[rows].elementsEqual("1\t;\\\\.\n2\t\\N\n".utf8))
        #expect(Array(CopyRows(sql, Array(text.utf8)[rows])) == [["a": "1", "b": ";\\."], ["a": "2", "b": nil]])
    }

    @Test func `Commands of psql's that scripts have`() throws {
        let text =
            "\\set a 'it''s so'\n\\set b 5s\n\\encoding UTF8\n\\pset pager off\n\\echo\n\\echo 'a  b' c\n\\else\n"
        #expect(
            try Self.actions(text) == [
                .set("a", "it's so"), .set("b", "5s"), .echo([]), .echo([.text("a  b"), .text(" "), .text("c")]),
                .otherwise,
            ])
    }

    @Test(arguments: [
        ("SELECT 1;\n\\! rm -rf /\n", "x.sql:2: "), ("\\copy t from 'f'\n", "x.sql:1: \\copy"),
        ("\\set a :b\n", "x.sql:1: \\set"), ("\n\\set a `date`\n", "x.sql:2: "),
        ("\\connect other\n", "x.sql:1: \\connect"),
        ("\\include other.sql\n", "x.sql:1: \\include"), ("SELECT 1\n\\gexec\n", "x.sql:2: \\gexec"),
        ("\\encoding LATIN1\n", "x.sql:1: \\encoding"), ("SELECT 1", "x.sql:1: the last statement"),
        ("SELECT 'a;\n", "x.sql:1: a quoted text"), ("DO $x$ ;\n", "x.sql:1: a dollar-quoted"),
        ("\nCOPY t (a) FROM stdin;\n1\n", "x.sql:2: the rows"), ("\\gset\n", "x.sql:1: \\gset"),
        ("SELECT 1 /* ; */;\n", "x.sql:1: a comment"), ("\\echo 'a\n", "x.sql:1: a quoted word"),
    ])
    func `What it does not know is refused, with its place`(text: String, message: String) throws {
        let error = try #require(throws: ScriptError.self) { try Self.actions(text) }
        #expect(error.description.hasPrefix(message), "\(error)")
    }

    private struct Missing: Error {}
}
