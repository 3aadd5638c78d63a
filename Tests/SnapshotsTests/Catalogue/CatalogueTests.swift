import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("What a database must have", .timeLimit(.minutes(30)))
struct CatalogueTests {
    private func error(after sql: String, schema: String? = nil, mapping: TableMapping = TableMapping()) throws
        -> SourceError?
    {
        var error: SourceError?
        try withReferenceDatabase("catalogue", changedBy: sql) { database in
            error = sourceError {
                _ = try PostgresSource(conninfo: database.conninfo, schema: schema, mapping: mapping)
            }
        }
        return error
    }

    @Test("Everything that is missing is named at once, with the name that is nearly right")
    func missing() throws {
        let error = try error(
            after: """
                DROP TABLE users CASCADE; DROP TABLE order_line_items;
                ALTER TABLE orders DROP COLUMN total; ALTER TABLE orders RENAME client_id TO "clientId";
                ALTER TABLE "liveShoppingSessions" DROP COLUMN "roomCode";
                """)
        #expect(error?.kind == .unreadable)
        for name in [
            "table users", "table order_line_items", "column orders.total",
            "column orders.client_id (there is clientId)",
            "column liveShoppingSessions.roomCode",
        ] { #expect(error?.problem.contains(name) == true, "\(name)") }
        #expect(error?.remedy.contains("put these lines into the configuration") == true)
        #expect(
            error?.toPaste == """
                tables:
                  orders:
                    columns:
                      client_id: clientId

                """)
        #expect(try self.error(after: "DROP TABLE users CASCADE")?.toPaste == nil)
    }

    @Test("What is optional may be missing")
    func optional() throws {
        let sql = """
            DROP TABLE invoices; DROP TABLE range_pricing_channel_settings;
            ALTER TABLE "sessionCartItems" DROP COLUMN "itemStatus", DROP COLUMN deleted_at;
            ALTER TABLE orders DROP COLUMN "liveSessionId"; ALTER TABLE clients DROP COLUMN custom_pricing_rules;
            """
        try withReferenceDatabase("optional", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let available = source.snapshot.available
            #expect(!available.has(.invoices))
            #expect(!available.has(.channelSettings))
            #expect(!available.has(CartItem.Field.itemStatus))
            #expect(!available.has(Order.Field.liveSessionID))
            #expect(available.has(CartItem.Field.negotiationStatus))
            let all = try allRows(of: source)
            #expect(all[.invoices] == [])
            #expect(all[.cartItems]?.count == 2)
            let linked: [Order] = try rows(source, .matching(Order.Field.liveSessionID, [SessionID(1)])) {
                try $0.orders($1, $2)
            }
            #expect(linked.isEmpty)
            #expect(!source.queries.contains { $0.sql.contains("itemStatus") })
            try withTemporaryFolder { directory in
                try SnapshotFolder.capture(from: source, to: directory)
                let folder = try SnapshotFolder(directory)
                #expect(folder.snapshot.available == available)
                #expect(try allRows(of: folder) == all)
            }
        }
    }

