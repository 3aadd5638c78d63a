import FinancialMath
import Testing

/// Both layers give the same answers wherever both apply.
///
/// The reference rounds every result to 20 significant digits, the exact types round nothing. So they
/// agree on sums, differences, products and halves that have at most 20 digits, on comparisons and on
/// rounding to places always, and on margin prices where the comment there says why.
@Suite struct LayersAgreeTests {
    @Test func sumsAndDifferencesOfUpToTwentyDigits() throws {
        try forAll { random in
            let (a, b) = (random.literal(), random.literal())
            let x = try #require(Money(literal: a))
            let y = try #require(Money(literal: b))
            if digits(x + y) <= 20 {
                #expect(try Money(literal: ReferenceMath.add(a, b)) == (x + y).rounded(places: 2), "\(a) + \(b)")
            }
            if digits(x - y) <= 20 {
                #expect(try Money(literal: ReferenceMath.subtract(a, b)) == (x - y).rounded(places: 2), "\(a) - \(b)")
            }
        }
    }

    @Test func productsOfUpToTwentyDigits() throws {
        try forAll { random in
            let (a, b) = (random.literal(), random.literal())
            let product = try #require(Money(literal: a)) * #require(Quantity(literal: b))
            if digits(product) <= 20 {
                #expect(try Amount(literal: ReferenceMath.multiply(a, b)) == product, "\(a) * \(b)")
            }
        }
    }

    /// What the tables hold – prices with 2 places, quantities with 4, both below 10^7 – always has few enough.
    @Test func productsOfPricesAndQuantities() throws {
        try forAll { random in
            let (a, b) = (random.literal(integerDigits: 7, places: 2), random.literal(integerDigits: 7, places: 4))
            let product = try #require(Money(literal: a)) * #require(Quantity(literal: b))
            #expect(try Amount(literal: ReferenceMath.multiply(a, b)) == product, "\(a) * \(b)")
            let fixed = try ReferenceMath.toFixed(ReferenceMath.multiply(a, b))
            #expect(Money(literal: fixed) == product.roundedToMoney, "\(a) * \(b)")
        }
    }

    @Test func halves() throws {
        try forAll { random in
            let sum = random.literal()
            let middle = Cost.midpoint(try #require(Cost(literal: sum)), .zero)
            if digits(middle) <= 20 {
                #expect(try Cost(literal: ReferenceMath.divide(sum, "2")) == middle, "\(sum) / 2")
            }
        }
    }

    /// A cost C ÷ 10^4 at a margin of M ÷ 100 per cent has the price C ÷ D with D = 10^4 − M, an integer of at
    /// most 10^5 here. Unless it is half way between two cents, in which case it has few digits and both
    /// layers see that, it is at least 1 ÷ (200 D) ≥ 5 × 10^-8 away from there; and below 10^12, the
    /// reference's 20 digits err by less than 10^-8. So rounding twice cannot differ from rounding once.
    @Test func marginPricesBelowTenToTheTwelfth() throws {
        try forAll { random in
            let cost = random.literal(integerDigits: 7, places: 4)
            let margin = "\(Int.random(in: -899...99, using: &random)).\(Int.random(in: 10...99, using: &random))"
            let reference = try ReferenceMath.calculateMarginPrice(cost, margin)
            let price = try #require(Cost(literal: cost)).price(margin: #require(Percentage(literal: margin)))
            #expect(Money(literal: reference) == price, "\(cost) at \(margin) %")
        }
    }

    @Test func comparisons() throws {
        try forAll { random in
            let a = random.literal()
            let b = Bool.random(using: &random) ? random.literal() : "+" + a.drop { $0 == "-" }
            let x = try #require(Money(literal: a))
            let y = try #require(Money(literal: b))
            #expect(try ReferenceMath.gt(a, b) == (x > y), "\(a) > \(b)")
            #expect(try ReferenceMath.gte(a, b) == (x >= y), "\(a) >= \(b)")
            #expect(try ReferenceMath.lt(a, b) == (x < y), "\(a) < \(b)")
            #expect(try ReferenceMath.eq(a, b) == (x == y), "\(a) = \(b)")
        }
    }

    @Test func roundingToPlaces() throws {
        try forAll { random in
            let literal = random.literal()
            let places = Int.random(in: 0...20, using: &random)
            let value = try #require(Cost(literal: literal))
            #expect(
                try Cost(literal: ReferenceMath.toFixed(literal, places)) == value.rounded(places: places), "\(literal)"
            )
        }
    }

    /// The recorded answers of decimal.js hold for the exact types too, where they apply.
    @Test func recordedAnswers() throws {
        var checked = 0
        for vector in try Vector.load() {
            guard let a = Cost(literal: vector.a), let b = Cost(literal: vector.b) else { continue }
            let answer: Cost?
            switch vector.operation {
            case "add": answer = digits(a + b) <= 20 ? (a + b).rounded(places: 2) : nil
            case "subtract": answer = digits(a - b) <= 20 ? (a - b).rounded(places: 2) : nil
            case "multiply":
                let product = a * Quantity(converting: b)
                answer = digits(product) <= 20 ? Cost(converting: product) : nil
            case "toFixed": answer = a.rounded(places: try #require(Int(vector.b)))
            case "calculateMarginPrice"
            where a.hasAtMost(places: 4) && b.hasAtMost(places: 2) && b.magnitude < Cost(900)
                && a.magnitude < Cost(10_000_000):
                answer = a.price(margin: Percentage(converting: b)).map { Cost(converting: $0) }
                if answer == nil { #expect(vector.result == "error", "line \(vector.line)") }
            default: continue
            }
            guard let answer else { continue }
            #expect(
                Cost(literal: vector.result) == answer,
                "line \(vector.line): \(vector.operation)(\(vector.a), \(vector.b))")
            checked += 1
        }
        #expect(checked > 1_500)
    }

    /// How many significant digits a number has.
    private func digits<D: Dimension>(_ number: Exact<D>) -> Int {
        let all = number.formattedExactly.filter { $0 != "-" && $0 != "." }.drop { $0 == "0" }
        return all.count - all.reversed().prefix { $0 == "0" }.count
    }
}
