import Foundation
import TestSupport
import Testing

@Suite("A run that is cut short publishes nothing")
struct InterruptedRunTests {
    @Test func aConnectionThatIsKilledInTheMiddle() throws {
        let shop = try Shop("killed")
        #expect(try shop.run().run.status == 0)
        let before = try shop.published()
        try shop.slowDown(seconds: 60)
        let arguments = shop.runArguments
        let slow = Background { try Tieout.run(arguments) }
        #expect(try eventually { try shop.sleepers() > 0 })

        // Another run finds the lock held, and says by whom.
        let second = try shop.run().run
        #expect(second.status == 75 && second.stdout.isEmpty, "\(second)")
        #expect(second.stderr.contains(/process \d+ is writing/), "\(second.stderr)")

        // So does one that would write elsewhere: the first is reading.
        let third = try Tieout.run("run", "--database", shop.database.conninfo, "--output", shop.folder.path("other"))
        #expect(third.status == 75 && third.stderr.contains("another run is reading this database"), "\(third)")

        _ = try shop.value(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE \(Shop.sleeping)")
        try expectLost(try slow.wait(), shop, before)

        // The lock went with the process, and the next run is as if nothing had been.
        try shop.database.run(sql: Shop.awake)
        let next = try shop.run().run
        #expect(next.status == 0 && next.stderr.isEmpty, "\(next)")
        #expect(try shop.published().last == "latest -> 2026-11-22T020000Z-2")
    }

    @Test func aStatementThatTakesTooLong() throws {
        let shop = try Shop("timeout")
        #expect(try shop.run().run.status == 0)
        let before = try shop.published()
        try shop.slowDown(seconds: 60)
        let run = try shop.run("--statement-timeout", "1s").run
        try expectLost(run, shop, before)
        #expect(run.stderr.contains("statement timeout"), "\(run.stderr)")
    }

    @Test func aRowInTheMiddleOfALargeTableThatCannotBeMade() throws {
        let shop = try Shop("large")
        try shop.database.run(
            sql: """
                ALTER TABLE invoices RENAME TO invoices_kept;
                CREATE VIEW invoices AS
                SELECT n AS id, 7 AS "customerId", (1000000 / (200000 - n))::numeric(12,2) AS "amountDue", 'PAID' AS status,
                    NULL::timestamptz AS deleted_at
                FROM generate_series(1, 300000) n;
                """)
        let run = try shop.run().run
        #expect([65, 69].contains(run.status) && run.stdout.isEmpty, "\(run)")
        #expect(run.stderr.contains("invoices") && run.stderr.contains("division by zero"), "\(run.stderr)")
        #expect(try shop.published() == [])
    }

    private func expectLost(_ run: CommandRun, _ shop: Shop, _ before: [String]) throws {
        #expect(run.status == 69 && run.stdout.isEmpty, "\(run)")
        #expect(run.stderr.hasPrefix("tieout: ") && run.stderr.split(separator: "\n").count == 1, "\(run.stderr)")
        #expect(try shop.published() == before)
    }
}

extension Shop {
    static let sleeping = "datname = current_database() AND wait_event = 'PgSleep'"

    static let awake = """
        DROP VIEW "sessionCartItems"; ALTER TABLE kept_items RENAME TO "sessionCartItems";
        """

    var runArguments: [String] {
        ["run", "--database", database.conninfo, "--output", folder.path("output"), "--as-of", Self.asOf]
    }

    /// The cart items are still there, but each is a long time coming.
    func slowDown(seconds: Int) throws {
        try loseStatusUpdate()
        try database.run(
            sql: """
                DELETE FROM orders;
                DELETE FROM order_line_items;
                UPDATE batches SET "reservedQty" = 0;
                UPDATE client_credit_limits SET current_exposure = 0;
                UPDATE "sessionCartItems" SET quantity = 2, "unitPrice" = 12.50;
                UPDATE "liveShoppingSessions" SET "lastActivityAt" = '2026-11-22 01:59Z';
                ALTER TABLE "sessionCartItems" RENAME TO kept_items;
                CREATE VIEW "sessionCartItems" AS SELECT * FROM kept_items WHERE pg_sleep(\(seconds)) IS NOT NULL;
                """)
    }

    func sleepers() throws -> Int {
        Int(try value("SELECT count(*) FROM pg_stat_activity WHERE \(Self.sleeping)") ?? "") ?? 0
    }
}
