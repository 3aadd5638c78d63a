import FinancialMath
import LiveShopping
import Snapshots
import TestSupport
import Testing

@testable import Reconciliation
@testable import Repairs
@testable import Reports

/// Repairs that meet in a row, and what came since the run beside the rows that they change.
@Suite("Repair scripts: what meets in one row, and what came beside it")
struct RepairMeetingTests {
    /// The sums that an order has are its lines', whatever was picked first.
    @Test(arguments: [["line.total", "line.extra"], ["line.extra", "line.total"]])
    func `A line that is one too many and has a wrong total is taken off once`(_ rules: [String]) throws {
        try Self.shop({ world in
            Self.sale(&world, total: "45")
            world.line { $0.batchID = ID(1) }
            world.line { ($0.batchID, $0.quantity, $0.lineTotal) = (ID(2), .number("1"), .number("20")) }
        }) { shop, outcome, scripts in
            try Self.expect(1, by: rules, outcome, scripts)
            let left = try Self.outcome(shop.database).findings
            #expect(left.allSatisfy { $0.rule.family != "order" }, "\(left)")
        }
    }

    @Test(arguments: [["line.missing", "order.subtotal"], ["order.subtotal", "line.missing"]])
    func `A lost line is not forgotten by who adds up what is left`(_ rules: [String]) throws {
        try Self.shop({ world in
            world.batch()
            Self.sale(&world, total: "50")
            world.item { $0.batchID = ID(2) }
            world.line { $0.batchID = ID(1) }
        }) { shop, outcome, scripts in
            try Self.expect(1, by: rules, outcome, scripts)
            let left = try Self.outcome(shop.database).findings
            #expect(left.allSatisfy { $0.rule.family != "order" }, "\(left)")
            for rule in rules.reversed() { #expect(try scripts.apply("undo/\(rule).sql").status == 0) }
            // What was kept is free again.
            let again = try rules.reversed().map { try scripts.apply("\($0).sql").done }
            #expect(again == [1, 0])
        }
    }

    @Test(arguments: [
        ["conversion.missing-order", "lifecycle.no-end"], ["lifecycle.no-end", "conversion.missing-order"],
    ])
    func `A session that is reopened gets no end`(_ rules: [String]) throws {
        try Self.shop({ world in
            world.session(.converted) { $0.endedAt = nil }
            world.item()
        }) { shop, outcome, scripts in
            try Self.expect(1, by: rules, outcome, scripts)
            let left = try shop.database.query(
                sql: #"SELECT status = 'CONVERTED' OR "endedAt" IS NULL FROM "liveShoppingSessions""#)
            #expect(left == [["t"]])
        }
    }

    /// Each is right by itself; together the order would have what is no longer in the cart.
    @Test(arguments: ["A", "B"], [true, false])
    func `Who reckons with all items of a cart does not meet who takes one out`(_ way: String, _ isFirst: Bool) throws {
        try Self.shop({ world in
            Self.sale(&world, total: "37.50")
            world.item()
            world.line { ($0.quantity, $0.lineTotal) = (.number("3"), .number("37.50")) }
        }) { shop, outcome, scripts in
            let quantity = try #require(outcome.proposals.first { $0.findings[0].rule == "line.quantity" })
            try scripts.pick(quantity.findings[0].id, way, in: "line.quantity.sql")
            let surplus = try #require(outcome.proposals.first { $0.findings[0].rule == "integrity.duplicate-item" })
            try scripts.pick(surplus.findings[0].id, "A", in: "integrity.duplicate-item.sql")
            let rules = ["line.quantity", "integrity.duplicate-item"]
            let done = try (isFirst ? rules : rules.reversed()).map { try scripts.apply("\($0).sql").done }
            #expect(done == [1, 0])
        }
    }

    @Test func `An order that was billed since the run is not amended`() throws {
        try Self.shop({ world in
            world.session(.converted)
            world.item()
            world.order { ($0.subtotal, $0.total) = (.number("26"), .number("26")) }
            world.line { ($0.unitPrice, $0.lineTotal) = (.number("13"), .number("26")) }
        }) { shop, outcome, scripts in
            try shop.database.run(
                sql: """
                    INSERT INTO invoices (id, "customerId", "totalAmount", "amountDue", status, "referenceType", "referenceId")
                    VALUES (77, 1, 26, 26, 'SENT', 'ORDER', 1)
                    """)
            try Self.expect(0, by: ["line.price"], outcome, scripts)
        }
    }

    @Test(arguments: ["Live Shopping Session #room-10", "Corrected."])
    func `An order that only its note linked is not cancelled once the note says something else`(_ note: String) throws
    {
        try Self.shop({ world in
            world.session(.converted) { $0.roomCode = "room-1" }
            world.item()
            for _ in 1...2 {
                world.order {
                    $0.liveSessionID = nil
                    $0.notes = "Monday. Live Shopping Session #room-1, thanks"
                }
            }
            for order in 1...2 { world.line { $0.orderID = ID(Int64(order)) } }
        }) { shop, outcome, scripts in
            #expect(outcome.findings.contains { $0.rule == "conversion.duplicate-orders" && $0.repair == .automatic })
            try shop.database.run(sql: "UPDATE orders SET notes = '\(note)' WHERE id = 2")
            try Self.expect(0, by: ["conversion.duplicate-orders"], outcome, scripts)
            let note = "Live Shopping Session #room-1"
            try shop.database.run(sql: "UPDATE orders SET notes = '\(note)' WHERE id = 2")
            try Self.expect(1, by: ["conversion.duplicate-orders"], outcome, scripts)
        }
    }

    /// The second write was late: what came is the sale's order, and giving the sale up would leave it to nobody.
    @Test(arguments: [
        ("Live Shopping Session #room-1", 0),
        ("By phone. Live Shopping Session #; Live Shopping Session #room-1\nok", 0),
        ("Live Shopping Session #room-10", 1), ("Live Shopping Session #room-2, Live Shopping Session #room-1", 1),
        ("live shopping session #room-1", 1),
    ])
    func `An order that names the room since the run is a sale's`(_ note: String, _ done: Int) throws {
        for hasColumn in [true, false] {
            try Self.shop(
                { world in
                    world.session(.converted) { $0.roomCode = "room-1" }
                    world.item()
                    // Offers that were there: one is named by its note, one by the column, where there is one.
                    for link in [nil, SessionID(1)] {
                        world.order {
                            ($0.liveSessionID, $0.isDraft, $0.isDeleted) = (link, false, true)
                            ($0.type, $0.notes) = (.known(.quote), "Live Shopping Session #room-1")
                        }
                    }
                }, afterwards: hasColumn ? "" : #"ALTER TABLE orders DROP COLUMN "liveSessionId""#
            ) { shop, outcome, scripts in
                try shop.database.run(sql: "UPDATE orders SET notes = NULL WHERE id = 2 AND \(hasColumn)")
                try shop.database.run(
                    sql: """
                        INSERT INTO orders (id, order_number, "orderType", client_id, subtotal, total, is_draft, notes)
                        VALUES (9, 'O-9', 'SALE', 1, 25, 25, false, '\(note)')
                        """)
                try Self.expect(done, by: ["conversion.missing-order"], outcome, scripts)
            }
        }
    }

    /// It was there when the run read it, and did not count.
    @Test(arguments: [true, false])
    func `A draft that has become a sale since is one`(_ isNoted: Bool) throws {
        try Self.shop({ world in
            world.session(.active) {
                $0.roomCode = "room-1"
                $0.expiresAt = .ago(minutes: 5)
            }
            world.order {
                ($0.liveSessionID, $0.notes) =
                    isNoted ? (nil, "Live Shopping Session #room-1") : ($0.liveSessionID, nil)
                ($0.type, $0.isDraft, $0.fulfillmentStatus) = (.known(.quote), true, .known(.draft))
            }
        }) { shop, outcome, scripts in
            try shop.database.run(sql: #"UPDATE orders SET "orderType" = 'SALE', is_draft = false"#)
            try Self.expect(0, by: ["lifecycle.abandoned"], outcome, scripts)
            try shop.database.run(sql: #"UPDATE orders SET "orderType" = 'QUOTE', is_draft = true"#)
            try Self.expect(1, by: ["lifecycle.abandoned"], outcome, scripts)
        }
    }

    @Test func `An order whose invoice was void when the run read it, and is not since, is not cancelled`() throws {
        try Self.shop({ world in
            world.session(.converted)
            world.item()
            for _ in 1...2 {
                world.order()
                world.line()
            }
            world.billedAgain { $0.status = .known(.void) }
        }) { shop, outcome, scripts in
            try #require(outcome.proposals.contains { $0.findings[0].rule == "conversion.duplicate-orders" })
            try shop.database.run(sql: "UPDATE invoices SET status = 'SENT'")
            try Self.expect(0, by: ["conversion.duplicate-orders"], outcome, scripts)
        }
    }

    /// Of goods that left, as much is taken off what is on hand as is released, after another repair has moved that.
    @Test func `What is on hand follows what is reserved`() throws {
        try Self.shop({ world in
            world.stock { $0.reserved = .number("9") }
            Self.sale(&world, total: "62.50")
            world.line { ($0.quantity, $0.lineTotal) = (.number("5"), .number("62.50")) }
            world.order { ($0.liveSessionID, $0.origin, $0.fulfillmentStatus) = (nil, nil, .known(.shipped)) }
            world.line()
        }) { shop, outcome, scripts in
            let stock = #"SELECT trim_scale("onHandQty"), trim_scale("reservedQty") FROM batches WHERE id = 1"#
            let before = try shop.database.query(sql: stock)
            try Self.expect(1, by: ["line.quantity"], outcome, scripts)
            let choices = outcome.proposals.filter { $0.repair == .choice }
            let choice = try #require(choices.first { $0.findings[0].rule == "hold.reserved" })
            try scripts.pick(choice.findings[0].id, "B", in: "hold.reserved.sql")
            #expect(try scripts.apply("hold.reserved.sql").done == 1)
            #expect(try shop.database.query(sql: stock) == [["93", "2"]] && before == [["100", "9"]], "\(before)")
        }
    }

    @Test func `Two cuts that rest on the same cart are both made`() throws {
        try Self.shop({ world in
            world.batch()
            world.session(.active)
            for batch in 1...2 { world.item { ($0.batchID, $0.quantity) = (ID(Int64(batch)), .number("120")) } }
        }) { _, outcome, scripts in
            try Self.expect(2, by: ["hold.oversold"], outcome, scripts)
        }
    }

    @Test(arguments: [(nil, 2), (.known(.rejected), 1)] as [(Word<NegotiationStatus>?, Int)])
    func `A price is kept as agreed only where nobody has offered another`(
        _ status: Word<NegotiationStatus>?, _ ways: Int
    ) throws {
        let example = RuleExample.silent("A price that no rule gives.") { world in
            world.session(.active)
            world.item { ($0.unitPrice, $0.negotiationStatus) = (.number("20"), status) }
        }
        let choice = try #require(example.outcome().proposals.first { $0.findings[0].rule == "price.margin" })
        #expect(choice.alternatives.count == ways)
    }

    @Test(arguments: ["12.50", "0"])
    func `A sample that is marked as bought costs what it says a piece, or was billed by`(_ price: String) throws {
        try Self.shop({ world in
            Self.sale(&world, total: "20")
            world.line { ($0.isSample, $0.unitPrice, $0.lineTotal) = (true, .number(price), .number("20")) }
        }) { shop, outcome, scripts in
            let choice = try #require(outcome.proposals.first { $0.findings[0].rule == "line.sample-billed" })
            try scripts.pick(choice.findings[0].id, "B", in: "line.sample-billed.sql")
            #expect(try scripts.apply("line.sample-billed.sql").done == 1)
            let left = try Self.outcome(shop.database).findings.filter { ["line", "order"].contains($0.rule.family) }
            // The cart says 12.50.
            #expect(left.allSatisfy { price == "0" && $0.rule == "line.price" }, "\(left)")
        }
    }

    @Test func `What no price comes to is not bought`() throws {
        let example = RuleExample.silent("A sample without a price that is billed.") { world in
            Self.sale(&world, total: "20.01")
            world.line { ($0.isSample, $0.unitPrice, $0.lineTotal) = (true, .number("0"), .number("20.01")) }
        }
        let choice = try #require(example.outcome().proposals.first { $0.findings[0].rule == "line.sample-billed" })
        #expect(choice.alternatives.map(\.title) == ["Take the amount off the line"])
    }

    @Test(arguments: [(ID<Invoice>(1), true), (nil, false)])
    func `Who changes an order that was invoiced is told to look first`(_ invoice: InvoiceID?, _ isTold: Bool) throws {
        let example = RuleExample.silent("An order with too few.") { world in
            world.session(.converted)
            world.item()
            world.order { ($0.invoiceID, $0.subtotal, $0.total) = (invoice, .number("12.50"), .number("12.50")) }
            world.line { ($0.quantity, $0.lineTotal) = (.number("1"), .number("12.50")) }
        }
        let choice = try #require(example.outcome().proposals.first { $0.findings[0].rule == "line.quantity" })
        #expect(choice.alternatives[0].consequence.contains("See first that the order was not billed") == isTold)
    }

    /// What a closed cart held is free: nothing is to be cut any more.
    @Test(arguments: [false, true])
    func `Nothing is cut from carts of which one was closed meanwhile`(byThisRun: Bool) throws {
        try Self.shop({ world in
            world.session(.active) { $0.expiresAt = .ago(minutes: 5) }
            world.session(.active)
            for session in 1...2 {
                world.item { ($0.sessionID, $0.quantity) = (ID(Int64(session)), .number("60")) }
            }
        }) { shop, outcome, scripts in
            try #require(outcome.findings.contains { $0.rule == "hold.oversold" && $0.repair == .choice })
            if byThisRun {
                try Self.expect(1, by: ["hold.abandoned"], outcome, scripts)
            } else {
                try shop.database.run(sql: #"UPDATE "liveShoppingSessions" SET status = 'ENDED' WHERE id = 1"#)
            }
            try Self.expect(0, by: ["hold.oversold"], outcome, scripts)
        }
    }
}

private extension RepairMeetingTests {
    /// A sale that was invoiced: what is wrong with it is a choice.
    static func sale(_ world: inout ExampleWorld, total: String) {
        world.session(.converted)
        world.batch { $0.reserved = .number("0") }
        world.item()
        world.order {
            $0.invoiceID = ID(1)
            ($0.subtotal, $0.total) = (.number(total), .number(total))
        }
    }

    static func shop(
        _ rows: @escaping @Sendable (inout ExampleWorld) -> Void, afterwards: String = "",
        _ body: (Shop, Outcome, Scripts) throws -> Void
    ) throws {
        let example = RuleExample.silent("What a test makes.", rows)
        try PrivatePostgres.shared().withDatabase("meeting") { database in
            try database.run(sql: ReferenceSchema.ddl + example.rows.insertions + afterwards)
            let outcome = try outcome(database)
            let shop = try Shop(
                database, names: SQLNames(schema: "public", available: outcome.available), filled: false)
            try shop.scripts(outcome.proposals, stakes: outcome.stakes) { try body(shop, outcome, $0) }
        }
    }

    /// Picks the first way of each rule's choices, applies the scripts in this order, and expects so many repairs to be made.
    static func expect(_ count: Int, by rules: [String], _ outcome: Outcome, _ scripts: Scripts) throws {
        var done = 0
        for rule in rules {
            let own = outcome.proposals.filter { $0.findings[0].rule.description == rule }
            try #require(!own.isEmpty, "\(rule) has no repair")
            for choice in own where choice.repair == .choice {
                try scripts.pick(choice.findings[0].id, "A", in: "\(rule).sql")
            }
            let counts = try scripts.apply("\(rule).sql")
            #expect(counts.status == 0, "\(counts)")
            done += counts.done ?? 0
        }
        #expect(done == count, "\(rules)")
    }

    static func outcome(_ database: Database) throws -> Outcome {
        let source = try PostgresSource(conninfo: database.conninfo)
        return try Reconciler(source: source, parameters: Parameters(asOf: RuleExample.asOf)).run()
    }
}
