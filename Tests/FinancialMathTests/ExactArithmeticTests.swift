import FinancialMath
import Testing

@Suite struct ExactArithmeticTests {
    @Test func addingAndTakingAwayAgainChangesNothing() throws {
        try forAll { random in
            let a = try #require(Money(literal: random.literal()))
            let b = try #require(Money(literal: random.literal()))
            #expect((a + b) - b == a)
            #expect((a - b) + b == a)
            #expect(a + b == b + a)
            #expect(a - b == -(b - a))
            #expect(a - a == .zero)
            #expect(-(-a) == a)
            #expect(a + .zero == a)
            var sum = a
            sum += b
            sum -= a
            #expect(sum == b)
        }
    }

    @Test func sumsAndProductsAreThoseOfFractions() throws {
        try forAll { random in
            let a = random.literal()
            let b = random.literal()
            let price = try #require(Money(literal: a))
            let quantity = try #require(Quantity(literal: b))
            let cost = try #require(Cost(literal: a))
            let x = try Fraction(literal: a)
            let y = try Fraction(literal: b)
            #expect(try Fraction(price + Money(converting: quantity)) == x + y, "\(a) + \(b)")
            #expect(try Fraction(price - Money(converting: quantity)) == x - y, "\(a) - \(b)")
            #expect(try Fraction(price * quantity) == x * y, "\(a) * \(b)")
            #expect(try Fraction(cost * quantity) == x * y, "\(a) * \(b)")
            #expect((price < Money(converting: quantity)) == (x < y), "\(a) < \(b)")
            #expect((price == Money(converting: quantity)) == (x == y), "\(a) == \(b)")
        }
    }

    @Test func multiplyingByAnIntegerIsRepeatedAddition() throws {
        try forAll(500) { random in
            let literal = random.literal()
            let value = try #require(Quantity(literal: literal))
            let factor = Int.random(in: -20...20, using: &random)
            let sum = (0..<factor.magnitude).reduce(into: Quantity.zero) { sum, _ in sum += factor < 0 ? -value : value
            }
            #expect(value.multiplied(by: factor) == sum, "\(literal) × \(factor)")
            for extreme in [Int.min, Int.max] {
                #expect(
                    value.multiplied(by: extreme) + value == value.multiplied(by: extreme + (extreme < 0 ? 1 : -1))
                        + value + (extreme < 0 ? -value : value), "\(literal) × \(extreme)")
            }
        }
    }

    /// However a number comes about, it is the same value, hash and bits.
    @Test func equalNumbersAreEqualInEveryWay() throws {
        try forAll { random in
            let a = try #require(Cost(literal: random.literal()))
            let b = try #require(Cost(literal: random.literal()))
            let detour = (a.multiplied(by: 1_000) + b) - a.multiplied(by: 999) - b
            #expect(detour == a)
            #expect(detour.hashValue == a.hashValue)
            #expect(detour.bits == a.bits)
            #expect(a == b || a.bits != b.bits)
        }
    }

    @Test func bitsDoNotDependOnTheRun() {
        #expect(Money.zero.bits == 0xE220_A839_7B1D_CDAF)
        #expect(Money(unscaled: 1234, places: 2).bits == Quantity(unscaled: 123400, places: 4).bits)
        let neighbours = Set((0..<10_000).map { Money(unscaled: $0, places: 2).bits })
        #expect(neighbours.count == 10_000)
    }

    /// The last number of the narrow form, and the first beyond it, on both sides.
    @Test(arguments: ["9223372036854.775807", "-9223372036854.775808"])
    func theNarrowBorderIsCrossedBothWays(border: String) throws {
        let step = Money(unscaled: border.hasPrefix("-") ? -1 : 1, places: 6)
        let last = try #require(Money(literal: border))
        let beyond = last + step
        #expect(beyond != last)
        #expect(beyond - step == last)
        #expect((beyond < last) == border.hasPrefix("-"))
        #expect(-(-beyond) == beyond)
        #expect(last.magnitude.isPositive)
        #expect((beyond + beyond) - beyond - beyond == .zero)
        #expect(last.multiplied(by: -1) == -last)
        #expect(
            (last.rounded(places: 0)).formatted(places: 0)
                == (border.hasPrefix("-") ? "-9223372036855" : "9223372036855"))
    }

    @Test func integersAndUnscaledNumbersAreExact() {
        #expect(Money(.max).formatted == "9223372036854775807.00")
        #expect(Money(.min).formatted == "-9223372036854775808.00")
        #expect(Money(unscaled: 1234, places: 2).formatted == "12.34")
        #expect(Cost(unscaled: .min, places: 18).formattedExactly == "-9.223372036854775808")
        #expect(Cost(unscaled: 1_000_000_000_000, places: 18) == Cost(unscaled: 1, places: 6))
        #expect(Cost(unscaled: .max, places: 0) == Cost(.max))
    }

    @Test func signsAreTold() {
        for literal in ["1e-40", "0.000001", "1", "1e40"] {
            let value = Money(literal: literal)!
            #expect(value.isPositive && !value.isNegative && !value.isZero && value.magnitude == value)
            #expect(!(-value).isPositive && (-value).isNegative && !(-value).isZero && (-value).magnitude == value)
        }
        #expect(Money.zero.isZero && !Money.zero.isPositive && !Money.zero.isNegative)
        #expect(Money(literal: "-0")!.isZero)
    }
}
