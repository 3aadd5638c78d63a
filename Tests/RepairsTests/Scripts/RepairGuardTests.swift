import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: guards")
struct RepairGuardTests {
    /// What someone else did between the run and the repair, and what the script says that it found.
    struct Move: Sendable, CustomTestStringConvertible {
        let proposal: Proposal
        let sql: String
        let words: [String]

        init(_ proposal: Proposal, _ sql: String, _ words: String...) {
            self.proposal = proposal
            self.sql = sql
            self.words = words
        }

        var testDescription: String { "\(proposal.findings[0].rule): \(sql)" }
    }

    static let moves = [
        Move(
            Proposals.openSession, "UPDATE \"liveShoppingSessions\" SET status = 'PAUSED' WHERE id = 1", "ACTIVE",
            "PAUSED"),
        Move(
            Proposals.openSession, "UPDATE \"liveShoppingSessions\" SET \"endedAt\" = now() WHERE id = 1", "endedAt"),
        Move(Proposals.openSession, "UPDATE orders SET total = 28.51 WHERE id = 11", "28.50", "28.51"),
        Move(Proposals.openSession, "UPDATE orders SET tax = 0 WHERE id = 11", "tax", "(null)"),
        Move(Proposals.openSession, "UPDATE orders SET is_draft = true WHERE id = 11", "is_draft"),
        Move(Proposals.openSession, "UPDATE orders SET deleted_at = now() WHERE id = 11", "(null)", "deleted_at"),
        Move(
            Proposals.openSession,
            "UPDATE orders SET created_at = created_at + interval '1 microsecond' WHERE id = 11", "created_at"),
        Move(Proposals.openSession, "UPDATE orders SET \"liveSessionId\" = NULL WHERE id = 12", "(null)"),
        Move(
            Proposals.openSession,
            """
            INSERT INTO orders ("id", "client_id", "order_number", "orderType", "is_draft", "subtotal", "total",
                "liveSessionId", "created_at") VALUES (13, 5, 'SO-13', 'SALE', false, 1, 1, 1, now())
            """, "no such row", "13"),
        Move(
            Proposals.duplicate, "INSERT INTO order_line_items VALUES (34, 11, 8, 1, 1, 1, false)", "no such row", "34"
        ),
        Move(Proposals.duplicate, "DELETE FROM order_line_items WHERE id = 33", "no such row", "33"),
        Move(Proposals.duplicate, "DELETE FROM order_line_items WHERE id = 32", "missing", "32"),
        Move(Proposals.duplicate, "UPDATE orders SET \"saleStatus\" = 'CANCELLED' WHERE id = 12", "CANCELLED"),
        Move(Proposals.amendment, "UPDATE order_line_items SET unit_price = 9.51 WHERE id = 32", "9.51"),
        Move(Proposals.amendment, "UPDATE orders SET \"saleStatus\" = NULL WHERE id = 12", "PENDING"),
        Move(Proposals.reserved, "UPDATE batches SET \"reservedQty\" = 21 WHERE id = 7", "21.0000", "20.0000"),
        Move(Proposals.reserved, "UPDATE batches SET \"reservedQty\" = 'NaN' WHERE id = 7", "NaN", "a number"),
        Move(
            Proposals.reserved, "INSERT INTO order_line_items VALUES (34, 11, 7, 1, 1, 1, false)", "batch_id", "34"),
        Move(Proposals.exposure, "UPDATE client_credit_limits SET current_exposure = 13 WHERE client_id = 5", "13.00"),
        Move(Proposals.exposure, "DELETE FROM client_credit_limits WHERE client_id = 5", "missing"),
        Move(Proposals.exposure, "UPDATE invoices SET \"amountDue\" = 41 WHERE id = 51", "41.00"),
        Move(Proposals.exposure, "INSERT INTO invoices VALUES (52, 5, 1.00, 'SENT', NULL)", "52"),
        Move(
            Proposals.duplicateOverride,
            "UPDATE \"sessionPriceOverrides\" SET \"overridePrice\" = 1 WHERE id = 42", "1.00"),
        Move(Proposals.itemPrice, "DELETE FROM \"sessionPriceOverrides\" WHERE id = 42", "missing"),
        Move(
            Proposals.itemPrice,
            "INSERT INTO \"sessionPriceOverrides\" VALUES (43, 1, 1, 8, now(), now())", "no such row", "43"),
    ]

