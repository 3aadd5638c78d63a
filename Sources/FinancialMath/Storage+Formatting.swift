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

    /// Writes the digits from the last to the first, without a detour by a string.
    private static func append(_ value: Int64, places: Int, to bytes: inout [UInt8]) {
        let kept = min(places, narrowPlaces)
        var rest = rounded(value.magnitude, places: kept)
        let isNegative = value < 0 && rest != 0
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostBytes) { text in
            var first = mostBytes
            func put(_ byte: UInt8) {
                first -= 1
                text[first] = byte
            }
            func putDigit() {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
                rest = quotient
            }
            for _ in 0..<kept { putDigit() }
            if places > 0 { put(UInt8(ascii: ".")) }
            repeat { putDigit() } while rest != 0
            if isNegative { put(UInt8(ascii: "-")) }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[first...]))
        }
        if places > kept { bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: places - kept)) }
    }

    /// A sign, nineteen digits, a point, and a zero before it.
    private static var mostBytes: Int { 22 }

    /// Millionths counted in what that many places show, halves up.
    private static func rounded(_ millionths: UInt64, places: Int) -> UInt64 {
        switch places {
        // By constants for money and quantities, which is no division.
        case 2: return (millionths + 5_000) / 10_000
        case 4: return (millionths + 50) / 100
        default:
            let step = powerOfTen(narrowPlaces - places).magnitude
            return (millionths + step / 2) / step
        }
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
