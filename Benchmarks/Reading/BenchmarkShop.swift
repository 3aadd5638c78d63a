import LiveShopping
import Snapshots
import TestSupport

/// Fifty thousand ended sessions of a healthy shop, made by PostgreSQL itself, and as many items as are wanted.
enum BenchmarkShop {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)
    private static let sessions = 50_000

    static func make(in database: Database) throws {
        try database.run(sql: ReferenceSchema.ddl)
        try database.run(
            sql: """
                INSERT INTO users (id, name) VALUES (1, 'Hanna Host');
                INSERT INTO clients (id, name) SELECT n, 'Client ' || n FROM generate_series(1, 5000) n;
                INSERT INTO client_credit_limits SELECT n, 10000, 0 FROM generate_series(1, 5000) n;
                INSERT INTO products (id, "nameCanonical", category)
                    SELECT n, 'Tea ' || n, 'TEA' FROM generate_series(1, 500) n;
                INSERT INTO pricing_defaults (product_category, default_margin_percent) VALUES ('TEA', 20);
                INSERT INTO batches (id, "productId", code, "onHandQty", "sampleQty", "reservedQty", "quarantineQty",
                    "holdQty", "unitCogs", "batchStatus")
                SELECT n, (n - 1) % 500 + 1, 'TEA-' || n, 100, 0, 0, 0, 0, 10, 'LIVE' FROM generate_series(1, 20000) n;
                INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt",
                    "endedAt", "createdAt", "updatedAt")
                SELECT n, 1, (n - 1) % 5000 + 1, 'ENDED', 'ROOM-' || n, '2026-11-01', '2026-11-01 01:00', '2026-11-01',
                    '2026-11-01 01:00'
                FROM generate_series(1, \(sessions)) n
                """)
    }

    /// Adds items that are dealt out over the sessions, no batch twice in one of them.
    static func addItems(_ count: Int, to database: Database) throws {
        try database.run(
            sql: """
                INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice",
                    "isSample", "itemStatus", "createdAt", "updatedAt")
                SELECT id, (id - 1) % \(sessions) + 1, batch, (batch - 1) % 500 + 1, 2, 12.50, false, 'TO_PURCHASE',
                    '2026-11-01', '2026-11-01'
                FROM (SELECT id, (id / \(sessions) * 37 + id) % 20000 + 1 AS batch
                    FROM generate_series((SELECT coalesce(max(id), 0) + 1 FROM "sessionCartItems"),
                        (SELECT coalesce(max(id), 0) + \(count) FROM "sessionCartItems")) id) dealt;
                """)
        try database.run(sql: "VACUUM ANALYZE \"sessionCartItems\"")
    }
}
