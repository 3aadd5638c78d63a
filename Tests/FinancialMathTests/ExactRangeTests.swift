import FinancialMath
import Testing

@Suite struct ExactRangeTests {
    /// The last number inside and the nearest outside stand beside each other.
    @Test(arguments: [
        ("92233720368547758.07", true), ("92233720368547758.0700000001", false), ("92233720368547758.08", false),
        ("92233720368547758.069999999", true), ("0", true), ("1e-16383", true), ("1e17", false), ("1e131071", false),
    ])
    func moneyEndsWhereInt64EndsInCents(literal: String, isInside: Bool) throws {
        #expect(try #require(Money(literal: literal)).isWithinColumnRange == isInside)
        #expect(try #require(Money(literal: "-" + literal)).isWithinColumnRange == isInside)
        #expect(try #require(Percentage(literal: literal)).isWithinColumnRange)
        #expect(try #require(Amount(literal: literal)).isWithinColumnRange)
    }

    @Test(arguments: [
        ("922337203685477.5807", true), ("922337203685477.58070000001", false), ("922337203685477.5808", false),
        ("9223372036854.775808", true), ("0.00000000001", true), ("1e15", false), ("1e131071", false),
    ])
    func quantitiesAndCostsEndAtFourPlaces(literal: String, isInside: Bool) throws {
        for sign in ["", "-"] {
            #expect(try #require(Quantity(literal: sign + literal)).isWithinColumnRange == isInside)
            #expect(try #require(Cost(literal: sign + literal)).isWithinColumnRange == isInside)
        }
    }

    @Test func dimensionsNameThemselves() {
        #expect(MoneyDimension.name == "money" && MoneyDimension.places == 2)
        #expect(QuantityDimension.name == "quantity" && QuantityDimension.places == 4)
        #expect(CostDimension.name == "cost" && CostDimension.places == 4)
        #expect(PercentageDimension.name == "percentage" && PercentageDimension.places == 2)
        #expect(AmountDimension.name == "amount" && AmountDimension.places == 2)
    }
}
