import FinancialMath
import LiveShopping
import Testing

@testable import Reconciliation

/// Each alternative of a choice may change every row that there is to choose from.
@Suite struct ManyAlternativesTests {
    @Test(arguments: [11, 400])
    func areMadeOfTenRowsHoweverManyThereAre(_ count: Int) throws {
        let example = RuleExample.silent("Many unlike orders are linked to one session.") { world in
            world.session(.converted)
            for number in 1...count {
                world.order()
                world.line { $0.quantity = .number(String(number)) }
            }
        }
        let choice = try #require(
            try example.outcome().proposals.first { $0.findings[0].rule == "conversion.duplicate-orders" })
        #expect(choice.repair == .choice)
        #expect(choice.alternatives.count == 10 && choice.others == count - 10)
        #expect(choice.alternatives.allSatisfy { $0.changes.count >= 2 * (count - 1) })
        #expect(choice.unoffered?.hasPrefix("\(count - 10) more alternatives") == true)
    }

    @Test("Of many items that are twice in one cart, each repair rests on its own")
    func restOnTheirOwnItems() throws {
        let batches = 200
        let example = RuleExample.silent("Everything is twice in a cart.") { world in
            world.session(.ended)
            for number in 1...batches {
                if number > 1 { world.batch() }
                for _ in 1...2 { world.item { $0.batchID = ID(Int64(number)) } }
            }
        }
        let choices = try example.outcome().proposals.filter { $0.findings[0].rule == "integrity.duplicate-item" }
        #expect(choices.count == batches)
        for choice in choices {
            let changed = choice.alternatives.flatMap(\.changes).count
            #expect(changed == 1 && choice.evidence.count == 3)
        }
    }

    @Test("What the wrong lines of one order rest on is in memory once", arguments: ["line.price", "line.total"])
    func shareWhatTheyRestOn(_ rule: RuleID) throws {
        let count = 300
        let example = RuleExample.silent("Everything is wrong with an order that was invoiced.") { world in
            world.session(.converted)
            world.order { $0.invoiceID = ID(1) }
            for number in 1...count {
                if number > 1 { world.batch() }
                let batch = BatchID(Int64(number))
                world.item { $0.batchID = batch }
                world.line {
                    $0.batchID = batch
                    $0.unitPrice = .number("13")
                    $0.lineTotal = .number("27")
                }
            }
        }
        let choices = try example.outcome().proposals.filter { $0.findings[0].rule == rule }
        #expect(choices.count == count)
        #expect(choices.allSatisfy { $0.repair == .choice && $0.evidence.count >= count + 2 })
        let places = choices.map { $0.evidence.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
        #expect(Set(places).count == 1)
    }
}
