import Foundation
import TestSupport
import Testing

@Suite("A value that does not fit its column is not written, and said to be left out")
struct RepairOverflowTests {
    @Test func anExposure() throws {
        let shop = try Shop("exposure")
        // Two orders that each fit, and whose sum does not.
        try shop.database.run(
            sql: """
                UPDATE batches SET "reservedQty" = 0;
                INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, created_at)
                SELECT n, 7, 'SO-' || n, 'SALE', false, 9999999999999.99, 9999999999999.99, '2026-11-01'
                FROM generate_series(1, 2) n;
                """)
        try expectSkipped(shop, "credit.exposure client=7", script: "credit.exposure")
    }

    @Test func anAmendmentOfAnOrderIsAppliedWholeOrNotAtAll() throws {
        let shop = try Shop("amendment")
        try shop.loseStatusUpdate()
        // The line's total would have eleven digits; the order's sums alone would fit.
        try shop.database.run(
            sql: """
                ALTER TABLE orders DROP COLUMN items;
                UPDATE "liveShoppingSessions" SET status = 'CONVERTED', "endedAt" = '2026-11-22 01:00Z';
                UPDATE "sessionCartItems" SET quantity = 99999999.99, "unitPrice" = 99.99;
                UPDATE order_line_items SET quantity = 99999999.99, unit_price = 99.99, line_total = 24.00;
                UPDATE batches SET "reservedQty" = 99999999.99, "onHandQty" = 99999999.99;
                """)
        let night = try expectSkipped(
            shop, "line.total order=17,line=30", script: "line.total", others: ["order.subtotal order=17"])
        let sums = try shop.database.psql(
            file: night.path("repairs/order.subtotal.sql"), variables: ["apply": "1"])
        #expect(sums.status == 0, "\(sums.stderr)")
        #expect(try shop.value("SELECT subtotal FROM orders") == "25.00")
    }

    /// The finding stands before and after; nothing has changed but the log's being there.
    @discardableResult
    private func expectSkipped(
        _ shop: Shop, _ finding: String, script: String, others: [String] = []
    ) throws -> NightResult {
        let night = try shop.run()
        let automatic = try night.rows("findings.csv").filter { $0["repair"] == "automatic" }
            .map { "\($0["rule"] ?? "") \($0["key"] ?? "")" }
        #expect(Set(automatic) == Set([finding] + others))
        let before = try shop.fingerprint()
        let applied = try shop.database.psql(
            file: night.path("repairs/\(script).sql"), variables: ["apply": "1"])
        #expect(applied.status == 0, "\(applied.stderr)")
        let counts = applied.stdout.matches(of: /(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)/).last?.output
        #expect(counts.map { [$0.1, $0.2, $0.3] } == ["1", "0", "1"], "\(applied.stdout)")
        #expect(try shop.fingerprint() == before)
        #expect(try shop.run().findings().contains(finding))
        return night
    }
}
