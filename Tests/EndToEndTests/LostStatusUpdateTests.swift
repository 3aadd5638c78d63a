import Foundation
import TestSupport
import Testing

/// The flagship: what happens when the order is created and the session's status update is lost.
@Suite struct LostStatusUpdateTests {
    @Test(arguments: [false, true])
    func isFoundRepairedAndUndone(linkedByNoteAlone: Bool) throws {
        let shop = try Shop("lost")
        try shop.loseStatusUpdate(linkedByNoteAlone: linkedByNoteAlone)
        let script = "repairs/conversion.open-session.sql"
        let status = #"SELECT status FROM "liveShoppingSessions" WHERE id = 42"#

        // The night finds it, and nothing else.
        let night = try shop.run()
        #expect(night.run.status == 2, "\(night.run.stderr)")
        #expect(try night.findings() == ["conversion.open-session session=42"])
        let finding = try #require(try night.rows("findings.csv").first)
        #expect(finding["expected"] == "CONVERTED" && finding["actual"] == "ACTIVE")
        #expect(finding["impact"] == "25.00" && finding["repair"] == "automatic")

        // The script, dry, changes nothing.
        let before = try shop.fingerprint()
        let dry = try shop.database.psql(file: night.path(script))
        #expect(dry.status == 0, "\(dry.stderr)")
        #expect(try shop.fingerprint() == before)
        #expect(try shop.value(status) == "ACTIVE")

        // Applied, the session is CONVERTED as of its order.
        let applied = try shop.database.psql(file: night.path(script), variables: ["apply": "1"])
        #expect(applied.status == 0, "\(applied.stderr)")
        #expect(try shop.value(status) == "CONVERTED")
        #expect(
            try shop.value(#"SELECT "endedAt" = '2026-11-22 01:00Z' FROM "liveShoppingSessions" WHERE id = 42"#) == "t")

        // Applied again, nothing; the next run is clean, and silent.
        let repaired = try shop.fingerprint()
        #expect(try shop.database.psql(file: night.path(script), variables: ["apply": "1"]).status == 0)
        #expect(try shop.fingerprint() == repaired)
        let next = try shop.run()
        #expect(next.run.status == 0 && next.run.stdout.isEmpty, "\(next.run.stdout)")
        #expect(try next.findings() == [])

        // Undone, everything is as it was, and the finding is back under its address.
        let undone = try shop.database.psql(
            file: night.path("repairs/undo/conversion.open-session.sql"), variables: ["apply": "1"])
        #expect(undone.status == 0, "\(undone.stderr)")
        #expect(try shop.fingerprint() == before)
        let again = try #require(try shop.run().rows("findings.csv").first)
        #expect(again["finding_id"] == finding["finding_id"])
    }

    @Test(arguments: [false, true])
    func theSecondClickIsCancelledAndItsReservationGivenBack(linkedByNoteAlone: Bool) throws {
        let shop = try Shop("double")
        try shop.loseStatusUpdate(linkedByNoteAlone: linkedByNoteAlone)
        try shop.clickAgain()

        let night = try shop.run()
        #expect(
            try night.findings() == [
                "conversion.open-session session=42", "conversion.duplicate-orders session=42",
            ])
        let duplicate = try #require(try night.rows("findings.csv").last)
        #expect(duplicate["impact"] == "25.00" && duplicate["repair"] == "automatic")

        let applied = try shop.database.psql(
            file: night.path("repairs/conversion.duplicate-orders.sql"), variables: ["apply": "1"])
        #expect(applied.status == 0, "\(applied.stderr)")
        let statuses = try shop.database.query(
            sql: #"SELECT id, "saleStatus", "fulfillmentStatus" FROM orders ORDER BY id"#)
        #expect(statuses == [["17", "PENDING", "CONFIRMED"], ["18", "CANCELLED", "CANCELLED"]])
        #expect(try shop.value(#"SELECT "reservedQty" = 2 FROM batches WHERE id = 3"#) == "t")

        // The copy no longer counts as exposure: the credit desk's figure is what is left to correct.
        let next = try shop.run()
        #expect(try next.findings() == ["conversion.open-session session=42", "credit.exposure client=7"])
    }
}
