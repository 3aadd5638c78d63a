internal import BigInt

/// A decimal of any size, coefficient × 10^exponent: the slow and certain arithmetic under both layers.
struct BigDecimal: Sendable, Hashable {
    var coefficient: BigInt
    var exponent: Int

    /// The digits that PostgreSQL's numeric can hold before the point.
    static let largestIntegerDigitCount = 131_072

    /// The digits that PostgreSQL's numeric can hold behind the point.
    static let largestFractionDigitCount = 16_383

    static let zero = BigDecimal(coefficient: 0, exponent: 0)
    static let one = BigDecimal(coefficient: 1, exponent: 0)
    static let hundred = BigDecimal(coefficient: 1, exponent: 2)

    init(coefficient: BigInt, exponent: Int) {
        self.coefficient = coefficient
        self.exponent = exponent
    }

    init(_ literal: DecimalLiteral) {
        let magnitude = BigUInt(decimalDigits: literal.digits)
        self.init(
            coefficient: BigInt(sign: literal.isNegative ? .minus : .plus, magnitude: magnitude),
            exponent: literal.exponent)
    }

    var isZero: Bool { coefficient.magnitude.isZero }
    var isNegative: Bool { coefficient.sign == .minus && !isZero }
    var magnitude: BigDecimal { BigDecimal(coefficient: BigInt(coefficient.magnitude), exponent: exponent) }

    /// The power of ten of the first digit, as in scientific notation; of no meaning for zero.
    var leadingExponent: Int { exponent + coefficient.magnitude.decimalDigitCount - 1 }

    /// The same value with no zeros at the end of its coefficient; zero has exponent 0.
    var normalized: BigDecimal {
        guard !isZero else { return .zero }
        let (magnitude, zeros) = coefficient.magnitude.strippedOfTrailingZeros
        guard zeros > 0 else { return self }
        return BigDecimal(coefficient: BigInt(sign: coefficient.sign, magnitude: magnitude), exponent: exponent + zeros)
    }

    /// The coefficient that the same value has at a smaller exponent.
    func coefficient(atExponent target: Int) -> BigInt {
        exponent == target ? coefficient : coefficient * BigInt(BigUInt.powerOfTen(exponent - target))
    }
}

extension BigDecimal: Comparable {
    static func < (left: BigDecimal, right: BigDecimal) -> Bool { left.compare(right) < 0 }

    /// Negative when self is smaller, 0 when the values are equal, positive when self is greater.
    ///
    /// Numbers of different size are told apart by their leading digits' places, so that comparing
    /// 1e9000000000000000 with 1 costs nothing.
    func compare(_ other: BigDecimal) -> Int {
        let sign = coefficient.signum()
        let otherSign = other.coefficient.signum()
        guard sign == otherSign, sign != 0 else { return Int(sign - otherSign) }
        let lead = leadingExponent
        let otherLead = other.leadingExponent
        guard lead == otherLead else { return (lead < otherLead ? -1 : 1) * Int(sign) }
        let common = min(exponent, other.exponent)
        let left = coefficient(atExponent: common)
        let right = other.coefficient(atExponent: common)
        return left == right ? 0 : left < right ? -1 : 1
    }
}
