import BigInt
import FinancialMath
import Testing

@Suite struct ExactRoundingTests {
    @Test func roundingIsThatOfFractions() throws {
        try forAll { random in
            let literal = random.literal()
            let places = Int.random(in: 0...12, using: &random)
            let value = try #require(Amount(literal: literal))
            let cost = try #require(Cost(literal: literal))
            let oracle = try Fraction(literal: literal)
            #expect(
                value.rounded(places: places) == Amount(literal: oracle.rounded(places: places)),
                "\(literal), \(places)")
            #expect(value.roundedToMoney == Money(literal: oracle.rounded(places: 2)), "\(literal)")
            #expect(cost.roundedToMoney == Money(literal: oracle.rounded(places: 2)), "\(literal)")
            #expect(
                value.hasAtMost(places: places) == (value.rounded(places: places) == value), "\(literal), \(places)")
            #expect(value.rounded(places: places).hasAtMost(places: places))
        }
    }

    @Test(arguments: [
        ("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049999999999", "0.00"), ("1.015", "1.02"), ("-1.015", "-1.02"),
        ("2.675", "2.68"), ("9223372036854.775", "9223372036854.78"), ("-9223372036854.775", "-9223372036854.78"),
        ("9223372036854.775807", "9223372036854.78"), ("9223372036854.774999999", "9223372036854.77"),
        ("1e40", "1" + String(repeating: "0", count: 40) + ".00"), ("-1e-40", "0.00"),
    ])
    func halvesGoAwayFromZero(literal: String, rounded: String) throws {
        #expect(try #require(Amount(literal: literal)).roundedToMoney.formatted == rounded)
    }

    @Test func negativePlacesRoundToTensAndHundreds() {
        #expect(Money(1250).rounded(places: -2) == Money(1300))
        #expect(Money(-1249).rounded(places: -2) == Money(-1200))
        #expect(Money(1250).hasAtMost(places: -1) && !Money(1250).hasAtMost(places: -2))
    }

    @Test func aMidpointTwiceIsTheSum() throws {
        try forAll { random in
            let a = try #require(Cost(literal: random.literal()))
            let b = try #require(Cost(literal: random.literal()))
            let middle = Cost.midpoint(a, b)
            #expect(middle + middle == a + b)
            #expect(min(a, b) <= middle && middle <= max(a, b))
        }
    }

    @Test func aMarginPriceIsThatOfFractions() throws {
        let hundred = Fraction(100)
        try forAll { random in
            let literal = random.literal()
            let percent = random.literal(integerDigits: 2, places: 5)
            let cost = try #require(Cost(literal: literal))
            let margin = try #require(Percentage(literal: percent))
            let share = try (hundred - Fraction(literal: percent)) / hundred
            let oracle = try Fraction(literal: literal) / share
            #expect(
                cost.price(margin: margin) == Money(literal: oracle.rounded(places: 2)), "\(literal) at \(percent) %")
        }
    }

    /// Prices that end exactly half way between two cents: cost = (cents + ½) × (100 − margin) ÷ 10,000.
    @Test func aMarginPriceHalfWayGoesAwayFromZero() {
        forAll { random in
            let cents = Int64.random(in: 0...10_000_000, using: &random)
            let margin = Int64.random(in: -50_000...9_999, using: &random)
            let sign: Int64 = Bool.random(using: &random) ? 1 : -1
            let unscaled = sign * (2 * cents + 1) * (10_000 - margin)
            let cost = Cost(unscaled: unscaled, places: 7).multiplied(by: 5)
            // (2c + 1) × (10,000 − m) × 5 × 10^-7 ÷ ((10,000 − m) ÷ 10,000) = (c + ½) cents.
            let price = cost.price(margin: Percentage(unscaled: margin, places: 2))
            #expect(
                price == Money(unscaled: sign * (cents + 1), places: 2), "\(cost) at \(margin) hundredths of a per cent"
            )
        }
    }

    @Test func aMarginPriceOfExtremesNeitherTrapsNorRounds() throws {
        for cost in ["9223372036854.775807", "-9223372036854.775808", "1e30", "922337203.685477", "922337203.685478"] {
            for margin in [
                "0", "99.999999", "-9223372036854.775808", "-9223372036754.775808", "1e-30", "-1e30", "99.9999999999",
            ] {
                let share = try (Fraction(100) - Fraction(literal: margin)) / Fraction(100)
                let oracle = try (Fraction(literal: cost) / share).rounded(places: 2)
                let price = try #require(Cost(literal: cost)).price(margin: try #require(Percentage(literal: margin)))
                #expect(price?.formatted == oracle, "\(cost) at \(margin) %")
            }
        }
    }

    @Test(arguments: ["100", "100.000001", "1e30", "100.0000000000001", "9223372036854.775807"])
    func noPriceLeavesAMarginOfHundred(margin: String) throws {
        let margin = try #require(Percentage(literal: margin))
        #expect(Cost(1).price(margin: margin) == nil)
        #expect(Cost.zero.price(margin: margin) == nil)
        #expect(try #require(Cost(literal: "1e30")).price(margin: margin) == nil)
        #expect(Cost.zero.price(margin: Percentage(unscaled: 9_999_999, places: 5)) == .zero)
    }
}
