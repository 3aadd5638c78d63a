import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

@Suite("Loading a database", .timeLimit(.minutes(30)))
struct DatabaseLoaderTests {
    @Test("Rows that are written interleaved arrive, faults and all, and numbering goes on behind them")
    func load() throws {
        var generator = RowGenerator(random: .printed(), fitsColumns: true)
        var memory = MemorySource(takenAt: Timestamp(microseconds: 0), rows: generator.rows(60))
        // An item of a session that is not there: the loader is also for what should not be.
        memory.rows.cartItems[0].sessionID = ID(999)
        try PrivatePostgres.shared().withDatabase("load") { database in
            try database.run(sql: ReferenceSchema.ddl)
            try database.run(
                sql: """
                    CREATE SEQUENCE numbers OWNED BY orders.id;
                    ALTER TABLE orders ALTER id SET DEFAULT nextval('numbers')
                    """)
            try DatabaseLoader(conninfo: database.conninfo).load { sink in try sink.write(memory.rows) }
            let source = try PostgresSource(conninfo: database.conninfo)
            #expect(try allRows(of: source) == allRows(of: memory))
            #expect(try database.query(sql: "SELECT nextval('numbers')") == [["61"]])
        }
    }

    @Test("Columns may have other types than in the reference schema")
    func otherTypes() throws {
        let sql = """
            TRUNCATE users, clients, client_credit_limits, products, batches, pricing_defaults,
                range_pricing_channel_settings, "liveShoppingSessions", "sessionCartItems", "sessionPriceOverrides",
                orders, order_line_items, invoices;
            CREATE TYPE kind AS ENUM ('QUOTE', 'SALE');
            ALTER TABLE orders ALTER "orderType" TYPE kind USING "orderType"::kind, ALTER id TYPE int8,
                ALTER is_draft TYPE smallint USING is_draft::int, ALTER created_at TYPE timestamp;
            ALTER TABLE clients ALTER custom_pricing_rules TYPE text;
            """
        try withReferenceDatabase("other", changedBy: sql) { database in
            let order = Order(
                id: ID(5_000_000_000), clientID: ID(1), number: "x", type: .known(.quote), isDraft: true,
                subtotal: .finite(Exact(1)), total: .nan, createdAt: Timestamp(year: 2026, month: 1, day: 2))
            let client = Client(id: ID(1), name: "Ada", customMargin: Percentage(literal: "-0.5"))
            try DatabaseLoader(conninfo: database.conninfo).load { sink in
                try sink.write(order)
                try sink.write(client)
            }
            let source = try PostgresSource(conninfo: database.conninfo)
            let orders: [Order] = try rows(source) { try $0.orders($1, $2) }
            #expect(
                orders.first.map { "\($0.id) \($0.type) \($0.isDraft) \($0.createdAt?.description ?? "")" }
                    == "5000000000 QUOTE true 2026-01-02T00:00:00Z")
            #expect(orders.first?.total == .nan)
            let found: [Client] = try rows(source) { try $0.clients($1, $2) }
            #expect(found.map(\.customMargin) == [client.customMargin])
        }
    }

    @Test("Nothing is loaded when a row is refused or the body throws")
    func allOrNothing() throws {
        try withReferenceDatabase("nothing") { database in
            expectStopped(database)
            expectRefused(database)
            let before = try database.query(sql: "SELECT id FROM users")
            #expect(before == [["1"]])
            try load(database) { try $0.write(User(id: ID(50))) }
            let after = try database.query(sql: "SELECT id FROM users ORDER BY 1")
            #expect(after == [["1"], ["50"]])
        }
    }

    @Test("A user who may not turn foreign keys off has them checked")
    func foreignKeys() throws {
        let sql = "CREATE ROLE loader LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO loader"
        try withReferenceDatabase("foreign", changedBy: sql) { database in
            defer { try? database.run(sql: "DROP OWNED BY loader; DROP ROLE loader") }
            let loader = try DatabaseLoader(
                conninfo: database.conninfo.replacing("user=postgres", with: "user=loader"))
            var rows = MemoryRows()
            let price = PriceOverride(
                id: ID(70), sessionID: ID(1), productID: ID(1), price: .nan, createdAt: .infinity,
                updatedAt: .negativeInfinity)
            rows.priceOverrides = [price]
            try loader.load(from: MemorySource(takenAt: .infinity, rows: rows))
            rows.priceOverrides[0].id = ID(71)
            rows.priceOverrides[0].sessionID = ID(999)
            let error = sourceError { try loader.load(from: MemorySource(takenAt: .infinity, rows: rows)) }
            #expect(error?.problem.contains("violates foreign key constraint") == true)
            let ids = try database.query(sql: #"SELECT id FROM "sessionPriceOverrides" ORDER BY 1"#)
            #expect(ids == [["1"], ["70"]])
        }
    }

    private struct Enough: Error {}

    private func expectStopped(_ database: Database) {
        #expect(throws: Enough.self) {
            try load(database) { sink in
                try sink.write(User(id: ID(50)))
                throw Enough()
            }
        }
    }

    private func expectRefused(_ database: Database) {
        let error = sourceError {
            try load(database) { sink in
                try sink.write(User(id: ID(50)))
                try sink.write(Client(id: ID(1), name: "there already"))
            }
        }
        #expect(error?.problem.contains("while writing \"clients\": duplicate key") == true)
    }

    private func load(_ database: Database, _ produce: (any RowSink) throws -> Void) throws {
        try DatabaseLoader(conninfo: database.conninfo).load(produce)
    }
}
