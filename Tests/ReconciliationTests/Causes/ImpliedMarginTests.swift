import FinancialMath
import TestSupport
import Testing

@testable import Reconciliation

/// The margin that explains many prices is the one that they were made with.
@Suite struct ImpliedMarginTests {
    private func price(_ cost: String, margin: Int) throws -> (cost: Cost, actual: Money) {
        let cost = try #require(Cost(literal: cost))
        return (cost, try #require(cost.price(margin: Percentage(unscaled: Int64(margin), places: 2))))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func everyMarginThatGivesAPriceIsInItsRange(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let cost = Cost(unscaled: Int64.random(in: 1...5_000_000, using: &random), places: 4)
        let margin = Int.random(in: -5_000...9_900, using: &random)
        guard let actual = cost.price(margin: Percentage(unscaled: Int64(margin), places: 2)), actual.isPositive else {
            return
        }
        let range = try #require(ImpliedMargin.margins(cost: cost, actual: actual))
        #expect(range.contains(margin))
        for inside in [range.lowerBound, range.upperBound] {
            #expect(cost.price(margin: Percentage(unscaled: Int64(inside), places: 2)) == actual)
        }
        for outside in [range.lowerBound - 1, range.upperBound + 1] where outside < 10_000 {
            #expect(cost.price(margin: Percentage(unscaled: Int64(outside), places: 2)) != actual)
        }
    }

    private func range(_ cost: String, margin: Int) throws -> ClosedRange<Int> {
        let price = try price(cost, margin: margin)
        return try #require(ImpliedMargin.margins(cost: price.cost, actual: price.actual))
    }

    @Test func findsTheMarginBehindManyPrices() throws {
        let old = try ["10", "7.35", "123.456", "88.1"].map { try range($0, margin: 3_000) }
        let other = try [range("10", margin: 8_990), range("20", margin: 476)]
        #expect(ImpliedMargin(other + old)?.hundredths == 3_000)
    }

    @Test func threePricesAreNoAccidentAndTwoMayBe() throws {
        let prices = try ["10", "7.35", "123.456"].map { try range($0, margin: 1_750) }
        #expect(ImpliedMargin(prices)?.hundredths == 1_750)
        #expect(ImpliedMargin(Array(prices.prefix(2))) == nil)
    }

    @Test(arguments: [
        (-12...30, 0), (2_991...3_004, 3_000), (3_001...3_099, 3_050), (3_001...3_009, 3_001),
        (-1_730...(-1_610), -1_700),
    ])
    func prefersRoundMargins(range: ClosedRange<Int>, expected: Int) {
        #expect(ImpliedMargin.roundest(in: range) == expected)
    }

    @Test func nothingGivesAPriceWithoutACost() {
        #expect(ImpliedMargin.margins(cost: .zero, actual: Money(1)) == nil)
        #expect(ImpliedMargin.margins(cost: Cost(1), actual: .zero) == nil)
    }
}
