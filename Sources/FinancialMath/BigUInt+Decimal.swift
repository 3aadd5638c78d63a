internal import BigInt

extension BigUInt {
    /// 10 to a power that is not negative.
    static func powerOfTen(_ exponent: Int) -> BigUInt { powerOfFive(exponent) << exponent }

    /// By squaring; the two halves of a product have one length, which is where BigInt multiplies fastest.
    private static func powerOfFive(_ exponent: Int) -> BigUInt {
        guard exponent > 27 else {
            return BigUInt((0..<exponent).reduce(into: 1 as UInt64) { power, _ in power *= 5 })
        }
        let half = powerOfFive(exponent / 2)
        return exponent % 2 == 0 ? half * half : (half * half).multiplied(byWord: 5)
    }

    /// The number that decimal digits 0 to 9 spell, most significant first.
    init(decimalDigits digits: [UInt8]) {
        self.init(digits: digits, base: 10, digitsPerChunk: 16)
    }

    /// The number that base-10000 digits spell, most significant first.
    init(base10000Digits digits: [UInt16]) {
        self.init(digits: digits, base: 10_000, digitsPerChunk: 4)
    }

    /// The digits that spell the number, 19 at a time: BigInt's own description divides in software, which for the 16,383
    /// places of the longest numeric takes a hundred times as long.
    var decimalText: String {
        var words = Array(self.words)
        var chunks: [UInt] = []
        while !words.isEmpty {
            chunks.append(words.withUnsafeMutableBufferPointer { Self.divide($0, by: 10_000_000_000_000_000_000) })
            while words.last == 0 { words.removeLast() }
        }
        guard let first = chunks.popLast() else { return "0" }
        return chunks.reversed().reduce(into: String(first)) { text, chunk in
            let digits = String(chunk)
            text += String(repeating: "0", count: 19 - digits.utf8.count) + digits
        }
    }

    /// Leaves the quotient in the words, and answers with the remainder.
    private static func divide(_ words: UnsafeMutableBufferPointer<UInt>, by divisor: UInt) -> UInt {
        var remainder: UInt = 0
        var index = words.count
        while index > 0 {
            index -= 1
            (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        return remainder
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
    /// Digit after digit, several at once: all words so far are multiplied by 10^16 in place. Quadratic, but for
    /// the 147,455 digits of the longest numeric several times faster than multiplying halves with one another.
    private init<Digit: FixedWidthInteger>(digits: [Digit], base: UInt, digitsPerChunk: Int) {
        let factor: UInt = 10_000_000_000_000_000
        var words: [UInt] = []
        words.reserveCapacity(digits.count / digitsPerChunk + 1)
        var start = 0
        var end = digits.count % digitsPerChunk
        while start < digits.count {
            var carry = digits[start..<end].reduce(0) { $0 * base + UInt($1) }
            for index in words.indices {
                let (high, low) = words[index].multipliedFullWidth(by: factor)
                let (word, overflow) = low.addingReportingOverflow(carry)
                words[index] = word
                carry = high &+ (overflow ? 1 : 0)
            }
            if carry != 0 { words.append(carry) }
            start = end
            end += digitsPerChunk
        }
        self.init(words: words)
    }
}
