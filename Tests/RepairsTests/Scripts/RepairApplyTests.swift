import FinancialMath
import Foundation
import LiveShopping
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Repair scripts: dry run, apply, undo")
struct RepairApplyTests {
    /// A repair, and the cells that it logs.
    struct Case: Sendable, CustomTestStringConvertible {
        let proposal: Proposal
        let cells: [String]

        init(_ proposal: Proposal, _ cells: [String]) {
            self.proposal = proposal
            self.cells = cells
        }

        var testDescription: String { proposal.alternatives[0].title }
    }

    static let each: [Case] = [
        .init(Proposals.openSession, ["liveShoppingSessions 1 endedAt", "liveShoppingSessions 1 status"]),
        .init(
            Proposals.duplicate,
            ["batches 7 reservedQty", "batches 7 sampleQty", "orders 12 fulfillmentStatus", "orders 12 saleStatus"]),
        .init(
            Proposals.amendment,
            [
                "order_line_items 32 line_total", "order_line_items 32 unit_price", "orders 12 subtotal",
                "orders 12 total",
            ]),
        .init(Proposals.reserved, ["batches 7 reservedQty"]),
        .init(Proposals.exposure, ["client_credit_limits 5 current_exposure"]),
        .init(Proposals.duplicateOverride, ["sessionPriceOverrides 41 *"]),
        .init(Proposals.itemPrice, ["sessionCartItems 21 unitPrice"]),
    ]

    /// The server keeps the plans of functions that were rolled back: each script of a dry run would be slower than the one before.
    @Test func `Dry runs of a connection share their functions, and leave no table`() throws {
        try Shop.open { shop in
            try shop.scripts(Proposals.all) { scripts in
                let run = "to_regprocedure('pg_temp.tieout_run()')::oid"
                try """
                \\ir apply-all.sql
                SELECT \(run) AS first \\gset
                \\ir undo/apply-all.sql
                SELECT concat_ws(' ', 'same', \(run) = :first, count(*))
                FROM pg_class WHERE relnamespace = pg_my_temp_schema();
                """.write(toFile: scripts.path("twice.sql"), atomically: true, encoding: .utf8)
                let both = try scripts.dryRun("twice.sql")
                #expect(both.status == 0 && both.stdout.contains("same t 0"), "\(both)")
            }
        }
    }

