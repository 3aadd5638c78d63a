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
        // Of 4 digits before the last possible one, the greatest counts 10^14 millionths: 65,535 × 10^14 and
        // all that follows is below 2^63, so that even digits beyond 9,999 do not overflow.
        if weight <= 2, weight >= -2, count <= weight + 3 {
            var value: Int64 = 0
            var place = Self.millionths(weight: weight)
            var index = 0
            while index < count, place != 0 {
                value &+= Int64(digit(index)) &* place
                place /= 10_000
                index += 1
            }
            // The digit of weight −2 counts hundredths of a millionth.
            let last = index < count ? Int64(digit(index)) : 0
            if last % 100 == 0 {
                value &+= last / 100
                self = .narrow(isNegative ? 0 &- value : value)
                return
            }
        }
        var digits: [UInt16] = []
        digits.reserveCapacity(count)
        for index in 0..<count { digits.append(digit(index)) }
        self = Self.decoded(digits, weight: weight, isNegative: isNegative)
    }

    /// What a digit of a weight up to 2 counts, in millionths; 0 when that is less than one.
    @inlinable @inline(__always)
    static func millionths(weight: Int) -> Int64 {
        switch weight {
        case 2: 100_000_000_000_000
        case 1: 10_000_000_000
        case 0: 1_000_000
        case -1: 100
        default: 0
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
