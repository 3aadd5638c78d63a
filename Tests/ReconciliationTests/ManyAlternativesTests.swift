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
}
