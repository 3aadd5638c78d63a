import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import Synchronization
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: beside others")
struct RepairConcurrencyTests {
    @Test func `A row in use is skipped, and says so`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.openSession, Proposals.exposure, Proposals.itemPrice]) { scripts in
                // A row that is only looked at is locked where the role may update a column of it.
                try shop.database.run(sql: "GRANT UPDATE (notes) ON orders TO \"\(scripts.role.name)\"")
                let use = """
                    UPDATE orders SET notes = 'x' WHERE id = 11;
                    UPDATE "sessionCartItems" SET "unitPrice" = 9.50 WHERE id = 21
                    """
                try shop.whileSomebodyHas(use) {
                    for rule in ["conversion.open-session", "credit.exposure", "price.override"] {
                        let counts = try scripts.apply("\(rule).sql", ["lock_timeout": "200ms"])
                        #expect(counts.says(1, 0, 1), "\(counts)")
                        #expect(counts.output.contains("in use by another transaction"), "\(counts)")
                    }
                }
                let all = try scripts.apply("apply-all.sql")
                #expect(all.output.contains("3 |       3 |       0"), "\(all)")
            }
        }
    }

    @Test func `A row in use for less than the lock timeout is waited for`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.reserved]) { scripts in
                let others = Others()
                others.start {
                    try shop.database.run(
                        sql: """
                            BEGIN; UPDATE batches SET "onHandQty" = 99 WHERE id = 7; SELECT pg_sleep(1); COMMIT
                            """)
                }
                try shop.waitForSleeper()
                let counts = try scripts.apply("hold.reserved.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value("SELECT \"onHandQty\" FROM batches WHERE id = 7") == "99.0000")
                #expect(others.wait().isEmpty)
            }
        }
    }

    @Test func `While another script of tieout is at work, a script changes nothing and says so`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.reserved]) { scripts in
                try shop.whileSomebodyHas("SELECT pg_advisory_xact_lock(127996022191476)") {
                    let counts = try scripts.apply("hold.reserved.sql", ["lock_timeout": "100ms"])
                    #expect(counts.status == 3)
                    #expect(
                        counts.output.contains("another repair script of tieout is at work; nothing was changed"),
                        "\(counts)")
                }
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A script whose server process is killed has changed nothing`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); RETURN NEW; END';
                    CREATE TRIGGER slow BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION slow();
                    """)
            let before = try shop.digest()
            try shop.scripts([Proposals.duplicate]) { scripts in
                let others = Others()
                others.start {
                    let counts = try scripts.apply("conversion.duplicate-orders.sql")
                    #expect(counts.status != 0, "\(counts)")
                }
                try shop.waitForSleeper("query LIKE '%tieout_run%'")
                try shop.database.run(
                    sql: """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                #expect(others.wait().isEmpty)
                #expect(try shop.digest() == before)
                #expect(try shop.value("SELECT to_regclass('tieout_repair_log')::text") == nil)
            }
        }
    }

    @Test(arguments: [3])
    func `Scripts and live traffic never deadlock, and lose no update`(_ rounds: Int) throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.duplicate, Proposals.reserved, Proposals.amendment]) { scripts in
                let isOver = Atomic(false)
                let claims = Atomic(0)
                let others = Others()
                others.start {
                    while !isOver.load(ordering: .relaxed) {
                        try shop.database.run(sql: Self.claim)
                        claims.add(1, ordering: .relaxed)
                    }
                }
                others.start {
                    while !isOver.load(ordering: .relaxed) { try shop.database.run(sql: Self.sale) }
                }
                for _ in 0..<rounds {
                    let pair = Others()
                    for file in ["apply-all.sql", "line.price.sql"] {
                        pair.start {
                            let counts = try scripts.apply(file)
                            #expect(counts.status == 0, "\(counts)")
                        }
                    }
                    #expect(pair.wait().isEmpty)
                    let undo = try scripts.apply("undo/apply-all.sql")
                    #expect(undo.status == 0, "\(undo)")
                }
                isOver.store(true, ordering: .relaxed)
                let failures = others.wait()
                #expect(failures.isEmpty, "\(failures)")
                let applied = try shop.value(
                    """
                    SELECT coalesce(sum(new_value::numeric - old_value::numeric), 0)::text FROM tieout_repair_log
                    WHERE table_name = 'batches' AND column_name = 'reservedQty'
                    """)
                let expected = try shop.value(
                    "SELECT (20 + \(claims.load(ordering: .relaxed)) + \(applied ?? "0"))::numeric(15,4)")
                #expect(try shop.value("SELECT \"reservedQty\" FROM batches WHERE id = 7") == expected)
            }
        }
    }

    /// A client claims inventory: the item first, then the batches, not in the order in which scripts lock.
    private static let claim = """
        BEGIN;
        UPDATE "sessionCartItems" SET quantity = quantity + 1 WHERE id = 21;
        UPDATE batches SET "onHandQty" = "onHandQty" WHERE id = 8;
        UPDATE batches SET "reservedQty" = "reservedQty" + 1 WHERE id = 7;
        COMMIT
        """

    /// Someone works on the order, its lines first.
    private static let sale = """
        BEGIN;
        UPDATE order_line_items SET quantity = quantity WHERE id = 32;
        UPDATE orders SET notes = notes WHERE id = 12;
        UPDATE batches SET "holdQty" = "holdQty" WHERE id = 7;
        COMMIT
        """
}
