extension Storage {
    /// Appends the number rounded half-up to so many places, in ASCII; zero has no sign.
    @usableFromInline
    func append(places: Int, to bytes: inout [UInt8]) {
        precondition(places >= 0, "a number cannot be written with \(places) decimal places")
        switch self {
        case .narrow(let value):
            Self.append(value, places: places, to: &bytes)
        case .wide(let wide):
            let rounded = wide.value.rounded(toExponent: -places)
            if rounded.isNegative { bytes.append(UInt8(ascii: "-")) }
            bytes.append(contentsOf: rounded.unsignedText(places: places).utf8)
        }
    }

    /// Writes the digits from the last to the first into room made for them, without a detour by a string.
    private static func append(_ value: Int64, places: Int, to bytes: inout [UInt8]) {
        let kept = min(places, narrowPlaces)
        let step = powerOfTen(narrowPlaces - kept).magnitude
        var rest = (value.magnitude + step / 2) / step
        if value < 0, rest != 0 { bytes.append(UInt8(ascii: "-")) }

        let width = max(digitCount(rest), kept + 1)
        let start = bytes.count
        let pointWidth = places > 0 ? 1 : 0
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width + places - kept + pointWidth))
        let point = start + width - kept
        if places > 0 { bytes[point] = UInt8(ascii: ".") }
        var position = start + width + pointWidth
        while rest != 0 {
            position -= position - 1 == point && places > 0 ? 2 : 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
    }

    private static func digitCount(_ number: UInt64) -> Int {
        var count = 1
        var rest = number / 10
        while rest != 0 {
            rest /= 10
            count += 1
        }
        return count
    }

    @usableFromInline
    func text(places: Int) -> String {
        var bytes: [UInt8] = []
        append(places: places, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How many places the number needs to be written exactly.
    @usableFromInline
    var neededPlaces: Int {
        switch self {
        case .narrow(let value):
            var places = Self.narrowPlaces
            var rest = value
            while places > 0, rest % 10 == 0 {
                rest /= 10
                places -= 1
            }
            return places
        case .wide(let wide):
            return max(0, -wide.value.exponent)
        }
    }
}
