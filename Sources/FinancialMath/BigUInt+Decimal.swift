internal import BigInt

extension BigUInt {
    /// 10 to a power that is not negative.
    static func powerOfTen(_ exponent: Int) -> BigUInt {
        guard exponent > 18 else {
            return BigUInt((0..<exponent).reduce(into: 1 as UInt64) { power, _ in power *= 10 })
        }
        return BigUInt(10).power(exponent)
    }

    /// The number that decimal digits 0 to 9 spell, most significant first.
    init(decimalDigits digits: [UInt8]) {
        self.init(digits: digits, base: 10, digitsPerChunk: 16)
    }

    /// The number that base-10000 digits spell, most significant first.
    init(base10000Digits digits: [UInt16]) {
        self.init(digits: digits, base: 10_000, digitsPerChunk: 4)
    }

    /// How many decimal digits the number has; 1 for zero.
    var decimalDigitCount: Int {
        guard !isZero else { return 1 }
        // log10 2 = 0.30102999566398…, bounded from both sides; the bounds nearly always agree.
        let least = (bitWidth - 1) * 30_102_999_566 / 100_000_000_000 + 1
        let most = bitWidth * 30_102_999_567 / 100_000_000_000 + 1
        var count = least
        while count < most, self >= BigUInt.powerOfTen(count) { count += 1 }
        return count
    }

    /// The number without the decimal zeros at its end, and how many there were; the number is not zero.
    ///
    /// Tries ever greater powers of ten and then ever smaller ones, so that ten thousand zeros cost some
    /// thirty divisions. A number that ends in k decimal zeros ends in k binary zeros too, which rules most
    /// attempts out without dividing.
    var strippedOfTrailingZeros: (BigUInt, Int) {
        var rest = self
        var zeros = 0
        func strip(_ count: Int) -> Bool {
            guard count <= rest.trailingZeroBitCount else { return false }
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: BigUInt.powerOfTen(count))
            guard remainder.isZero else { return false }
            rest = quotient
            zeros += count
            return true
        }
        var count = 1
        while strip(count) { count *= 2 }
        while count > 1 {
            count /= 2
            _ = strip(count)
        }
        return (rest, zeros)
    }

    /// The quotient rounded half-up; the divisor is not zero.
    func dividedHalfUp(by divisor: BigUInt) -> BigUInt {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder << 1 >= divisor ? quotient + 1 : quotient
    }
}

extension BigUInt {
    private init<Digit: FixedWidthInteger>(digits: [Digit], base: UInt64, digitsPerChunk: Int) {
        var chunks: [UInt64] = []
        chunks.reserveCapacity(digits.count / digitsPerChunk + 1)
        var start = 0
        var end = digits.count % digitsPerChunk
        while start < digits.count {
            if end > start {
                chunks.append(digits[start..<end].reduce(0) { $0 * base + UInt64($1) })
            }
            start = end
            end += digitsPerChunk
        }
        self.init(chunks: chunks[...])
    }

    /// The number whose digits in base 10^16 these are, by halves: multiplying two long halves is cheaper
    /// than multiplying a long one by a short one many times.
    private init(chunks: ArraySlice<UInt64>) {
        guard chunks.count > 32 else {
            self = chunks.reduce(into: BigUInt()) { $0 = $0 * BigUInt(10_000_000_000_000_000 as UInt64) + BigUInt($1) }
            return
        }
        let half = chunks.count / 2
        let high = BigUInt(chunks: chunks.dropLast(half))
        let low = BigUInt(chunks: chunks.suffix(half))
        self = high * BigUInt.powerOfTen(16 * half) + low
    }
}
