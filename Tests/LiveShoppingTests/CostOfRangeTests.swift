import FinancialMath
import LiveShopping
import Testing

/// The cost of a batch whose cost is a range, by the end that the channel prices from.
@Suite struct CostOfRangeTests {
    struct Range: Sendable {
        let basis: CostBasis?
        let minimum: CostFigure?
        let maximum: CostFigure?
        let cost: Cost?
    }

    static let cases: [Range] = [
        Range(basis: .low, minimum: .finite(Cost(4)), maximum: .finite(Cost(7)), cost: Cost(4)),
        Range(basis: .high, minimum: .finite(Cost(4)), maximum: .finite(Cost(7)), cost: Cost(7)),
        Range(basis: .mid, minimum: .finite(Cost(4)), maximum: .finite(Cost(7)), cost: Cost(literal: "5.5")),
        Range(basis: nil, minimum: .finite(Cost(4)), maximum: .finite(Cost(7)), cost: Cost(literal: "5.5")),
        Range(basis: .high, minimum: .finite(Cost(4)), maximum: nil, cost: Cost(4)),
        Range(basis: .mid, minimum: .finite(Cost(4)), maximum: nil, cost: Cost(4)),
        Range(basis: .high, minimum: nil, maximum: .finite(Cost(7)), cost: nil),
        Range(basis: .high, minimum: .nan, maximum: .finite(Cost(7)), cost: nil),
        Range(basis: .mid, minimum: .nan, maximum: .finite(Cost(7)), cost: nil),
        Range(basis: .low, minimum: .finite(Cost(4)), maximum: .nan, cost: Cost(4)),
        Range(basis: .high, minimum: .finite(Cost(4)), maximum: .nan, cost: nil),
        Range(basis: .mid, minimum: .finite(Cost(4)), maximum: .infinity, cost: nil),
    ]

    @Test(arguments: cases)
    func isTheEndThatTheChannelPricesFrom(_ range: Range) {
        let batch = Batch(
            id: BatchID(1), productID: ProductID(1), code: "TEA-1", unitCost: .finite(Cost(100)),
            costMode: .known(.range), unitCostMinimum: range.minimum, unitCostMaximum: range.maximum)
        let prices = PriceHierarchy(defaults: [:], channelBasis: range.basis.map(Word.known))
        #expect(prices.cost(of: batch) == range.cost)
    }
}
