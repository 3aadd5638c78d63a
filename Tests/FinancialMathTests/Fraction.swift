import BigInt
import FinancialMath
import Testing

/// A ratio of two big integers: the oracle, which knows nothing of decimals.
struct Fraction {
    var numerator: BigInt
    var denominator: BigInt

    init(_ numerator: BigInt, _ denominator: BigInt = 1) {
        self.numerator = denominator.sign == .minus ? -numerator : numerator
        self.denominator = BigInt(denominator.magnitude)
    }

    /// The value of a plain decimal literal, with or without an exponent.
    init(literal: String) throws {
        let parts = literal.lowercased().split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let places = mantissa.count > 1 ? mantissa[1].count : 0
        let exponent = parts.count > 1 ? try #require(Int(parts[1])) : 0
        self.init(try #require(BigInt(mantissa.joined())), BigInt(10).power(places))
        if exponent > 0 { numerator *= BigInt(10).power(exponent) }
        if exponent < 0 { denominator *= BigInt(10).power(-exponent) }
    }

    /// The value of an exact number, by way of its text.
    init<D: Dimension>(_ number: Exact<D>) throws {
        try self.init(literal: number.formattedExactly)
    }

    static func + (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
    }

    static func - (a: Fraction, b: Fraction) -> Fraction { a + Fraction(-b.numerator, b.denominator) }

    static func * (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.numerator * b.numerator, a.denominator * b.denominator)
    }

    static func / (a: Fraction, b: Fraction) -> Fraction { a * Fraction(b.denominator, b.numerator) }

    static func < (a: Fraction, b: Fraction) -> Bool { a.numerator * b.denominator < b.numerator * a.denominator }

    static func == (a: Fraction, b: Fraction) -> Bool { a.numerator * b.denominator == b.numerator * a.denominator }

    /// Rounded half away from zero, as a count of units of the last place, and written out.
    func rounded(places: Int) -> String {
        let scaled = numerator.magnitude * BigUInt(10).power(places) * 2 + denominator.magnitude
        let units = (scaled / (denominator.magnitude * 2)).description
        let padded = String(repeating: "0", count: max(0, places + 1 - units.count)) + units
        let text = places > 0 ? "\(padded.dropLast(places)).\(padded.suffix(places))" : padded
        return numerator.sign == .minus && text.contains { $0 != "0" && $0 != "." } ? "-" + text : text
    }
}
