import Foundation
import TestSupport
import Testing

@Suite("What went away, and how old the data is, comes first")
struct LostInputTests {
    /// Invoices that the client owes; without them its exposure looks wrong.
    private func billed() throws -> Shop {
        let shop = try Shop("lost")
        try shop.loseStatusUpdate()
        try shop.database.run(
            sql: """
                INSERT INTO invoices (id, "customerId", "amountDue", status) VALUES (1, 7, 100.00, 'SENT');
                UPDATE client_credit_limits SET current_exposure = 125.00;
                """)
        return shop
    }

    /// The run before, as of a minute earlier.
    private func before(_ shop: Shop) throws -> NightResult {
        try shop.run("--exposure-basis", "orders", "--as-of", "2026-11-22T01:59:00Z")
    }

    @Test func anInputThatTheRunBeforeHadIsMissed() throws {
        let shop = try billed()
        #expect(try !before(shop).text("index.html").contains("Gone since the run before"))
        // Nothing there is called nearly so: it might be a site that has none.
        try shop.database.run(sql: "ALTER TABLE invoices RENAME TO receivables")
        let night = try shop.run("--exposure-basis", "orders")
        let lines = night.run.stdout.split(separator: "\n")
        #expect(lines.count > 1 && lines[1].hasPrefix("Gone since the run before: invoices."), "\(night.run.stdout)")
        #expect(try night.text("index.html").contains("Gone since the run before: invoices."))
        let exposure = try #require(try night.rows("findings.csv").first { $0["rule"] == "credit.exposure" })
        #expect(exposure["expected"] == "25.00" && exposure["repair"] == "manual", "\(exposure)")
        #expect(!FileManager.default.fileExists(atPath: night.path("repairs/credit.exposure.sql")))
    }

    @Test func whatTheSiteIsSaidToHaveNoneOfIsNotMissed() throws {
        let shop = try billed()
        _ = try before(shop)
        let config = shop.folder.path("tieout.yaml")
        try "tables:\n  invoices: none\n".write(toFile: config, atomically: true, encoding: .utf8)
        let night = try shop.run("--exposure-basis", "orders", "--config", config)
        #expect(!night.run.stdout.contains("Gone since"), "\(night.run.stdout)")
        let exposure = try #require(try night.rows("findings.csv").first { $0["rule"] == "credit.exposure" })
        #expect(exposure["repair"] == "automatic", "\(exposure)")
    }

    @Test func repairsThatRestOnWhatWentAwayAreWithheld() throws {
        let shop = try billed()
        try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = 0")
        #expect(try FileManager.default.fileExists(atPath: before(shop).path("repairs/conversion.open-session.sql")))
        try shop.database.run(sql: #"ALTER TABLE orders RENAME COLUMN "liveSessionId" TO "shop""#)
        try shop.database.run(sql: "UPDATE orders SET notes = 'Live Shopping Session #TEA-ROOM-1'")
        let night = try shop.run("--exposure-basis", "orders")
        #expect(night.run.stdout.contains("Gone since the run before: orders.liveSessionId."), "\(night.run.stdout)")
        #expect(!FileManager.default.fileExists(atPath: night.path("repairs/conversion.open-session.sql")))
        #expect(FileManager.default.fileExists(atPath: night.path("repairs/withheld/conversion.open-session.sql")))
        let reason = try night.text("repairs/withheld/REASON.txt")
        #expect(reason.contains("orders.liveSessionId, which the run before had"), "\(reason)")
    }

    @Test func theNewestTimeStandsBesideTheRuns() throws {
        let shop = try billed()
        let night = try shop.run()
        let head = "tieout as of 2026-11-22T02:00:00Z, newest time read 2026-11-22T01:00:00Z: "
        #expect(night.run.stdout.hasPrefix(head), "\(night.run.stdout)")
        let page = try night.text("index.html").replacing(/<\/?time[^>]*>/, with: "")
        #expect(page.contains("newest time read 2026-11-22 01:00"))
        #expect(!night.run.stdout.contains("more than a day before"))
        try shop.database.run(sql: #"UPDATE "liveShoppingSessions" SET "updatedAt" = '2026-11-22 02:00:01Z'"#)
        #expect(try shop.run().run.stdout.contains("02:00:01Z, is later than 2026-11-22T02:00:00Z"))
        let late = try CommandRun.run(
            Tieout.executable.path,
            ["run", "--database", shop.database.conninfo, "--output", shop.folder.path("late")],
            directory: Tieout.packageRoot.path)
        #expect(late.stdout.contains("is more than a day before"), "\(late.stdout)")
    }

    @Test func aRunIsAsOfNoTimeToCome() throws {
        let shop = try billed()
        let run = try CommandRun.run(
            Tieout.executable.path,
            [
                "run", "--database", shop.database.conninfo, "--output", shop.folder.path("output"), "--as-of",
                "2999-01-01T00:00:00Z",
            ], directory: Tieout.packageRoot.path)
        #expect(run.status == 64 && run.stderr.contains("is later than the moment that was read"), "\(run)")
    }
}
