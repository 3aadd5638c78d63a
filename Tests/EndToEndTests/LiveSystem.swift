import Foundation
import TestSupport

/// The live system's own sequences of statements, on a database in which they may be interleaved.
struct LiveSystem {
    let shop: Shop
    var database: Database { shop.database }

    /// Two hosts, two clients with credit, and a batch of which so much is there; a unit costs 10.00 and sells at 12.50.
    init(_ hint: String, onHand: Int = 100) throws {
        shop = try Shop(hint)
        try database.run(
            sql: """
                CREATE SEQUENCE ids START 1000;
                INSERT INTO users (id, name) VALUES (2, 'Hugo Host');
                INSERT INTO clients (id, name) VALUES (8, 'Beta Trading');
                INSERT INTO client_credit_limits (client_id, credit_limit, current_exposure) VALUES (8, 10000, 0);
                UPDATE client_credit_limits SET current_exposure = 0;
                UPDATE batches SET "onHandQty" = \(onHand), "reservedQty" = 0;
                """)
    }

    func connect() throws -> StaffConnection { try StaffConnection(database) }

    /// Reconciles as of now.
    func run(_ more: String...) throws -> NightResult {
        let output = shop.folder.path("output")
        let run = try Tieout.run(["run", "--database", database.conninfo, "--output", output] + more)
        return NightResult(run: run, folder: URL(fileURLWithPath: output + "/latest").resolvingSymlinksInPath())
    }
}

extension StaffConnection {
    func createSession(client: Int, host: Int = 1, room: String) throws -> String {
        let row = try execute(
            """
            INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "createdAt", "updatedAt")
            VALUES (nextval('ids'), \(host), \(client), 'SCHEDULED', '\(room)', now(), now()) RETURNING id
            """)
        return row[0][0]!
    }

    func join(session: String) throws {
        try execute(
            """
            UPDATE "liveShoppingSessions" SET status = 'ACTIVE', "startedAt" = now(), "lastActivityAt" = now(),
                "updatedAt" = now() WHERE id = \(session)
            """)
    }

    /// What can still be promised of the batch: what is there, less what carts have been promised.
    func available(session: String) throws -> Double {
        let row = try execute(
            """
            SELECT "onHandQty" - "reservedQty" - "quarantineQty" - "holdQty" - (
                SELECT coalesce(sum(i.quantity), 0) FROM "sessionCartItems" i
                JOIN "liveShoppingSessions" s ON s.id = i."sessionId"
                WHERE i."batchId" = 3 AND s.status IN ('ACTIVE', 'PAUSED') AND i.deleted_at IS NULL)
            FROM batches WHERE id = 3
            """)
        return Double(row[0][0]!)!
    }

    /// What a unit sells at in a session: the override, else 10.00 ÷ (1 − 20 %).
    func price(session: String) throws -> String {
        try execute(
            """
            SELECT coalesce((SELECT "overridePrice" FROM "sessionPriceOverrides" WHERE "sessionId" = \(session)
                ORDER BY "updatedAt" DESC, id DESC LIMIT 1), 12.50)
            """)[0][0]!
    }

    @discardableResult
    func addItem(session: String, quantity: Int, price: String = "12.50") throws -> String {
        let row = try execute(
            """
            UPDATE "liveShoppingSessions" SET "lastActivityAt" = now(), "updatedAt" = now() WHERE id = \(session);
            INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice", "isSample",
                "itemStatus", "createdAt", "updatedAt")
            VALUES (nextval('ids'), \(session), 3, 1, \(quantity), \(price), false, 'TO_PURCHASE', clock_timestamp(),
                clock_timestamp()) RETURNING id
            """)
        return row[0][0]!
    }

    /// The order, its lines, its reservations and its exposure, in the caller's transaction.
    func insertOrder(session: String) throws -> String {
        let order = try execute("SELECT nextval('ids')")[0][0]!
        try execute(
            """
            INSERT INTO order_line_items (id, order_id, batch_id, quantity, unit_price, line_total, is_sample)
            SELECT nextval('ids'), \(order), "batchId", quantity, "unitPrice", round(quantity * "unitPrice", 2), "isSample"
            FROM "sessionCartItems" WHERE "sessionId" = \(session) AND deleted_at IS NULL;
            INSERT INTO orders (id, client_id, order_number, "orderType", is_draft, subtotal, total, "saleStatus",
                "fulfillmentStatus", "liveSessionId", notes, origin, created_at)
            SELECT \(order), "clientId", 'SO-\(order)', 'SALE', false, l.total, l.total, 'PENDING', 'CONFIRMED', id,
                'Live Shopping Session #' || "roomCode", 'live_shopping', now()
            FROM "liveShoppingSessions", (SELECT sum(line_total) AS total FROM order_line_items WHERE order_id = \(order)) l
            WHERE id = \(session);
            UPDATE batches SET "reservedQty" = "reservedQty" + l.quantity
            FROM (SELECT batch_id, sum(quantity) AS quantity FROM order_line_items WHERE order_id = \(order) GROUP BY 1) l
            WHERE id = l.batch_id;
            UPDATE client_credit_limits c SET current_exposure = current_exposure + o.total
            FROM orders o WHERE o.id = \(order) AND c.client_id = o.client_id
            """)
        return order
    }

    func createOrder(session: String) throws -> String {
        try execute("BEGIN")
        let order = try insertOrder(session: session)
        try execute("COMMIT")
        return order
    }

    func markConverted(session: String) throws {
        try execute(
            """
            UPDATE "liveShoppingSessions" SET status = 'CONVERTED', "endedAt" = now(), "updatedAt" = now()
            WHERE id = \(session)
            """)
    }
}
