internal import BigInt

/// Sums and products that fit 128 bits, which is every one that is not hostile: they need a big integer only
/// to keep the result.
extension Storage {
    /// `coefficient` × 10^`exponent` in its canonical form.
    init(_ coefficient: Int128, exponent: Int) {
        var coefficient = coefficient
        var exponent = coefficient == 0 ? 0 : exponent
        while coefficient & 1 == 0, coefficient != 0, let tenth = Self.tenth(coefficient) {
            coefficient = tenth
            exponent += 1
        }
        self = Self.narrow(coefficient, exponent: exponent) ?? .wide(Wide(coefficient, exponent: exponent))
    }

    /// The sum, when both numbers fit 128 bits at the exponent of the finer one; nil when they do not.
    static func mediumSum(_ left: BigDecimal, _ right: BigDecimal) -> Storage? {
        let common = min(left.exponent, right.exponent)
        guard let a = left.medium(atExponent: common), let b = right.medium(atExponent: common) else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : Storage(sum, exponent: common)
    }

    private static func narrow(_ coefficient: Int128, exponent: Int) -> Storage? {
        let shift = exponent + narrowPlaces
        guard shift >= 0, shift <= 18, let short = Int64(exactly: coefficient) else { return nil }
        let (value, overflow) = short.multipliedReportingOverflow(by: powerOfTen(shift))
        return overflow ? nil : .narrow(value)
    }

    /// A tenth, when that is whole; in 64 bits when possible, because 128 bits are divided by software.
    private static func tenth(_ number: Int128) -> Int128? {
        if let short = Int64(exactly: number) {
            return short % 10 == 0 ? Int128(short / 10) : nil
        }
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: 10)
        return remainder == 0 ? quotient : nil
    }
}

extension Wide {
    /// Word by word: BigInt's conversions are generic, and unspecialized they cost a hundred nanoseconds.
    fileprivate convenience init(_ coefficient: Int128, exponent: Int) {
        let bits = coefficient.magnitude
        let magnitude = BigUInt(words: [UInt(truncatingIfNeeded: bits), UInt(truncatingIfNeeded: bits >> 64)])
        let sign: BigInt.Sign = coefficient < 0 ? .minus : .plus
        self.init(BigDecimal(coefficient: BigInt(sign: sign, magnitude: magnitude), exponent: exponent))
    }
}

private extension BigDecimal {
    /// The coefficient at a smaller exponent, when it fits 128 bits.
    func medium(atExponent target: Int) -> Int128? {
        let shift = exponent - target
        guard shift <= 18, coefficient.magnitude.bitWidth < 128 else { return nil }
        let words = coefficient.magnitude.words
        let bits = words.enumerated().reduce(0 as UInt128) { $0 | UInt128($1.element) << (64 * $1.offset) }
        let signed = coefficient.sign == .minus ? 0 - Int128(bits) : Int128(bits)
        let (result, overflow) = signed.multipliedReportingOverflow(by: Int128(Storage.powerOfTen(shift)))
        return overflow ? nil : result
    }
}