    @Test(arguments: moves)
    func `What has moved on is skipped and listed`(_ move: Move) throws {
        try Shop.open { shop in
            try shop.database.run(sql: move.sql)
            let moved = try shop.digest()
            try shop.scripts([move.proposal]) { scripts in
                let counts = try scripts.apply("\(move.proposal.findings[0].rule).sql")
                #expect(counts.says(1, 0, 1), "\(counts)")
                #expect(counts.output.contains("moved on since the run read it"), "\(counts)")
                for word in move.words { #expect(counts.output.contains(word), "no \(word) in \(counts)") }
                #expect(counts.output.contains("Nothing was changed."))
                #expect(try shop.digest() == moved)
            }
        }
    }

    @Test func `What somebody has already put right is left alone`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    UPDATE orders SET "saleStatus" = 'CANCELLED', "fulfillmentStatus" = 'CANCELLED' WHERE id = 12;
                    UPDATE client_credit_limits SET current_exposure = 97 WHERE client_id = 5;
                    DELETE FROM "sessionPriceOverrides" WHERE id = 41;
                    """)
            let before = try shop.digest()
            try shop.scripts([Proposals.duplicate, Proposals.exposure, Proposals.duplicateOverride]) { scripts in
                for rule in ["conversion.duplicate-orders", "credit.exposure", "integrity.duplicate-override"] {
                    let counts = try scripts.apply("\(rule).sql")
                    #expect(counts.says(1, 0, 1) && counts.output.contains("already as it should be"), "\(counts)")
                }
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `Rows that changed are skipped, and exactly they`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: Sessions.rows(20))
            try shop.database.run(
                sql: "UPDATE \"liveShoppingSessions\" SET status = 'PAUSED' WHERE id > 1000 AND id % 2 = 0")
            try shop.scripts(Sessions.proposals(20)) { scripts in
                let counts = try scripts.apply("lifecycle.abandoned.sql")
                #expect(counts.says(20, 10, 10), "\(counts)")
                let ended = try shop.value(
                    "SELECT count(*) FROM \"liveShoppingSessions\" WHERE status = 'ENDED' AND id > 1000 AND id % 2 = 1")
                #expect(ended == "10")
            }
        }
    }

    @Test(arguments: ["12345678901234.00", "97.005", "NaN"])
    func `A value that does not fit its column is skipped`(_ value: String) throws {
        try Shop.open { shop in
            let before = try shop.digest()
            let narrow = Proposals.exposure(value)
            try shop.scripts([narrow]) { scripts in
                let counts = try scripts.apply("credit.exposure.sql")
                #expect(counts.says(1, 0, 1), "\(counts)")
                #expect(counts.output.contains("does not fit") && counts.output.contains("numeric(15,2)"), "\(counts)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `An amendment that does not fit in one cell is not applied in any`() throws {
        try Shop.open { shop in
            try shop.database.run(sql: "ALTER TABLE orders ALTER COLUMN subtotal TYPE numeric(4,2)")
            var amendment = Proposals.amendment
            amendment.alternatives = [
                .init(
                    title: "Amend order SO-12",
                    changes: [
                        .set(.line(OrderLineID(32)), column: "unit_price", from: .number("9.50"), to: .number("39.50")),
                        .set(.order(OrderID(12)), column: "subtotal", from: .number("28.50"), to: .number("118.50")),
                    ])
            ]
            let before = try shop.digest()
            try shop.scripts([amendment]) { scripts in
                let counts = try scripts.apply("line.price.sql")
                #expect(counts.says(1, 0, 1) && counts.output.contains("118.50"), "\(counts)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `Additions to one batch are summed, and one too many is left out`() throws {
        try Shop.open { shop in
            let proposals = ["99999999900", "500.5", "40.25"].enumerated().map { index, text in
                let finding = Proposals.settled("hold.reserved", FindingKey(.batch(BatchID(Int64(100 + index)))))
                return Proposals.automatic(
                    [finding], "Add \(text)",
                    [.add(.batch(BatchID(7)), column: "reservedQty", difference: Quantity(literal: text) ?? .zero)])
            }
            let before = try shop.digest()
            try shop.scripts(proposals) { scripts in
                let counts = try scripts.apply("hold.reserved.sql")
                #expect(counts.says(3, 2, 1), "\(counts)")
                #expect(try shop.value("SELECT \"reservedQty\" FROM batches WHERE id = 7") == "99999999960.2500")
                let undo = try scripts.apply("undo/hold.reserved.sql")
                #expect(undo.says(3, 2, 1), "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `An undo refuses what has moved on, and takes off what was added whatever is there`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.duplicate, Proposals.reserved, Proposals.openSession]) { scripts in
                #expect(try scripts.apply("apply-all.sql").status == 0)
                try shop.database.run(
                    sql: """
                        UPDATE batches SET "reservedQty" = "reservedQty" + 100, "updatedAt" = now() WHERE id = 7;
                        UPDATE orders SET "saleStatus" = 'PAID' WHERE id = 12;
                        UPDATE "liveShoppingSessions" SET title = 'x', "updatedAt" = '2026-12-01' WHERE id = 1;
                        """)
                let reserved = try scripts.apply("undo/hold.reserved.sql")
                #expect(reserved.says(1, 1, 0), "\(reserved)")
                #expect(try shop.value("SELECT \"reservedQty\" FROM batches WHERE id = 7") == "117.0000")
                let duplicate = try scripts.apply("undo/conversion.duplicate-orders.sql")
                #expect(duplicate.says(1, 0, 1) && duplicate.output.contains("PAID"), "\(duplicate)")
                let session = try scripts.apply("undo/conversion.open-session.sql")
                #expect(session.says(1, 0, 1) && session.output.contains("moved on since it was applied"), "\(session)")
            }
        }
    }

    @Test func `Another run's change is a foreign change`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.duplicate]) { scripts in
                let counts = try scripts.apply("conversion.duplicate-orders.sql")
                #expect(counts.says(1, 1, 0), "\(counts)")
            }
            let other = RunIdentity(id: "2026-11-23T020000Z", asOf: Shop.asOf)
            try shop.scripts([Proposals.exposure], run: other) { scripts in
                let counts = try scripts.apply("credit.exposure.sql")
                #expect(counts.says(1, 0, 1) && counts.output.contains("CANCELLED"), "\(counts)")
            }
        }
    }
}

/// Many sessions that are to be ended.
enum Sessions {
    static func rows(_ count: Int) -> String {
        """
        INSERT INTO "liveShoppingSessions" ("id", "hostUserId", "clientId", "status", "roomCode", "createdAt", "updatedAt")
        SELECT 1000 + n, 1, 5, 'ACTIVE', 'many-' || n, '2026-11-20 10:00Z', '2026-11-20 11:00Z'
        FROM generate_series(1, \(count)) n
        """
    }

    static func proposals(_ count: Int) -> [Proposal] {
        (1...count).map { number in
            let id = SessionID(Int64(1_000 + number))
            return Proposals.automatic(
                [Proposals.settled("lifecycle.abandoned", FindingKey(.session(id)))], "End session \(id)",
                [
                    .set(.session(id), column: "status", from: .text("ACTIVE"), to: .text("ENDED")),
                    .set(.session(id), column: "endedAt", from: .null, to: .asOf),
                ],
                [
                    .row(
                        .session(id),
                        [
                            ColumnValue("status", .text("ACTIVE")), ColumnValue("endedAt", .null),
                            ColumnValue("lastActivityAt", .null), ColumnValue("deleted_at", .isDeleted(false)),
                            ColumnValue(
                                "updatedAt", .timestamp(Timestamp(year: 2026, month: 11, day: 20, hour: 11))),
                        ]), .members(table: .cartItems, column: "sessionId", value: id.rawValue, ids: []),
                ])
        }
    }
}
