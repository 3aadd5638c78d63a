internal import BigInt

extension Storage {
    /// Reads base-10000 digits, as PostgreSQL's numeric has them: Σ digit[i] × 10000^(`weight` − i).
    ///
    /// Numbers below 10^12 with up to 6 places, which is nearly all there are, are summed up in 64 bits.
    @inlinable @inline(__always)
    init(base10000Digits count: Int, weight: Int, isNegative: Bool, digit: (Int) -> UInt16) {
        if count <= 0 {
            self = .narrow(0)
            return
        }
        // Four digits, the last of which counts whole millionths: no sum of theirs comes to 2^63, not even of digits beyond 9,999.
        if count <= 4, weight <= 2, weight >= -2, weight - count >= -3 {
            let last = weight - count + 1
            var value: Int64 = 0
            for index in 0..<count { value = value &* 10_000 &+ Int64(digit(index)) }
            if last >= -1 {
                self = .narrow(Self.signed(value &* Self.millionths(weight: last), isNegative))
                return
            }
            // The digit of weight −2 counts hundredths of a millionth.
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 100)
            if remainder == 0 {
                self = .narrow(Self.signed(quotient, isNegative))
                return
            }
        }
        var digits: [UInt16] = []
        digits.reserveCapacity(count)
        for index in 0..<count { digits.append(digit(index)) }
        self = Self.decoded(digits, weight: weight, isNegative: isNegative)
    }

    @inlinable @inline(__always)
    static func signed(_ magnitude: Int64, _ isNegative: Bool) -> Int64 { isNegative ? 0 &- magnitude : magnitude }

    /// What a digit of a weight from −1 to 2 counts, in millionths.
    @inlinable @inline(__always)
    static func millionths(weight: Int) -> Int64 {
        switch weight {
        case -1: 100
        case 0: 1_000_000
        case 1: 10_000_000_000
        default: 100_000_000_000_000
        }
    }

    @usableFromInline @inline(never)
    static func decoded(_ digits: [UInt16], weight: Int, isNegative: Bool) -> Storage {
        guard let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) else {
            return .narrow(0)
        }
        let magnitude = BigUInt(base10000Digits: Array(digits[first...last]))
        return Storage(
            BigDecimal(
                coefficient: BigInt(sign: isNegative ? .minus : .plus, magnitude: magnitude),
                exponent: 4 * (weight - last)))
    }

    /// Reads a decimal literal; nil when it is none or beyond what PostgreSQL's numeric can hold.
    ///
    /// - Parameters:
    ///   - wholeDigits: How many digits the number may have before the point.
    ///   - digits: How many it may have from the first to the last that is not zero.
    @usableFromInline
    init?(literal: String, wholeDigits: Int, digits: Int) {
        guard let literal = DecimalLiteral(literal) else { return nil }
        let lead = literal.exponent + literal.digits.count
        guard lead <= wholeDigits, literal.digits.count <= digits,
            literal.exponent >= -BigDecimal.largestFractionDigitCount
        else { return nil }
        self = Self.narrow(literal) ?? Storage(BigDecimal(literal))
    }

    /// As many digits as PostgreSQL's numeric can hold.
    @usableFromInline
    init?(literal: String) {
        self.init(literal: literal, wholeDigits: BigDecimal.largestIntegerDigitCount, digits: .max)
    }

    /// The literal's number, where its digits and the zeros behind them are few enough for 64 bits: as prices are written.
    private static func narrow(_ literal: DecimalLiteral) -> Storage? {
        let zeros = literal.exponent + narrowPlaces
        guard zeros >= 0, zeros <= 18, literal.digits.count + zeros <= 18 else { return nil }
        let digits = literal.digits.reduce(0) { $0 &* 10 &+ Int64($1) } &* powerOfTen(zeros)
        return .narrow(literal.isNegative ? -digits : digits)
    }
}
