/// Finds a number in an object of JSON as almost every one is: keys and values without escapes, nothing nested in it, each key
/// once, the number written in digits.
///
/// It is strict, and makes nothing: where an object is another, or none, it finds nothing, and ``JSONScanner`` is asked.
struct PlainJSON {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// - Returns: The number in millionths; nil as well where it has more than ten digits before the point or six behind it.
    static func millionths(of key: StaticString, in bytes: UnsafeRawBufferPointer) -> Int64? {
        var json = PlainJSON(bytes: bytes)
        return json.find(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private mutating func find(_ key: UnsafeRawBufferPointer) -> Int64? {
        var found: Int64?
        guard take("{") else { return nil }
        repeat {
            guard let name = string(), take(":") else { return nil }
            guard name.elementsEqual(key) else {
                guard skipValue() else { return nil }
                continue
            }
            guard found == nil, let number = number() else { return nil }
            found = number
        } while take(",")
        guard take("}") else { return nil }
        skipBlanks()
        return offset == bytes.count ? found : nil
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, Self.isBlank(bytes[offset]) { offset += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: mark) else { return false }
        offset += 1
        return true
    }

    /// A string of ASCII in which no character stands for another.
    private mutating func string() -> UnsafeRawBufferPointer? {
        guard take("\"") else { return nil }
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            guard (0x20..<0x7F).contains(bytes[offset]), bytes[offset] != UInt8(ascii: "\\") else { return nil }
            offset += 1
        }
        guard offset < bytes.count else { return nil }
        offset += 1
        return UnsafeRawBufferPointer(rebasing: bytes[start..<offset - 1])
    }

    private mutating func skipValue() -> Bool {
        skipBlanks()
        guard offset < bytes.count else { return false }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return string() != nil
        case UInt8(ascii: "n"): return takeWord("null")
        case UInt8(ascii: "t"): return takeWord("true")
        case UInt8(ascii: "f"): return takeWord("false")
        default: return number() != nil
        }
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let word = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: word) else { return false }
        offset += word.count
        return true
    }

    private mutating func number() -> Int64? {
        skipBlanks()
        let isNegative = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let start = offset
        guard var value = digits(atMost: 10) else { return nil }
        guard offset == start + 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        var places = 0
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            let start = offset
            guard let fraction = digits(atMost: 6) else { return nil }
            places = offset - start
            for _ in 0..<places { value *= 10 }
            value += fraction
        }
        guard offset == bytes.count || !Self.continuesNumber(bytes[offset]) else { return nil }
        for _ in places..<6 { value *= 10 }
        return isNegative ? -value : value
    }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") || byte == UInt8(ascii: ".") || isDigit(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Nil for none.
    private mutating func digits(atMost most: Int) -> Int64? {
        var value: Int64 = 0
        let start = offset
        while offset < bytes.count, offset < start + most, Self.isDigit(bytes[offset]) {
            value = value * 10 + Int64(bytes[offset] &- UInt8(ascii: "0"))
            offset += 1
        }
        return offset > start ? value : nil
    }
}
