import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation
@testable import Repairs
@testable import Reports

@Suite("Repair scripts: choices")
struct RepairChoiceTests {
    private let file = "line.missing.sql"
    private let finding = Proposals.missingLine.findings[0].id

    @Test func `Nothing is active until someone picks it`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.missingLine]) { scripts in
                let counts = try scripts.apply(file)
                #expect(counts.says(1, 0, 1), "\(counts)")
                #expect(try shop.digest() == before)
                let text = try scripts.text(file)
                #expect(text.contains("--  A: Add it to order SO-11. The client pays 5.00 more. Reserve it as well."))
                #expect(text.contains("--  B: Mark it in the cart as not bought. The order stays as it is."))
                #expect(try scripts.text("apply-all.sql").contains(file) == false)
            }
        }
    }

    @Test(arguments: ["A", "B"])
    func `The picked alternative is applied, and taken back`(_ way: String) throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(finding, way, in: file)
                let dry = try scripts.dryRun(file)
                #expect(dry.stdout.contains("Dry run"))
                #expect(try shop.digest() == before)
                let counts = try scripts.apply(file)
                #expect(counts.says(1, 1, 0), "\(counts)")
                let lines = try shop.database.query(
                    sql: """
                        SELECT id, quantity, line_total, is_sample FROM order_line_items WHERE order_id = 11 AND id <> 31
                        """)
                #expect(lines == (way == "A" ? [["34", "2.00", "5.00", "f"]] : []))
                #expect(
                    try shop.value("SELECT \"itemStatus\" FROM \"sessionCartItems\" WHERE id = 21")
                        == (way == "A" ? "TO_PURCHASE" : "INTERESTED"))
                #expect(try scripts.apply(file).says(1, 0, 1))
                let undo = try scripts.apply("undo/" + file)
                #expect(undo.says(1, 1, 0), "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `Two picks for one finding are an error, and nothing is applied`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(finding, "A", in: file)
                try scripts.pick(finding, "B", in: file)
                let counts = try scripts.apply(file)
                #expect(counts.status == 3, "\(counts)")
                #expect(counts.output.contains("more than one alternative is picked for finding \(finding)"))
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `A new line's id comes from where the table's ids come from`() throws {
        try Shop.open { shop in
            try shop.database.run(
                sql: """
                    ALTER TABLE order_line_items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 500);
                    """)
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(finding, "A", in: file)
                let counts = try scripts.apply(file)
                #expect(counts.says(1, 1, 0), "\(counts)")
                #expect(try shop.value("SELECT max(id) FROM order_line_items") == "500")
            }
        }
    }

    @Test func `An undo leaves a new line that was changed since`() throws {
        try Shop.open { shop in
            try shop.scripts([Proposals.missingLine]) { scripts in
                try scripts.pick(finding, "A", in: file)
                #expect(try scripts.apply(file).says(1, 1, 0))
                try shop.database.run(sql: "UPDATE order_line_items SET quantity = 4 WHERE id = 34")
                let undo = try scripts.apply("undo/" + file)
                #expect(undo.says(1, 0, 1) && undo.output.contains("moved on"), "\(undo)")
            }
        }
    }

    @Test func `Automatic repairs of the same rule do not wait for a choice`() throws {
        try Shop.open { shop in
            var choice = Proposals.missingLine
            choice.findings = [
                Proposals.settled("conversion.open-session", FindingKey(.session(SessionID(3))))
            ]
            try shop.scripts([Proposals.openSession, choice]) { scripts in
                #expect(try scripts.apply("conversion.open-session.sql").says(2, 1, 1))
                try scripts.pick(choice.findings[0].id, "B", in: "conversion.open-session.sql")
                #expect(try scripts.apply("conversion.open-session.sql").says(2, 1, 1))
            }
        }
    }

    /// Three choices about order 11, each of them about something else, which rest on the same.
    private static let alike: [Proposal] = [
        (OrderID(11), .set(.item(CartItemID(21)), column: "itemStatus", from: toBuy, to: .text("INTERESTED"))),
        (OrderID(12), .set(.item(CartItemID(22)), column: "itemStatus", from: toBuy, to: .text("INTERESTED"))),
        (OrderID(13), .set(.order(OrderID(12)), column: "tax", from: .null, to: .number("1.00"))),
    ].map { (order: OrderID, change: Change) in
        Proposal(
            findings: [Proposals.settled("line.missing", FindingKey(.session(SessionID(1)), .order(order)))],
            repair: .choice, alternatives: [.init(title: "Mend \(order)", changes: [change])],
            evidence: Proposals.missingLine.evidence)
    }

    private static let toBuy = Cell.text("TO_PURCHASE")

    @Test func `What several rest on is written once, and looked at for each that is picked`() throws {
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts(Self.alike) { scripts in
                let rows = try scripts.text(file).split(separator: "\n").filter { $0.contains("CONFIRMED") }
                #expect(rows.count == 1, "\(rows)")
                for choice in Self.alike.dropFirst() { try scripts.pick(choice.findings[0].id, "A", in: file) }
                let counts = try scripts.apply(file)
                #expect(counts.says(3, 2, 1), "\(counts)")
                let undo = try scripts.apply("undo/" + file)
                #expect(undo.done == 2, "\(undo)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test(arguments: [
        "UPDATE orders SET total = 28.51 WHERE id = 11", "DELETE FROM orders WHERE id = 11",
        "INSERT INTO order_line_items VALUES (39, 11, 8, 1, 1, 1, false)",
    ])
    func `When what several rest on has moved on, each of them is skipped`(_ move: String) throws {
        try Shop.open { shop in
            try shop.scripts(Self.alike) { scripts in
                for choice in Self.alike.dropFirst() { try scripts.pick(choice.findings[0].id, "A", in: file) }
                try shop.database.run(sql: move)
                let counts = try scripts.apply(file)
                #expect(counts.says(3, 0, 3), "\(counts)")
                for choice in Self.alike.dropFirst() {
                    let lines = counts.output.split(separator: "\n").filter { $0.contains("\(choice.findings[0].id)") }
                    #expect(lines.contains { $0.contains("moved on") }, "\(counts)")
                }
            }
        }
    }

    @Test(arguments: [3, 60])
    func `Wrong prices of an order that was invoiced rest on its rows once`(_ count: Int) throws {
        let example = RuleExample.silent("Every price of an invoiced order is another than the cart's.") { world in
            world.session(.converted)
            world.order { $0.invoiceID = ID(1) }
            for number in 1...count {
                if number > 1 { world.batch() }
                world.item { $0.batchID = ID(Int64(number)) }
                world.line {
                    $0.batchID = ID(Int64(number))
                    $0.unitPrice = .number("13")
                }
            }
        }
        let proposals = try example.outcome().proposals.filter { $0.findings[0].rule == "line.price" }
        #expect(proposals.count == count)
        let plan = RepairPlan(
            rule: "line.price", proposals: proposals, names: SQLNames(schema: "public"), asOf: RuleExample.asOf)
        // The order, and each line and item of it.
        #expect(plan.evidence.reduce(0) { $0 + $1.places.count } == 1 + 2 * count)
        #expect(plan.repairs.allSatisfy { $0.basis == 1 })
    }
}
