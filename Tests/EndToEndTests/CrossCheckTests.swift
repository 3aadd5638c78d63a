import Foundation
import TestSupport
import Testing

/// With `--cross-check` PostgreSQL adds up by itself what was read, in the same snapshot.
@Suite struct CrossCheckTests {
    @Test func agreesWhereNothingIsWrong() throws {
        let night = try SimulatedNight(sessions: 60, faultsPerRule: 1, seed: 6)
        let result = try night.run(["--database", night.database.conninfo, "--cross-check"], into: "output")
        #expect(result.run.status == 2 && result.run.stderr.isEmpty, "\(result.run.stderr)")
        #expect(try result.text("manifest.json").contains("every amount"))
        let read = try result.rows("totals.csv").first {
            $0["table"] == "orders" && $0["column"] == "total" && $0["what"] == "read"
        }
        let own = try night.database.query(sql: "SELECT count(total), sum(total) FROM orders").first
        #expect([read?["count"], read?["sum"]] == own)
    }

    /// A view that says something else each time it is asked stands for rows that were changed on their way.
    @Test func refusesToReportADifference() throws {
        let shop = try Shop("crosscheck")
        try shop.loseStatusUpdate()
        try shop.database.run(
            sql: """
                ALTER TABLE orders RENAME TO real_orders;
                CREATE FUNCTION asked() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT (random() * 1e9)::bigint';
                CREATE VIEW orders AS SELECT id, client_id, order_number, "orderType", is_draft, subtotal,
                    total + asked() AS total, tax, discount, shipping, cash_payment, "saleStatus",
                    "fulfillmentStatus", invoice_id, notes, "liveSessionId", origin, created_at, deleted_at
                FROM real_orders;
                """)
        let result = try shop.run("--cross-check")
        #expect(result.run.status == 65, "\(result.run)")
        #expect(result.run.stderr.contains("orders.total: read 1 rows, 1 cells"), "\(result.run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: shop.folder.path("output/latest")))
    }
}
