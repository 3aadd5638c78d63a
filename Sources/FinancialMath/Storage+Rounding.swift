internal import BigInt

extension Storage {
    /// Rounded half away from zero.
    @inlinable
    func rounded(places: Int) -> Storage {
        if case .narrow(let value) = self {
            if places >= Self.narrowPlaces { return self }
            if places >= 0, let rounded = Self.rounded(value, step: Self.powerOfTen(Self.narrowPlaces - places)) {
                return .narrow(rounded)
            }
        }
        return wideRounded(places: places)
    }

    /// Rounded half away from zero to 2 places; the divisor is a constant, and therefore a multiplication.
    @inlinable
    var roundedToCents: Storage {
        if case .narrow(let value) = self, let rounded = Self.rounded(value, step: 10_000) { return .narrow(rounded) }
        return wideRounded(places: 2)
    }

    /// Rounded half away from zero to a multiple of `step`, a power of ten above 1; nil when that is too much for 64 bits.
    @inlinable @inline(__always)
    static func rounded(_ value: Int64, step: Int64) -> Int64? {
        // Half a step outwards and then cut off: no branch that depends on the digits.
        let (moved, isBeyond) = value.addingReportingOverflow(value < 0 ? step / -2 : step / 2)
        let (rounded, overflow) = (moved / step).multipliedReportingOverflow(by: step)
        return isBeyond || overflow ? nil : rounded
    }

    @usableFromInline @inline(never)
    func wideRounded(places: Int) -> Storage { Storage(big.rounded(toExponent: 0 - places)) }

    /// Whether no digit but zero stands behind that many places.
    @inlinable
    func hasAtMost(places: Int) -> Bool {
        if case .narrow(let value) = self {
            if places >= Self.narrowPlaces { return true }
            if places >= 0 { return value % Self.powerOfTen(Self.narrowPlaces - places) == 0 }
        }
        return wideHasAtMost(places: places)
    }

    @usableFromInline @inline(never)
    func wideHasAtMost(places: Int) -> Bool {
        let value = big.normalized
        return value.isZero || value.exponent >= 0 - places
    }

    /// cost ÷ (1 − margin ÷ 100), rounded once, half-up, to 2 places; nil when the margin is 100 or more.
    @usableFromInline
    static func price(cost: Storage, margin: Storage) -> Storage? {
        if case .narrow(let cost) = cost, case .narrow(let margin) = margin {
            let (share, shareOverflow) = (100 * unit).subtractingReportingOverflow(margin)
            let (dividend, overflow) = cost.multipliedReportingOverflow(by: 10_000)
            if !shareOverflow, !overflow {
                return share > 0 ? narrowPrice(dividend, share: share) : nil
            }
        }
        return widePrice(cost: cost, margin: margin)
    }

    /// The quotient is a number of cents.
    private static func narrowPrice(_ dividend: Int64, share: Int64) -> Storage {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: share)
        // Twice a remainder may exceed 63 bits, but not 64.
        let carry: Int64 = remainder.magnitude * 2 < share.magnitude ? 0 : dividend < 0 ? -1 : 1
        return Storage(unscaled: quotient + carry, places: 2)
    }

    /// A price goes one way as its margin does: where two margins around a long one give the same price, it has it too.
    @inline(never)
    private static func widePrice(cost: Storage, margin: Storage) -> Storage? {
        if case .wide(let wide) = margin, let (below, above) = wide.neighbours,
            let price = exactPrice(cost.big, above), price == exactPrice(cost.big, below)
        {
            return Storage(price)
        }
        return exactPrice(cost.big, margin.big).map { Storage($0) }
    }

    private static func exactPrice(_ cost: BigDecimal, _ margin: BigDecimal) -> BigDecimal? {
        let share = BigDecimal.hundred - margin
        guard !share.isZero, !share.isNegative else { return nil }
        let hundredfold = BigDecimal(coefficient: cost.coefficient, exponent: cost.exponent + 2)
        return hundredfold.divided(by: share, places: 2)
    }
}
