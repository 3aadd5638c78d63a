import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

/// What real databases hold for the same columns: the rows must not depend on it.
@Suite("Columns of any accepted type", .timeLimit(.minutes(30)))
struct ColumnTypeTests {
    @Test(
        "give the same rows",
        arguments: [
            #"ALTER TABLE "sessionPriceOverrides" ALTER id TYPE int8, ALTER "productId" TYPE int2"#,
            #"ALTER TABLE order_line_items ALTER id TYPE int2, ALTER order_id TYPE int8"#,
            #"ALTER TABLE "sessionCartItems" ALTER quantity TYPE numeric, ALTER "unitPrice" TYPE numeric(30,10)"#,
            #"ALTER TABLE orders ALTER subtotal TYPE int4, ALTER total TYPE int8, ALTER discount TYPE int2"#,
            #"ALTER TABLE "sessionCartItems" ALTER "isSample" TYPE smallint USING "isSample"::int"#,
            #"ALTER TABLE orders ALTER is_draft TYPE int8 USING is_draft::int"#,
            """
            CREATE TYPE sale AS ENUM ('QUOTE', 'SALE');
            ALTER TABLE orders ALTER "orderType" TYPE sale USING "orderType"::sale
            """,
            #"ALTER TABLE orders ALTER "fulfillmentStatus" TYPE varchar(40), ALTER "orderType" TYPE char(20)"#,
            #"ALTER TABLE products ALTER "nameCanonical" TYPE name, ALTER category TYPE varchar"#,
            "ALTER TABLE clients ALTER custom_pricing_rules TYPE json",
            "ALTER TABLE clients ALTER custom_pricing_rules TYPE text",
            """
            SET timezone = 'Asia/Tokyo';
            ALTER TABLE "liveShoppingSessions" ALTER "createdAt" TYPE timestamp USING "createdAt" AT TIME ZONE 'UTC',
                ALTER "updatedAt" TYPE timestamp USING "updatedAt" AT TIME ZONE 'UTC'
            """,
            """
            CREATE DOMAIN cents AS numeric(20,2) CHECK (VALUE > -1e15);
            CREATE DOMAIN price AS cents;
            ALTER TABLE "sessionPriceOverrides" ALTER "overridePrice" TYPE price;
            CREATE DOMAIN code AS varchar(64);
            ALTER TABLE "liveShoppingSessions" ALTER "roomCode" TYPE code
            """,
            """
            CREATE TABLE staff AS TABLE users; DROP TABLE users CASCADE;
            CREATE VIEW users AS SELECT id, name, role FROM staff
            """,
            "CREATE TABLE held AS TABLE users; DROP TABLE users CASCADE; CREATE MATERIALIZED VIEW users AS TABLE held",
            """
            ALTER TABLE order_line_items RENAME TO lines;
            CREATE TABLE order_line_items (LIKE lines) PARTITION BY RANGE (id);
            CREATE TABLE few PARTITION OF order_line_items FOR VALUES FROM (0) TO (100);
            CREATE TABLE many PARTITION OF order_line_items FOR VALUES FROM (100) TO (200);
            INSERT INTO order_line_items TABLE lines
            """,
            """
            CREATE TABLE child () INHERITS (invoices);
            INSERT INTO child TABLE invoices; DELETE FROM ONLY invoices
            """,
            #"ALTER TABLE orders ADD "internalNotes" point, DROP COLUMN origin, ADD origin text"#,
        ])
    func variants(_ sql: String) throws {
        let expected = try PlainRows.text.get()
        try withReferenceDatabase("types", changedBy: sql) { database in
            let found = try allRows(of: PostgresSource(conninfo: database.conninfo))
            for table in Table.allCases {
                // What the statement drops and adds again is null.
                let plain = expected[table]?.map { sql.contains("ADD origin") ? $0.withoutOrigin : $0 }
                #expect(found[table]?.map(\.withoutMoments) == plain?.map(\.withoutMoments), "\(table.name)")
            }
            let parts = try (0..<3).flatMap { index in
                try allRows(of: PostgresSource(conninfo: database.conninfo), .part(index: index, count: 3))[.orderLines]
                    ?? []
            }
            #expect(parts == found[.orderLines])
        }
    }

    @Test("such as a string type from an extension, are cast to text")
    func extensionType() throws {
        let sql = """
            CREATE TYPE label;
            CREATE FUNCTION label_in(cstring) RETURNS label LANGUAGE internal IMMUTABLE STRICT AS 'textin';
            CREATE FUNCTION label_out(label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
            CREATE TYPE label (INPUT = label_in, OUTPUT = label_out, LIKE = text, CATEGORY = 'S');
            ALTER TABLE products ALTER category TYPE label USING category::text::label
            """
        try withReferenceDatabase("label", changedBy: sql) { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let found: [Product] = try rows(source) { try $0.products($1, $2) }
            #expect(found.map(\.category) == ["DRINKS"])
        }
    }

    @Test("hold the values that were written")
    func values() throws {
        try withReferenceDatabase("values") { database in
            let source = try PostgresSource(conninfo: database.conninfo)
            let items: [CartItem] = try rows(source) { try $0.cartItems($1, $2) }.sorted { $0.id < $1.id }
            #expect(items[0].quantity == .finite(Quantity(literal: "2.5")!))
            #expect(items[1].unitPrice == .finite(Money(literal: "1234567890123.45")!))
            #expect(items[0].itemStatus == .known(.toPurchase))
            #expect(items[1].negotiationStatus == .other("a word of its own"))
            #expect(items.map(\.isDeleted) == [false, true])
            let session: Session = try #require(try rows(source) { try $0.sessions($1, $2) }.first)
            #expect(session.createdAt.exactDescription == "2026-01-02T03:04:05.678901Z")
            #expect(session.updatedAt == .infinity)
            let clients: [Client] = try rows(source) { try $0.clients($1, $2) }
            #expect(clients.map(\.customMargin) == [Percentage(literal: "12.5"), nil])
            let order: Order = try #require(try rows(source) { try $0.orders($1, $2) }.first)
            #expect(order.fulfillmentStatus == .known(.readyForPacking))
            #expect(order.tax == nil)
            #expect(order.discount == .finite(.zero))
        }
    }
}

/// The rows of the unchanged schema.
private enum PlainRows {
    static let text = Result {
        var rows: [Table: [String]] = [:]
        try withReferenceDatabase("plain") { database in
            rows = try allRows(of: PostgresSource(conninfo: database.conninfo))
        }
        return rows
    }
}

extension String {
    /// Rows of different databases were made at different times.
    fileprivate var withoutMoments: String {
        replacing(/20\d\d-\d\d-\d\dT[\d:]+Z/, with: "")
    }

    fileprivate var withoutOrigin: String {
        replacing(" origin=live_shopping", with: "")
    }
}
