import Foundation
import TestSupport
import Testing

@Suite("A statement can be sent to its client")
struct StatementPageTests {
    /// Everything that a client asks about, on one page, made of one run.
    @Test func saysWhatIsOwedInTheClientsWords() throws {
        let shop = try Shop("statement")
        try shop.database.run(
            sql: """
                ALTER TABLE invoices ADD COLUMN "invoiceNumber" varchar(50), ADD COLUMN "invoiceDate" date,
                    ADD COLUMN "dueDate" timestamp;
                INSERT INTO invoices (id, "customerId", "amountDue", status, "invoiceNumber", "invoiceDate", "dueDate")
                VALUES (1, 7, 100.00, 'VIEWED', 'INV-2', '2026-11-10', '2026-12-10'),
                    (2, 7, 40.00, 'DRAFT', 'INV-3', '2026-11-11', NULL),
                    (3, 7, 7.00, 'PARTIAL', 'INV-1', '2026-11-09', '2026-11-23 00:00');
                INSERT INTO "liveShoppingSessions" (id, "hostUserId", "clientId", status, "roomCode", "scheduledAt",
                    "startedAt", "endedAt", "createdAt", "updatedAt")
                VALUES (1, 1, 7, 'ACTIVE', 'OPEN', NULL, '2026-11-21 23:30Z', NULL, '2026-11-01Z', '2026-11-22 01:00Z'),
                    (2, 1, 7, 'SCHEDULED', 'LATER', '2026-11-29 18:00Z', NULL, NULL, '2026-11-20Z', '2026-11-20Z'),
                    (3, 1, 7, 'ENDED', 'OVER', NULL, '2026-11-15 10:00Z', '2026-11-15 11:00Z', '2026-11-15Z',
                        '2026-11-15 11:00Z'),
                    (4, 1, 7, 'CANCELLED', 'NEVER', '2026-11-14 10:00Z', NULL, NULL, '2026-11-21Z', '2026-11-21Z');
                INSERT INTO "sessionCartItems" (id, "sessionId", "batchId", "productId", quantity, "unitPrice",
                    "isSample", "itemStatus", "createdAt", "updatedAt")
                SELECT id, id, 3, 1, id, 12.50, false, 'TO_PURCHASE', '2026-11-15Z', '2026-11-15Z'
                FROM "liveShoppingSessions";
                """)
        let templates = shop.folder.path("templates")
        try FileManager.default.copyItem(atPath: Tieout.packageRoot.path + "/templates", toPath: templates)
        try "<p>Tea House Ltd</p>\n".write(toFile: templates + "/sender.mustache", atomically: true, encoding: .utf8)
        let run = try shop.run(
            "--audience", "client", "--client", "7", "--time-zone", "Europe/Berlin", "--templates", templates)
        #expect(run.run.status == 0, "\(run.run.stderr)")
        let path = run.run.stdout.dropFirst("Statement: ".count).dropLast()
        let page = try String(contentsOfFile: String(path), encoding: .utf8)
            .replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "")
        let text = page.replacing(/<[^>]*>/, with: "|").replacing(/\|+/, with: "|")

        #expect(text.contains("|Tea House Ltd|") && text.contains("client 7 · as of 22 November 2026, 03:00"))
        #expect(text.contains("Times are Europe/Berlin."))
        // A draft is nothing that is owed, and is listed nowhere; what is left of the credit knows of it.
        let sums = [
            ("Invoices", "107.00"), ("Owed", "107.00"), ("In preparation", "40.00"), ("In open carts", "12.50"),
            ("Available", "9,840.50"),
        ]
        for (name, amount) in sums {
            #expect(text.contains(try Regex("\\|\(name)\\|[^|]*\\|\(amount)\\|")), "\(name) \(amount)\n\(text)")
        }
        #expect(!text.contains("INV-3") && !text.contains("DRAFT"))
        let invoices = text.matches(of: /INV-[0-9]\|[^\n]*/).map { String($0.0) }
        #expect(
            invoices == [
                "INV-1|9 November 2026|23 November 2026|partly paid|7.00|",
                "INV-2|10 November 2026|10 December 2026|open|100.00|",
            ])
        // By the day that is shown, and every cart says why it is there.
        let days = text.matches(of: /\|([0-9]+ November 2026): session ([0-9])/).map { "\($0.1) \($0.2)" }
        #expect(days == ["29 November 2026 2", "22 November 2026 1", "15 November 2026 3", "14 November 2026 4"])
        let notes = text.matches(of: /\|([^|]*(?:open carts|in no sum) above\.)/).map { String($0.1) }
        #expect(
            notes == [
                "Put aside for a session that has not begun. It is in no sum above.",
                "In the cart, not ordered yet. It is part of what is in open carts above.",
                "Was in the cart when the session ended, and was not ordered. It is in no sum above.",
                "Was in the cart of a session that was cancelled. It is in no sum above.",
            ])
    }
}
