import Foundation
import LiveShopping
import Synchronization
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

/// The live system goes on while repairs are applied and taken back: carts grow, sessions are converted, batches are
/// reserved, over connections of their own.
@Suite("Repair scripts: beside live traffic")
struct LiveTrafficTests {
    /// `TIEOUT_ROUNDS=1000` tries as many as that.
    private static let rounds = ProcessInfo.processInfo.environment["TIEOUT_ROUNDS"].flatMap { Int($0) } ?? 50
    private static let roundsAtOnce = 10
    /// What a live statement may wait for a script before the server ends it, in seconds: what never ends is found.
    private static let bound = 300

    @Test func `No deadlock, no lost update, no failing statement, no wait without end`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "CREATE SEQUENCE ids START 100000")
            try shop.scripts([Proposals.duplicate, Proposals.amendment]) { scripts in
                let traffic = Traffic(shop.database, lockTimeout: Self.bound)
                traffic.start()
                for _ in 0..<(Self.rounds / Self.roundsAtOnce) { try Self.applyAndTakeBack(scripts) }
                let (sums, failures) = traffic.end()
                #expect(failures.isEmpty, "\(failures.prefix(3))")
                #expect(sums.adds > 0 && sums.sales > 0 && sums.claims > 0)
                try Self.expectNothingLost(sums, shop)
                let rounds = try shop.value(
                    "SELECT count(*) FROM tieout_repair_log WHERE action = 'undo' AND column_name IN ('sampleQty', 'unit_price')"
                )
                print(
                    "\(Self.rounds) rounds, \(rounds ?? "0") of them applied and taken back; \(sums.adds) adds, "
                        + "\(sums.sales) sales, \(sums.claims) claims; the longest wait \(sums.longest) s")
            }
        }
    }

    /// Several rounds in one psql; each script is a transaction of its own.
    private static func applyAndTakeBack(_ scripts: Scripts) throws {
        let files = [
            "conversion.duplicate-orders", "undo/conversion.duplicate-orders", "line.price", "undo/line.price",
        ]
        let round = files.map { "\\ir \($0).sql\n" }.joined()
        try String(repeating: round, count: roundsAtOnce / 2).write(
            toFile: scripts.path("rounds.sql"), atomically: true, encoding: .utf8)
        let run = try scripts.apply("rounds.sql")
        #expect(run.status == 0 && !run.output.contains("ERROR:"), "\(run)")
    }

    private static func expectNothingLost(_ sums: Traffic.Sums, _ shop: Shop) throws {
        let steps = """
            SELECT coalesce(sum(new_value::numeric - old_value::numeric), 0) FROM tieout_repair_log
            WHERE table_name = 'batches' AND row_id = 7 AND column_name = 'reservedQty'
            """
        let rows = try shop.database.query(
            sql: """
                SELECT (SELECT count(*) FROM "sessionCartItems"), (SELECT count(*) FROM orders),
                    (SELECT count(*) FROM "liveShoppingSessions" WHERE status = 'CONVERTED'),
                    (SELECT "reservedQty" - (\(steps)) FROM batches WHERE id = 7)::numeric(15),
                    (SELECT "reservedQty" FROM batches WHERE id = 8)::numeric(15),
                    (SELECT current_exposure FROM client_credit_limits WHERE client_id = 5)::numeric(15),
                    (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database())
                """)
        let expected = [
            2 + sums.adds, 2 + sums.sales, sums.sales, 20 + sums.sales + sums.claims, 5 + 2 * sums.sales,
            12 + 30 * sums.sales, 0,
        ]
        #expect(rows[0] == expected.map { String($0) })
    }
}

/// Three connections at work until they are told to end.
private final class Traffic: Sendable {
    struct Sums {
        var adds = 0
        var sales = 0
        var claims = 0
        /// The longest that one transaction took, in seconds.
        var longest = 0.0
    }

    private let database: Database
    private let lockTimeout: Int
    private let isOver = Atomic(false)
    private let sums = Mutex(Sums())
    private let others = Others()

    init(_ database: Database, lockTimeout: Int) {
        self.database = database
        self.lockTimeout = lockTimeout
    }

    func start() {
        work(Self.add) { $0.adds += 1 }
        work(Self.sale) { $0.sales += 1 }
        work(Self.claim) { $0.claims += 1 }
    }

    func end() -> (Sums, [String]) {
        isOver.store(true, ordering: .relaxed)
        let failures = others.wait()
        return (sums.withLock { $0 }, failures)
    }

    private func work(_ transaction: String, _ count: @escaping @Sendable (inout Sums) -> Void) {
        others.start { [self] in
            let session = try DatabaseSession(database)
            try session.execute("SET lock_timeout = '\(lockTimeout)s'; SET deadlock_timeout = '200ms'")
            while !isOver.load(ordering: .relaxed) {
                let took = try ContinuousClock().measure { try session.execute(transaction) }.components
                sums.withLock {
                    count(&$0)
                    $0.longest = max($0.longest, Double(took.seconds) + Double(took.attoseconds) / 1e18)
                }
                usleep(3_000)
            }
        }
    }

    /// Into the cart of an open session.
    private static let add = """
        BEGIN;
        UPDATE "liveShoppingSessions" SET "lastActivityAt" = now(), "updatedAt" = now() WHERE id = 3;
        INSERT INTO "sessionCartItems" ("id", "sessionId", "batchId", "productId", "quantity", "unitPrice", "isSample",
            "itemStatus", "createdAt", "updatedAt")
        VALUES (nextval('ids'), 3, 8, 2, 1, 4, false, 'TO_PURCHASE', now(), now());
        COMMIT
        """

    /// A session becomes an order: its row first, then the batches by id, the order, its lines, the exposure.
    private static let sale = """
        BEGIN;
        INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "createdAt", "updatedAt")
        VALUES (nextval('ids'), 1, 5, 'ACTIVE', 'live-' || currval('ids'), now(), now());
        SELECT FROM batches WHERE id IN (7, 8) ORDER BY id FOR UPDATE;
        INSERT INTO orders ("id", "client_id", "order_number", "orderType", "is_draft", "subtotal", "total", "saleStatus",
            "fulfillmentStatus", "liveSessionId", "created_at")
        VALUES (currval('ids'), 5, 'SO-' || currval('ids'), 'SALE', false, 30, 30, 'PENDING', 'CONFIRMED', currval('ids'),
            now());
        INSERT INTO order_line_items SELECT nextval('ids'), currval('ids') - 1, 7, 1, 10, 10, false;
        INSERT INTO order_line_items
            SELECT nextval('ids'), (SELECT max(order_id) FROM order_line_items WHERE batch_id = 7), 8, 2, 10, 20, false;
        UPDATE batches SET "reservedQty" = "reservedQty" + CASE id WHEN 7 THEN 1 ELSE 2 END WHERE id IN (7, 8);
        UPDATE "liveShoppingSessions" SET status = 'CONVERTED', "endedAt" = now()
        WHERE id = (SELECT max("liveSessionId") FROM orders);
        UPDATE client_credit_limits SET current_exposure = current_exposure + 30 WHERE client_id = 5;
        COMMIT
        """

    /// Someone works on the very order that is repaired, its line first, and claims inventory: not in the order in
    /// which scripts lock.
    private static let claim = """
        BEGIN;
        UPDATE order_line_items SET quantity = quantity WHERE id = 32;
        UPDATE orders SET notes = notes WHERE id = 12;
        UPDATE batches SET "reservedQty" = "reservedQty" + 1 WHERE id = 7;
        COMMIT
        """
}
