import BigInt
import FinancialMath
import Testing

@Suite struct ExactDecodingTests {
    /// Digits as PostgreSQL would send them, or with zeros that it would have left out.
    @Test func digitsSpellTheSumOfTheirWeights() throws {
        try forAll { random in
            let count = Int.random(in: 0...8, using: &random)
            let weight = Int.random(in: -5...5, using: &random)
            let digits =
                (0..<count).map { _ in
                    [0, 1, 100, 5_000, 9_900, 9_999].randomElement(using: &random) ?? 0
                } as [UInt16]
            try expect(digits, weight, isNegative: Bool.random(using: &random))
        }
    }

    /// PostgreSQL never sends digits beyond 9,999; a broken file may, and they count what they say.
    @Test func digitsBeyondTheBaseNeitherTrapNorWrap() throws {
        try forAll { random in
            let count = Int.random(in: 0...8, using: &random)
            let weight = Int.random(in: -5...5, using: &random)
            let digits = (0..<count).map { _ in
                Bool.random(using: &random) ? .max : UInt16.random(in: 0 ... .max, using: &random)
            }
            try expect(digits, weight, isNegative: Bool.random(using: &random))
        }
    }

    @Test(
        arguments: [
            ([], 0, "0"), ([0], 0, "0"), ([0, 0], 32_767, "0"), ([12, 3400], 0, "12.34"), ([5000], -1, "0.5"),
            ([3], 0, "3"), ([1], 3, "1000000000000"), ([9, 2233, 7203, 6854, 7758, 700], 3, "9223372036854.775807"),
            ([9, 2233, 7203, 6854, 7758, 800], 3, "9223372036854.775808"), ([1], -2, "0.00000001"),
            ([100], -2, "0.000001"),
            ([1], -3, "0.000000000001"), ([0, 1], -1, "0.00000001"), ([0, 0, 0, 0, 0, 0, 7, 5000], 6, "7.5"),
            ([1, 0, 0, 0, 0, 0, 0], 1, "10000"),
        ] as [([UInt16], Int, String)])
    func numericIsReadAsItsLiteral(digits: [UInt16], weight: Int, literal: String) throws {
        let value = Money(base10000Digits: digits.count, weight: weight, isNegative: false) { digits[$0] }
        #expect(value == Money(literal: literal))
        let negative = Money(base10000Digits: digits.count, weight: weight, isNegative: true) { digits[$0] }
        #expect(negative == Money(literal: "-" + literal))
    }

    /// The largest number that numeric's header can announce, and the smallest.
    @Test(.timeLimit(.minutes(30)))
    func theEndsOfNumericAreRead() throws {
        let top = Money(base10000Digits: 1, weight: 32_767, isNegative: false) { _ in 1000 }
        #expect(top == Money(literal: "1e131071"))
        let last = Money(base10000Digits: 1, weight: -4_096, isNegative: false) { _ in 10 }
        #expect(last == Money(literal: "1e-16383"))
        #expect(last < top && -top < last && !top.isWithinColumnRange && last.isWithinColumnRange)
    }

    @Test(.timeLimit(.minutes(30)))
    func longNumbersStayExact() throws {
        let long = Money(base10000Digits: 4_000, weight: 1_999, isNegative: true) { UInt16($0 % 9_999 + 1) }
        let power = try #require(Money(literal: "1e7999"))
        let tiny = try #require(Money(literal: "1e-8000"))
        #expect(long.isNegative && !long.hasAtMost(places: 7_996) && long.hasAtMost(places: 7_997))
        #expect(long + power - long == power)
        #expect((power + tiny) - power == tiny)
        #expect((power + tiny) - tiny == power)
    }

    private func expect(_ digits: [UInt16], _ weight: Int, isNegative: Bool) throws {
        let value = Cost(base10000Digits: digits.count, weight: weight, isNegative: isNegative) { digits[$0] }
        let units = digits.reduce(BigInt(0)) { $0 * 10_000 + BigInt($1) } * (isNegative ? -1 : 1)
        let exponent = 4 * (weight - digits.count + 1)
        let literal = "\(units)e\(exponent)"
        #expect(value == Cost(literal: literal), "\(digits) with weight \(weight) is \(literal)")
    }
}