    @Test(
        "A type that cannot be read exactly is refused with the types that can",
        arguments: [
            (#""sessionCartItems" ALTER quantity TYPE float8"#, "sessionCartItems.quantity is double precision"),
            (#"orders ALTER total TYPE float4"#, "orders.total is real"),
            (#"orders ALTER total TYPE money"#, "orders.total is money"),
            (#"order_line_items ALTER id TYPE numeric"#, "order_line_items.id is numeric"),
            (#"orders ALTER created_at TYPE date"#, "orders.created_at is date"),
            (#"orders ALTER is_draft TYPE text"#, "orders.is_draft is text"),
            (#"clients ALTER pricing_profile_id TYPE uuid USING NULL"#, "clients.pricing_profile_id is uuid"),
            (#"products ALTER category TYPE text[] USING '{}'"#, "products.category is text[]"),
        ])
    func impossibleType(_ change: String, _ found: String) throws {
        let error = try error(after: "ALTER TABLE \(change)")
        #expect(error?.kind == .unreadable)
        #expect(error?.problem.contains(found + " and must be one of") == true, "\(String(describing: error))")
    }

    @Test("Tables are found in a schema, along the search path, and under other names")
    func names() throws {
        let sql = #"""
            CREATE SCHEMA "E R P"; ALTER TABLE orders SET SCHEMA "E R P";
            ALTER TABLE "E R P".orders RENAME TO "Sales ""Orders""";
            ALTER TABLE "E R P"."Sales ""Orders""" RENAME client_id TO "the ""customer""'s id";
            ALTER TABLE users RENAME TO "staff.members";
            """#
        let mapping = try TableMapping([
            "orders": #""E R P"."Sales ""Orders""""#, "orders.client_id": #"the "customer"'s id"#,
            "users": #""staff.members""#,
        ])
        try withReferenceDatabase("names", changedBy: sql) { database in
            for schema in [nil, "public"] {
                let source = try PostgresSource(conninfo: database.conninfo, schema: schema, mapping: mapping)
                let orders: [Order] = try rows(source, .matching(Order.Field.clientID, [ClientID(1)])) {
                    try $0.orders($1, $2)
                }
                #expect(orders.map(\.clientID.rawValue) == [1])
                #expect(source.names.name(of: .orders)?.quoted == #""E R P"."Sales ""Orders""""#)
                #expect(source.names.name(of: "client_id", in: .orders) == #"the "customer"'s id"#)
                #expect(source.names.name(of: .users) == QualifiedName(schema: "public", name: "staff.members"))
            }
            let hidden = try PostgresSource(
                conninfo: database.conninfo + " options='-c search_path=\"E\\\\ R\\\\ P\",public'",
                mapping: TableMapping([
                    "orders": #""Sales ""Orders""""#, "orders.client_id": #"the "customer"'s id"#,
                    "users": #""staff.members""#,
                ]))
            #expect(hidden.names.name(of: .orders)?.schema == "E R P")
        }
    }

    @Test("A remapped name that is missing is shown with ours")
    func missingRemapped() throws {
        let error = try error(after: "", mapping: TableMapping(["orders.total": "sum", "users": "staff"]))
        #expect(error?.problem.contains("table users (remapped to staff)") == true)
        #expect(error?.problem.contains("column orders.total (remapped to sum)") == true)
    }

    @Test("A schema that is not there is a mistake in the configuration, and those that are there are named")
    func unknownSchema() throws {
        let error = try error(after: "CREATE SCHEMA shop", schema: "shopp")
        #expect(error?.kind == .configuration)
        #expect(error?.problem == "it has no schema \"shopp\"")
        #expect(error?.remedy == "there are \"public\", \"shop\"")
        #expect(try self.error(after: "CREATE SCHEMA shop", schema: "shop")?.problem.contains("table users") == true)
    }

    @Test("What may not be read is named, column by column")
    func privileges() throws {
        let sql = """
            CREATE ROLE auditor LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor;
            REVOKE SELECT ON orders, users FROM auditor; GRANT SELECT (id, client_id) ON orders TO auditor;
            """
        try withReferenceDatabase("privileges", changedBy: sql) { database in
            defer { try? database.run(sql: "DROP OWNED BY auditor; DROP ROLE auditor") }
            let conninfo = database.conninfo.replacing("user=postgres", with: "user=auditor")
            let error = sourceError { _ = try PostgresSource(conninfo: conninfo) }
            #expect(error?.kind == .unreachable)
            #expect(error?.problem.contains("permission denied for users.id") == true)
            #expect(error?.problem.contains("columns of orders") == true, "\(error?.problem ?? "")")
            // The statements that are given are those that are wanting.
            let statements = try #require(error?.toPaste)
            #expect(statements.split(separator: "\n").count == 2 && statements.contains("\"total\""), "\(statements)")
            try database.run(sql: statements)
            #expect(sourceError { _ = try PostgresSource(conninfo: conninfo) } == nil)
        }
    }

    @Test("Private columns are never asked for")
    func privateColumns() throws {
        let sql = """
            ALTER TABLE "liveShoppingSessions" ADD "internalNotes" text, ADD "sessionConfig" jsonb;
            ALTER TABLE users ADD email text
            """
        try withReferenceDatabase("private", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            #expect(source.queries.map(\.table) == Table.allCases)
            for query in source.queries {
                #expect(!query.sql.contains("*"))
                for name in ["internalNotes", "sessionConfig", "email"] { #expect(!query.sql.contains(name)) }
            }
        }
    }
}