    @Test(arguments: each)
    func `A repair is shown, applied once, and taken back exactly`(_ given: Case) throws {
        try Shop.open { shop in
            let file = "\(given.proposal.findings[0].rule).sql"
            let before = try shop.digest()
            try shop.scripts([given.proposal]) { scripts in
                let dry = try Counts(scripts.dryRun(file))
                #expect(dry.says(1, 1, 0), "\(dry)")
                #expect(try shop.digest() == before)
                #expect(try shop.value("SELECT to_regclass('tieout_repair_log')::text") == nil)

                let first = try scripts.apply(file)
                #expect(first.says(1, 1, 0), "\(first)")
                let after = try shop.digest()
                #expect(after != before)
                #expect(try loggedCells(shop) == given.cells)

                let second = try scripts.apply(file)
                #expect(second.says(1, 0, 1), "\(second)")
                #expect(second.output.contains("already applied by this run"))
                #expect(try shop.digest() == after)

                let undo = try scripts.apply("undo/" + file)
                #expect(undo.says(1, 1, 0), "\(undo)")
                #expect(try shop.digest() == before)
                #expect(try scripts.apply("undo/" + file).says(1, 0, 1))

                #expect(try scripts.apply(file).says(1, 1, 0))
                #expect(try shop.digest().split(separator: "\n").count == before.split(separator: "\n").count)
                #expect(try scripts.apply("undo/" + file).says(1, 1, 0))
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `Everything together, in both orders, comes to one end and goes back to one beginning`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts(Proposals.all) { scripts in
                let dry = try scripts.dryRun("apply-all.sql")
                #expect(dry.status == 0, "\(dry.stdout)\(dry.stderr)")
                #expect(try shop.digest() == before)
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("6 |       6 |       0"), "\(all)")
                let cells = try values(shop)
                let undo = try scripts.apply("undo/apply-all.sql")
                #expect(undo.status == 0, "\(undo)")
                #expect(try shop.digest() == before)

                for proposal in Proposals.all.reversed() {
                    let counts = try scripts.apply("\(proposal.findings[0].rule).sql")
                    #expect(counts.says(1, 1, 0), "\(counts)")
                }
                #expect(try values(shop) == cells)
                for proposal in Proposals.all.reversed() {
                    let counts = try scripts.apply("undo/\(proposal.findings[0].rule).sql")
                    #expect(counts.says(1, 1, 0), "\(counts)")
                }
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `An amendment is applied by the first of its scripts and done for the others`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.amendment]) { scripts in
                #expect(try scripts.apply("order.total.sql").says(1, 1, 0))
                let after = try shop.digest()
                #expect(try scripts.apply("line.price.sql").says(1, 0, 1))
                #expect(try scripts.apply("line.total.sql").says(1, 0, 1))
                #expect(try shop.digest() == after)
                #expect(try scripts.apply("undo/line.total.sql").says(1, 1, 0))
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test(arguments: [[0, 1], [1, 0]], [[0, 1], [1, 0]])
    func `Two repairs of one row go and come back in any order`(_ apply: [Int], _ undo: [Int]) throws {
        let session = RowReference.session(SessionID(1))
        let scheduled = Timestamp(year: 2026, month: 11, day: 20)
        let updated = Timestamp(iso8601: "2026-11-20T11:00:00.123456Z") ?? scheduled
        let start = Proposals.automatic(
            [Proposals.settled("lifecycle.no-start", FindingKey(.session(SessionID(1))))], "Set the start",
            [.set(session, column: "startedAt", from: .null, to: .timestamp(scheduled))],
            [
                .row(
                    session,
                    [ColumnValue("status", .text("ACTIVE")), ColumnValue("updatedAt", .timestamp(updated))])
            ])
        let files = ["conversion.open-session.sql", "lifecycle.no-start.sql"]
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.openSession, start]) { scripts in
                for _ in 0..<2 {
                    for index in apply {
                        let counts = try scripts.apply(files[index])
                        #expect(counts.says(1, 1, 0), "\(counts)")
                    }
                    for index in undo {
                        let counts = try scripts.apply("undo/" + files[index])
                        #expect(counts.says(1, 1, 0), "\(counts)")
                    }
                    #expect(try shop.digest() == before)
                }
            }
        }
    }

    @Test(arguments: ["0", "", "yes", "2", "on", "'; DROP TABLE orders; --"])
    func `Anything but 1 and true is a dry run`(_ apply: String) throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.openSession]) { scripts in
                let run = try shop.database.psql(
                    file: scripts.path("conversion.open-session.sql"), variables: ["apply": apply])
                #expect(run.stdout.contains("Dry run: rolled back"), "\(run.stdout)\(run.stderr)")
                #expect(try shop.digest() == before)
            }
        }
    }

    private func loggedCells(_ shop: Shop) throws -> [String] {
        try shop.database.query(
            sql: """
                SELECT table_name || ' ' || row_id || ' ' || column_name FROM tieout_repair_log
                WHERE action <> 'touch' AND column_name <> 'version' ORDER BY table_name COLLATE "C", row_id, column_name COLLATE "C"
                """
        ).compactMap { $0[0] }
    }

    /// What the repairs changed, without the times of change.
    private func values(_ shop: Shop) throws -> [[String?]] {
        try shop.database.query(
            sql: """
                SELECT concat_ws('|', s."status", s."endedAt", o."saleStatus", o."fulfillmentStatus", b."reservedQty",
                    b."sampleQty", c.current_exposure, i."unitPrice", (SELECT count(*) FROM "sessionPriceOverrides"))
                FROM "liveShoppingSessions" s, orders o, batches b, client_credit_limits c, "sessionCartItems" i
                WHERE s.id = 1 AND o.id = 12 AND b.id = 7 AND c.client_id = 5 AND i.id = 21
                """)
    }
}
