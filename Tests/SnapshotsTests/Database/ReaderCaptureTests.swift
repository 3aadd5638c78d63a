import LiveShopping
import Snapshots
import TestSupport
import Testing

/// What others put into a schema of the search path is never run by the reader.
@Suite("Names that others could have put into the search path", .timeLimit(.minutes(30)))
struct ReaderCaptureTests {
    /// Everything that asks a database something in order to read it.
    private func readInEveryWay(_ conninfo: String) throws {
        let source = try PostgresSource(conninfo: conninfo, connections: 2)
        #expect(source.connectionCount == 2)
        #expect(try allRows(of: source)[.cartItems]?.count == 2)
        for index in 0..<2 { _ = try allRows(of: source, .part(index: index, count: 2)) }
        let items: [CartItem] = try rows(source, .matching(CartItem.Field.sessionID, [SessionID(1)])) {
            try $0.cartItems($1, $2)
        }
        #expect(items.count == 2)
        #expect(try source.controlSums(of: .orders, columns: ["total"]).first?.sum == "25.00")
        #expect(try source.promises().contains { $0.state == .kept })
        _ = try withTemporaryFolder { try SnapshotFolder.capture(from: source, to: $0) }
        try readInAnotherTransaction(conninfo)
    }

    /// As a rehearsal does, whose transaction gets its search path back.
    private func readInAnotherTransaction(_ conninfo: String) throws {
        let connection = try Connection(conninfo: conninfo)
        let names = try SourceNames(of: connection, schema: nil, mapping: TableMapping())
        #expect(names.name(of: .orders)?.schema == "public")
        let path = try connection.answer("SHOW search_path").rows
        try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ", doing: "beginning")
        let source = try PostgresSource(over: connection)
        #expect(try allRows(of: source)[.orders]?.count == 1)
        try source.handBack()
        #expect(try SourceNames(of: connection, schema: nil, mapping: TableMapping()).name(of: .orders) != nil)
        #expect(try connection.answer("SHOW search_path").rows == path)
        try connection.execute("COMMIT", doing: "ending")
    }

    @Test(
        "No function, operator, type or table of another's is used under any name that a statement of ours has",
        arguments: ["evil,public,pg_catalog", "evil,public", "public,evil"])
    func traps(_ path: String) throws {
        try withReferenceDatabase(
            "traps", changedBy: "CREATE EXTENSION citext; ALTER TABLE orders ALTER notes TYPE citext"
        ) {
            database in
            let statements = try database.statements { try readInEveryWay(database.conninfo) }
            let traps = Traps(under: statements)
            // The names are those of the statements themselves, so that a new statement brings its own.
            #expect(traps.functions.isSuperset(of: ["unnest", "current_schemas", "set_config", "count", "json_agg"]))
            #expect(traps.operators.isSuperset(of: ["=", "!~", "/"]))
            #expect(traps.types.isSuperset(of: ["text", "int4", "regclass", "tid"]))
            #expect(traps.relations.isSuperset(of: ["pg_class", "pg_settings", "pg_constraint"]))
            try traps.lay(in: database)
            let conninfo = database.conninfo + " options='-c search_path=\(path)'"
            try expectSprung(
                "SELECT * FROM pg_catalog.unnest(pg_catalog.string_to_array('a', ',')) a, "
                    + "unnest(pg_catalog.string_to_array('a', ',')) b", conninfo)
            if path == "evil,public,pg_catalog" {
                for sql in ["SELECT 1 = 1", "SELECT 'a'::text", "SELECT 1 FROM pg_class", "SELECT sum(1.0)"] {
                    try expectSprung(sql, conninfo)
                }
            }
            try readInEveryWay(conninfo)
        }
    }

    private func expectSprung(_ sql: String, _ conninfo: String) throws {
        let connection = try Connection(conninfo: conninfo)
        let error = #expect(throws: ServerFailure.self) { try connection.answer(sql) }
        #expect(error?.text.contains("sprung") == true, "\(sql): \(error?.text ?? "")")
    }

    @Test("A table of the same name elsewhere is said, and temporary tables are no tables of the site")
    func namesakes() throws {
        let sql = """
            CREATE SCHEMA shadow; CREATE TABLE shadow.orders (LIKE orders); CREATE SCHEMA archive;
            CREATE TABLE archive.invoices (id integer)
            """
        try withReferenceDatabase("namesakes", changedBy: sql) { database in
            func fact(_ name: String, _ path: String) throws -> String? {
                let source = try PostgresSource(conninfo: database.conninfo + " options='-c search_path=\(path)'")
                return source.snapshot.provenance.first { $0.name == name }?.value
            }
            let name = "read among tables of one name"
            #expect(
                try fact(name, "public,shadow")
                    == "public.orders, not shadow.orders; public.invoices, not archive.invoices")
            #expect(
                try fact(name, "shadow,public")
                    == "shadow.orders, not public.orders; public.invoices, not archive.invoices")
            #expect(try fact("tables", "shadow,public")?.contains("shadow.orders") == true)
            #expect(try fact("tables", "shadow,public")?.contains("public.clients") == true)

            let connection = try Connection(conninfo: database.conninfo)
            try connection.execute("CREATE TEMP TABLE orders (id integer)", doing: "shadowing")
            let names = try SourceNames(of: connection, schema: nil, mapping: TableMapping())
            #expect(names.name(of: .orders)?.schema == "public")
        }
    }
}
