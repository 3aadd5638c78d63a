internal import BigInt

extension BigDecimal {
    static func + (left: BigDecimal, right: BigDecimal) -> BigDecimal {
        // Zero would drag the other operand to its exponent.
        guard !left.isZero else { return right }
        guard !right.isZero else { return left }
        let common = min(left.exponent, right.exponent)
        return BigDecimal(
            coefficient: left.coefficient(atExponent: common) + right.coefficient(atExponent: common), exponent: common)
    }

    static prefix func - (value: BigDecimal) -> BigDecimal {
        BigDecimal(coefficient: -value.coefficient, exponent: value.exponent)
    }

    static func - (left: BigDecimal, right: BigDecimal) -> BigDecimal { left + -right }

    static func * (left: BigDecimal, right: BigDecimal) -> BigDecimal {
        BigDecimal(coefficient: left.coefficient * right.coefficient, exponent: left.exponent + right.exponent)
    }

    /// Rounds half away from zero to a multiple of 10^`target`.
    func rounded(toExponent target: Int) -> BigDecimal {
        guard exponent < target else { return self }
        guard !isZero, leadingExponent >= target - 1 else { return .zero }
        let magnitude = coefficient.magnitude.dividedHalfUp(by: BigUInt.powerOfTen(target - exponent))
        return BigDecimal(coefficient: BigInt(sign: coefficient.sign, magnitude: magnitude), exponent: target)
    }

    /// Rounds half away from zero to so many significant digits.
    func rounded(digits: Int) -> BigDecimal {
        isZero ? .zero : rounded(toExponent: leadingExponent - digits + 1)
    }

    /// The sum rounded once to so many significant digits, at a cost that does not grow with the distance
    /// between the operands' exponents.
    ///
    /// Halves of a last digit, and the greater operand itself, are multiples of 10^`floor`. Of a smaller
    /// operand below that only the sign can matter, so a nearer one with the same sign takes its place.
    func adding(_ other: BigDecimal, digits: Int) -> BigDecimal {
        guard !isZero else { return other.rounded(digits: digits) }
        guard !other.isZero else { return rounded(digits: digits) }
        let isLarger = leadingExponent >= other.leadingExponent
        let large = isLarger ? self : other
        var small = isLarger ? other : self
        let floor = min(large.exponent, large.leadingExponent - digits - 2)
        if small.leadingExponent < floor {
            small = BigDecimal(coefficient: small.isNegative ? -1 : 1, exponent: floor - 1)
        }
        return (large + small).rounded(digits: digits)
    }

    /// The quotient rounded once to so many significant digits; the divisor is not zero.
    func divided(by divisor: BigDecimal, digits: Int) -> BigDecimal {
        guard !isZero else { return .zero }
        let dividend = coefficient.magnitude
        let magnitude = divisor.coefficient.magnitude
        let shift = max(0, digits + 2 - dividend.decimalDigitCount + magnitude.decimalDigitCount)
        let quotient = dividend * BigUInt.powerOfTen(shift) / magnitude
        let sign: BigInt.Sign = coefficient.sign == divisor.coefficient.sign ? .plus : .minus
        return BigDecimal(
            coefficient: BigInt(sign: sign, magnitude: quotient), exponent: exponent - divisor.exponent - shift
        ).rounded(digits: digits)
    }

    /// The exact quotient rounded half away from zero to so many places; the divisor is not zero.
    func divided(by divisor: BigDecimal, places: Int) -> BigDecimal {
        let shift = exponent - divisor.exponent + places
        let dividend = coefficient.magnitude * BigUInt.powerOfTen(max(0, shift))
        let magnitude = divisor.coefficient.magnitude * BigUInt.powerOfTen(max(0, -shift))
        let sign: BigInt.Sign = coefficient.sign == divisor.coefficient.sign ? .plus : .minus
        return BigDecimal(
            coefficient: BigInt(sign: sign, magnitude: dividend.dividedHalfUp(by: magnitude)), exponent: -places)
    }
}
