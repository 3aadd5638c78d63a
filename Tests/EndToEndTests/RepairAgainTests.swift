import Foundation
import TestSupport
import Testing

@Suite("What two runs as of one moment repair")
struct RepairAgainTests {
    /// Scripts know what they have done by run and finding; two runs as of one moment are two runs all the same.
    @Test func isRepairedAgainWhenItHasAnotherFigure() throws {
        let shop = try Shop("again")
        try shop.database.run(sql: #"UPDATE batches SET "reservedQty" = 0"#)
        for exposure in ["50.00", "70.00"] {
            try shop.database.run(sql: "UPDATE client_credit_limits SET current_exposure = \(exposure)")
            let night = try shop.run()
            #expect(try night.findings() == ["credit.exposure client=7"])
            try apply(night, "credit.exposure.sql", to: shop)
            let stored = try shop.value("SELECT current_exposure FROM client_credit_limits")
            #expect(stored == "0.00", "after \(exposure)")
        }
    }

    /// A repair that moved the item's time of change would move an old item into the window of the price rules.
    @Test func bringsNoOldPriceBack() throws {
        let shop = try Shop("window")
        try shop.database.run(
            sql: """
                UPDATE batches SET "reservedQty" = 0;
                UPDATE client_credit_limits SET current_exposure = 0;
                INSERT INTO products (id, "nameCanonical", category) VALUES (2, 'Assam', 'TEA');
                INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "startedAt",
                    "endedAt", "createdAt", "updatedAt")
                VALUES (42, 1, 7, 'ENDED', 'OLD', '2026-09-01', '2026-09-02', '2026-09-01', '2026-09-02');
                INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice",
                    "isSample", "itemStatus", "createdAt", "updatedAt")
                VALUES (5, 42, 3, 2, 2, 0, false, 'TO_PURCHASE', '2026-09-01', '2026-09-01');
                """)
        let night = try shop.run()
        #expect(try night.findings() == ["integrity.product item=5"])
        try apply(night, "integrity.product.sql", to: shop)
        let after = try shop.run().findings()
        #expect(after == [])
    }

    private func apply(_ night: NightResult, _ script: String, to shop: Shop) throws {
        let run = try shop.database.psql(file: night.path("repairs/" + script), variables: ["apply": "1"])
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run.stderr)")
    }
}
