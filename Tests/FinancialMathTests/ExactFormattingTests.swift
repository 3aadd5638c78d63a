import FinancialMath
import Testing

@Suite struct ExactFormattingTests {
    @Test func formattingIsToFixedWithoutNegativeZero() throws {
        try forAll { random in
            let literal = random.literal()
            let places = Int.random(in: 0...14, using: &random)
            let value = try #require(Money(literal: literal))
            let quantity = Quantity(converting: value)
            let expected = try ReferenceMath.toFixed(literal, places)
            #expect(value.formatted(places: places) == withoutNegativeZero(expected), "\(literal), \(places)")
            #expect(value.formatted == value.formatted(places: 2))
            #expect(quantity.formatted == quantity.formatted(places: 4))
            var bytes = Array("=".utf8)
            quantity.appendFormatted(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "=" + quantity.formatted)
        }
    }

    /// Digits are written nineteen at a time.
    @Test func longNumbersKeepEveryDigit() throws {
        func expectKept(_ literal: String, as text: String) throws {
            let value = try #require(Percentage(literal: literal))
            #expect(value.formattedExactly == text)
        }
        try forAll(60) { random in
            let count = Int.random(in: 1...600, using: &random)
            let digits = (0..<count).map { _ in "0000123456789".randomElement(using: &random)! }
            let literal = "1" + String(digits) + "7"
            try expectKept(literal, as: literal + ".00")
            try expectKept("0.\(literal)", as: "0.\(literal)")
        }
        let longest = "0." + String(repeating: "9", count: 16_383)
        try expectKept(longest, as: longest)
    }

    @Test func theExactTextReadsBackAsTheSameNumber() throws {
        try forAll { random in
            let value = try #require(Cost(literal: random.literal()))
            let text = value.formattedExactly
            #expect(Cost(literal: text) == value)
            #expect("\(value)" == text)
            let places = text.split(separator: ".").last?.count ?? 0
            #expect(places >= 4 && (places == 4 || !text.hasSuffix("0")), "\(text)")
        }
    }

    @Test(arguments: [
        ("35", "35.00"), ("33.3333", "33.3333"), ("33.30", "33.30"), ("-0.001", "-0.001"), ("0", "0.00"),
        ("1e-10", "0.0000000001"), ("1e20", "100000000000000000000.00"), ("-12.5", "-12.50"),
    ])
    func atLeastTwoPlacesOfMoneyAreShown(literal: String, text: String) throws {
        #expect(try #require(Money(literal: literal)).formattedExactly == text)
    }

    @Test(arguments: [
        ("-0.001", 2, "0.00"), ("-0.005", 2, "-0.01"), ("-1e-40", 2, "0.00"), ("0.5", 0, "1"), ("-0.4", 0, "0"),
        ("9.999", 2, "10.00"), ("0.1", 9, "0.100000000"), ("-9223372036854.775808", 6, "-9223372036854.775808"),
        ("-9223372036854.775808", 8, "-9223372036854.77580800"), ("9223372036854.775807", 0, "9223372036855"),
        ("1234567.000001", 6, "1234567.000001"), ("0.000001", 6, "0.000001"), ("0.000001", 5, "0.00000"),
    ])
    func zeroHasNoSignAndPlacesAreKept(literal: String, places: Int, text: String) throws {
        #expect(try #require(Money(literal: literal)).formatted(places: places) == text)
    }

    private func withoutNegativeZero(_ text: String) -> String {
        text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) } ? String(text.dropFirst()) : text
    }
}
