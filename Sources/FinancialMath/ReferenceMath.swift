/// The arithmetic of the live-shopping system: decimal literals in, decimal literals out, to the letter.
///
/// The live-shopping system computes with decimal.js 10.6.0 at 20 significant digits, halves rounded away
/// from zero. These functions give the same strings, so that a number recomputed here can be compared with
/// the one that the system wrote. For speed, and for exact results, there is ``Exact``.
///
/// Every operand is a decimal literal as decimal.js takes it: an optional sign, digits with an optional
/// point (`5`, `5.`, `.5`), an optional exponent. Operands are never rounded before they are used.
public enum ReferenceMath {
    /// The sum, rounded to 20 significant digits and then to 2 places, such as "145345.90".
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal or the sum is too long to write.
    public static func add(_ a: String, _ b: String) throws(ReferenceMathError) -> String {
        try fixed(operand(a).adding(operand(b), digits: digits), places: 2, "\(a) + \(b)")
    }

    /// The difference, rounded to 20 significant digits and then to 2 places, such as "-5032.76".
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal or the difference is too long to write.
    public static func subtract(_ a: String, _ b: String) throws(ReferenceMathError) -> String {
        try fixed(operand(a).adding(-operand(b), digits: digits), places: 2, "\(a) - \(b)")
    }

    /// The product, rounded to 20 significant digits, as decimal.js's `toString` writes it, such as "-4.3848e-12".
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal or the product is beyond 9e15 digits.
    public static func multiply(_ a: String, _ b: String) throws(ReferenceMathError) -> String {
        let product = try operand(a) * operand(b)
        return try inRange(product.rounded(digits: digits), "\(a) * \(b)").shortestText
    }

    /// The quotient, rounded to 20 significant digits, as decimal.js's `toString` writes it, such as "-0.56".
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal, the divisor is zero or the quotient
    ///   is beyond 9e15 digits.
    public static func divide(_ a: String, _ b: String) throws(ReferenceMathError) -> String {
        let dividend = try operand(a)
        let divisor = try operand(b)
        guard !divisor.isZero else { throw .divisionByZero(dividend: a, divisor: b) }
        return try inRange(dividend.divided(by: divisor, digits: digits), "\(a) / \(b)").shortestText
    }

    /// The price that leaves a margin of so many per cent: cost ÷ (1 − margin ÷ 100), with 2 places.
    ///
    /// Both quotients and the difference are rounded to 20 significant digits each, the price then to 2 places.
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal, the margin is 100 or more (or so
    ///   little less that 20 digits cannot tell) or the price is too long to write.
    public static func calculateMarginPrice(
        _ cost: String, _ marginPercent: String
    ) throws(ReferenceMathError) -> String {
        let dividend = try operand(cost)
        let margin = try operand(marginPercent)
        guard margin < .hundred else { throw .marginNotBelowHundred(marginPercent) }
        let share = BigDecimal.one.adding(-margin.divided(by: .hundred, digits: digits), digits: digits)
        guard !share.isZero else { throw .marginNotBelowHundred(marginPercent) }
        let price = dividend.divided(by: share, digits: digits)
        return try fixed(price, places: 2, "\(cost) at a margin of \(marginPercent) %")
    }

    /// The value with exactly so many places, halves rounded away from zero, such as "0.97".
    ///
    /// The value itself is not rounded to 20 digits first. A negative value that rounds to zero keeps its sign,
    /// "-0.00", as in decimal.js.
    ///
    /// - Throws: ``ReferenceMathError`` when the value is no decimal literal, when `places` is negative or when
    ///   the result is too long to write.
    public static func toFixed(_ value: String, _ places: Int = 2) throws(ReferenceMathError) -> String {
        guard places >= 0 else { throw .negativePlaces(places) }
        return try fixed(operand(value), places: places, "\(value) with \(places) places")
    }

    /// Whether a > b, compared exactly.
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal.
    public static func gt(_ a: String, _ b: String) throws(ReferenceMathError) -> Bool {
        try operand(a).compare(operand(b)) > 0
    }

    /// Whether a ≥ b, compared exactly.
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal.
    public static func gte(_ a: String, _ b: String) throws(ReferenceMathError) -> Bool {
        try operand(a).compare(operand(b)) >= 0
    }

    /// Whether a < b, compared exactly.
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal.
    public static func lt(_ a: String, _ b: String) throws(ReferenceMathError) -> Bool {
        try operand(a).compare(operand(b)) < 0
    }

    /// Whether a = b as numbers, so that "1" equals "1.00" and "0" equals "-0".
    ///
    /// - Throws: ``ReferenceMathError`` when an operand is no decimal literal.
    public static func eq(_ a: String, _ b: String) throws(ReferenceMathError) -> Bool {
        try operand(a).compare(operand(b)) == 0
    }
}

extension ReferenceMath {
    /// decimal.js's `precision`: the significant digits of every sum, difference, product and quotient.
    private static let digits = 20

    /// decimal.js's `maxE`: the greatest leading exponent before Infinity, and −minE, the least before zero.
    private static let exponentLimit = 9_000_000_000_000_000

    /// The most digits that are read or written, those that PostgreSQL's numeric can hold.
    private static let digitLimit = BigDecimal.largestIntegerDigitCount + BigDecimal.largestFractionDigitCount

    private static func operand(_ text: String) throws(ReferenceMathError) -> BigDecimal {
        guard let literal = DecimalLiteral(text) else { throw .notADecimal(text) }
        guard literal.digits.count <= digitLimit else { throw .tooLarge(text) }
        return try inRange(BigDecimal(literal), text)
    }

    /// The value that decimal.js keeps: zero when it is too small for it, an error where it says Infinity.
    private static func inRange(
        _ value: BigDecimal, _ expression: @autoclosure () -> String
    ) throws(ReferenceMathError) -> BigDecimal {
        guard !value.isZero else { return .zero }
        let lead = value.leadingExponent
        guard lead <= exponentLimit else { throw .tooLarge(expression()) }
        return lead < -exponentLimit ? .zero : value
    }

    private static func fixed(
        _ value: BigDecimal, places: Int, _ expression: @autoclosure () -> String
    ) throws(ReferenceMathError) -> String {
        guard places <= digitLimit, value.digitCount(places: places) <= digitLimit else {
            throw .tooLarge(expression())
        }
        return (value.isNegative ? "-" : "") + value.unsignedText(places: places)
    }
}
