import TestSupport

/// Runs `body` so many times on generated values, and prints the seed that makes the same values again.
///
/// Paste a printed seed into the environment variable TIEOUT_SEED to repeat a run.
func forAll(_ count: Int = 3_000, _ name: String = #function, body: (inout SeededGenerator) throws -> Void) rethrows {
    var generator = SeededGenerator.printed(name)
    for _ in 0..<count { try body(&generator) }
}

extension SeededGenerator {
    /// Literals that have broken decimal code before: zeros, halves, and both sides of every border.
    private static let awkward = [
        "0", "-0", "0.00", "1", "-1", "0.005", "-0.005", "0.004999999", "0.015", "1.005", "-2.675", "0.5", "99.995",
        "0.000001", "-0.000001", "0.0000005", "0.0000001", "-0.0000001", "0.00000049", "12345.6789012345",
        "9223372036854.775807", "9223372036854.775808", "-9223372036854.775808", "-9223372036854.775809",
        "9223372036854.7758065", "9223372036854.775", "9223372036854.77", "9223372036854", "9223372036855",
        "4611686018427.387904", "-4611686018427.387904", "3037000499.976049", "3037000499.97605",
        "92233720368547758.07", "92233720368547758.08", "-92233720368547758.08", "922337203685477.5807",
        "922337203685477.5808", "999999999999.999999", "1000000000000", "1e15", "1e21", "-1e21", "1e-21", "1e40",
        "1e-40", "123456789012345678901234567890.123456789", "170141183460469231731687303715884.105727",
        "170141183460469231731687303715884.105728", "-170141183460469231731687303715884.105729",
        "85070591730234615865843651857942.052864", "18446744073709.551615", "18446744073709.551616",
    ]

    /// A literal of any size and sign, often awkward, at times in exponent form.
    mutating func literal() -> String {
        switch UInt8.random(in: 0..<8, using: &self) {
        case 0, 1: Self.awkward.randomElement(using: &self)!
        case 2: literal(integerDigits: 25, places: 12)
        case 3: literal(integerDigits: 3, places: 4) + "e\(Int.random(in: -12...12, using: &self))"
        case 4: literal(integerDigits: 13, places: 6)
        default: literal(integerDigits: 7, places: 4)
        }
    }

    /// A literal with up to so many digits on either side of the point.
    mutating func literal(integerDigits: Int, places: Int) -> String {
        let sign = Bool.random(using: &self) ? "-" : ""
        let fraction = digits(Int.random(in: 0...places, using: &self))
        return sign + digits(Int.random(in: 1...integerDigits, using: &self)) + (fraction.isEmpty ? "" : ".") + fraction
    }

    private mutating func digits(_ count: Int) -> String {
        // Ends in a five now and then, for halves, and repeats zeros and nines, for carries.
        let pool = Bool.random(using: &self) ? "0123456789" : "000999995"
        return String((0..<count).map { _ in pool.randomElement(using: &self)! })
    }
}
