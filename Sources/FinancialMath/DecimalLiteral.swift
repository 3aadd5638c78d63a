/// A decimal literal taken apart: its sign, its significant digits and a power of ten.
///
/// The grammar is the one decimal.js calls decimal: an optional sign, digits with an optional point
/// (`5`, `5.`, `.5`, `5.5`) and an optional exponent. Nothing else: no spaces, no `NaN`, no `0x10`.
struct DecimalLiteral {
    /// Whether the literal began with a minus sign.
    var isNegative = false

    /// Digits as numbers 0 to 9, most significant first, without zeros at either end; empty for zero.
    var digits: [UInt8] = []

    /// The power of ten of the last digit, held within ±(`exponentBound` + the literal's length).
    var exponent = 0

    /// Exponents are read up to here and no further; far beyond everything that can be used.
    static let exponentBound = 100_000_000_000_000_000

    init?(_ text: String) {
        var bytes = text.utf8.makeIterator()
        var byte = bytes.next()
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
            isNegative = byte == UInt8(ascii: "-")
            byte = bytes.next()
        }

        var digitCount = 0
        var places = 0
        var isBehindPoint = false
        while let current = byte {
            if let digit = Self.digit(current) {
                digitCount += 1
                places += isBehindPoint ? 1 : 0
                if digit != 0 || !digits.isEmpty { digits.append(digit) }
            } else if current == UInt8(ascii: "."), !isBehindPoint {
                isBehindPoint = true
            } else {
                break
            }
            byte = bytes.next()
        }
        guard digitCount > 0 else { return nil }

        var written = 0
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            guard let value = Self.exponent(&bytes) else { return nil }
            written = value
        } else if byte != nil {
            return nil
        }
        exponent = written - places
        dropTrailingZeros()
    }
}

extension DecimalLiteral {
    private static func digit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- UInt8(ascii: "0")
        return digit <= 9 ? digit : nil
    }

    /// Reads the exponent to the end of the text; nil when it is none.
    private static func exponent(_ bytes: inout some IteratorProtocol<UInt8>) -> Int? {
        var byte = bytes.next()
        var isNegative = false
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
            isNegative = byte == UInt8(ascii: "-")
            byte = bytes.next()
        }
        guard byte != nil else { return nil }
        var value = 0
        while let current = byte {
            guard let digit = digit(current) else { return nil }
            value = min(value * 10 + Int(digit), exponentBound)
            byte = bytes.next()
        }
        return isNegative ? -value : value
    }

    private mutating func dropTrailingZeros() {
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { exponent = 0 }
    }
}
