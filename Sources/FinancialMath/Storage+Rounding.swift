internal import BigInt

extension Storage {
    /// Rounded half away from zero.
    @inlinable
    func rounded(places: Int) -> Storage {
        if case .narrow(let value) = self {
            if places >= Self.narrowPlaces { return self }
            if places >= 0 {
                let step = Self.powerOfTen(Self.narrowPlaces - places)
                let (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
                let carry: Int64 = remainder.magnitude * 2 < step.magnitude ? 0 : value < 0 ? -1 : 1
                let (rounded, overflow) = (quotient + carry).multipliedReportingOverflow(by: step)
                if !overflow { return .narrow(rounded) }
            }
        }
        return wideRounded(places: places)
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

    @inline(never)
    private static func widePrice(cost: Storage, margin: Storage) -> Storage? {
        let share = BigDecimal.hundred - margin.big
        guard !share.isZero, !share.isNegative else { return nil }
        let hundredfold = BigDecimal(coefficient: cost.big.coefficient, exponent: cost.big.exponent + 2)
        return Storage(hundredfold.divided(by: share, places: 2))
    }
}
