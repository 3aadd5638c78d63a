internal import BigInt

extension BigDecimal {
    /// The magnitude rounded half-up to so many places and written with exactly that many.
    ///
    /// The sign is left to the caller: decimal.js writes that of the value before rounding, everyone else
    /// that of the value after.
    func unsignedText(places: Int) -> String {
        let rounded = rounded(toExponent: -places)
        var digits = rounded.coefficient.magnitude.decimalText
        if !rounded.isZero {
            digits += String(repeating: "0", count: rounded.exponent + places)
        }
        guard places > 0 else { return digits }
        let missing = places + 1 - digits.utf8.count
        if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
        return "\(digits.dropLast(places)).\(digits.suffix(places))"
    }

    /// How many digits ``unsignedText(places:)`` writes, or one more.
    func digitCount(places: Int) -> Int {
        max(0, isZero ? 0 : leadingExponent + 1) + places
    }

    /// The value as decimal.js's `toString` writes it: exponent form from 1e+21 up and from 1e-7 down.
    ///
    /// Zero is written without a sign, as `toString` does.
    var shortestText: String {
        let value = normalized
        guard !value.isZero else { return "0" }
        let sign = value.isNegative ? "-" : ""
        let lead = value.leadingExponent
        guard lead <= -7 || lead >= 21 else {
            return sign + value.unsignedText(places: max(0, -value.exponent))
        }
        let digits = value.coefficient.magnitude.decimalText
        let fraction = digits.utf8.count > 1 ? ".\(digits.dropFirst())" : ""
        return "\(sign)\(digits.prefix(1))\(fraction)e\(lead < 0 ? "-" : "+")\(lead.magnitude)"
    }
}
