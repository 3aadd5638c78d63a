package import LiveShopping

/// Where a text stops being JSON.
package struct JSONError: Error, Equatable {
    let offset: Int
    /// The bytes are not even text.
    var isEncoding = false
}

/// Reads JSON by RFC 8259, strictly, for some values of the outermost object.
///
/// Numbers come out as they are written, so that nothing is lost of them. The nesting is kept on a stack of its own:
/// no depth of it can exhaust the thread's.
package struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    /// The containers around the place, outermost first; true for objects.
    private var isObject: [Bool] = []

    /// What the text is, and the values of some keys of the outermost object, the last one where a key comes twice.
    package static func outline(of bytes: UnsafeRawBufferPointer, keys: [String]) throws(JSONError) -> JSONOutline {
        guard bytes.isASCII || String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONError(offset: 0, isEncoding: true)
        }
        var scanner = JSONScanner(bytes: bytes)
        return try scanner.scan(for: keys)
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private enum Expectation {
        case value, valueOrEnd, key, keyOrEnd, commaOrEnd
    }

    private mutating func scan(for keys: [String]) throws(JSONError) -> JSONOutline {
        skipBlanks()
        let isOutermostObject = next == "{"
        let isOutermostArray = next == "["
        var outermost = JSONScalar.other
        var values = [JSONScalar?](repeating: nil, count: keys.count)
        var isEmptyArray = true
        var wanted: Int?
        var expectation = Expectation.value
        repeat {
            skipBlanks()
            switch expectation {
            case .keyOrEnd where next == "}", .valueOrEnd where next == "]", .commaOrEnd where next == end:
                close()
                expectation = .commaOrEnd
            case .commaOrEnd:
                try take(",")
                expectation = isObject.last == true ? .key : .value
            case .key, .keyOrEnd:
                let key = try string()
                wanted = isObject.count == 1 ? keys.firstIndex(of: key) : nil
                skipBlanks()
                try take(":")
                expectation = .value
            case .value, .valueOrEnd:
                let depth = isObject.count
                let (value, inside) = try value()
                if depth == 0 { outermost = value }
                if depth == 1 { isEmptyArray = false }
                if let place = wanted, depth == 1 { values[place] = value }
                expectation = inside
            }
        } while !isObject.isEmpty
        skipBlanks()
        guard offset == bytes.count else { throw JSONError(offset: offset) }
        if isOutermostObject { return .object(values) }
        return isOutermostArray ? .array(isEmpty: isEmptyArray) : .scalar(outermost)
    }

    /// Takes a scalar, or the beginning of a container, and says what comes after it.
    private mutating func value() throws(JSONError) -> (JSONScalar, Expectation) {
        switch next {
        case "{": return open(object: true)
        case "[": return open(object: false)
        case "\"": return (.string(try string()), .commaOrEnd)
        case "t": try take("true")
        case "f": try take("false")
        case "n":
            try take("null")
            return (.null, .commaOrEnd)
        default: return (.number(try number()), .commaOrEnd)
        }
        return (.other, .commaOrEnd)
    }

    private mutating func open(object: Bool) -> (JSONScalar, Expectation) {
        offset += 1
        isObject.append(object)
        return (.other, object ? .keyOrEnd : .valueOrEnd)
    }

    private mutating func close() {
        offset += 1
        isObject.removeLast()
    }
}

extension JSONScanner {
    /// The next byte, or nil at the end of the text.
    private var next: Unicode.Scalar? { offset < bytes.count ? Unicode.Scalar(bytes[offset]) : nil }

    /// What ends the innermost container.
    private var end: Unicode.Scalar { isObject.last == true ? "}" : "]" }

    private mutating func skipBlanks() {
        while let byte = next, byte == " " || byte == "\n" || byte == "\r" || byte == "\t" { offset += 1 }
    }

    private mutating func take(_ expected: StaticString) throws(JSONError) {
        for index in 0..<expected.utf8CodeUnitCount {
            guard offset < bytes.count, bytes[offset] == expected.utf8Start[index] else {
                throw JSONError(offset: offset)
            }
            offset += 1
        }
    }

    /// Takes as many digits as there are, and at least one.
    private mutating func takeDigits() throws(JSONError) {
        let start = offset
        while let digit = next, ("0"..."9").contains(digit) { offset += 1 }
        guard offset > start else { throw JSONError(offset: offset) }
    }

    private mutating func number() throws(JSONError) -> String {
        let start = offset
        if next == "-" { offset += 1 }
        if next == "0" { offset += 1 } else { try takeDigits() }
        if next == "." {
            offset += 1
            try takeDigits()
        }
        if next == "e" || next == "E" {
            offset += 1
            if next == "+" || next == "-" { offset += 1 }
            try takeDigits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func string() throws(JSONError) -> String {
        try take("\"")
        let start = offset
        while offset < bytes.count, Self.isPlain(bytes[offset]) { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
            offset += 1
            return String(decoding: bytes[start..<offset - 1], as: UTF8.self)
        }
        return try string(beginningWith: Array(bytes[start..<offset]))
    }

    /// It stands for itself within a string.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// What is left of a string that is no longer plain.
    private mutating func string(beginningWith units: [UInt8]) throws(JSONError) -> String {
        var units = units
        while let byte = next, byte != "\"" {
            guard byte.value >= 0x20 else { throw JSONError(offset: offset) }
            if byte == "\\" {
                try takeEscape(into: &units)
            } else {
                units.append(bytes[offset])
                offset += 1
            }
        }
        try take("\"")
        return String(decoding: units, as: UTF8.self)
    }

    private mutating func takeEscape(into units: inout [UInt8]) throws(JSONError) {
        offset += 1
        let letters: [Unicode.Scalar: UInt8] = [
            "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09,
        ]
        if let letter = next, let byte = letters[letter] {
            offset += 1
            units.append(byte)
        } else {
            try take("u")
            units.append(contentsOf: String(try escapedScalar()).utf8)
        }
    }

    /// A character by its code, or by the codes of a surrogate pair; half a pair is the replacement character.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let resume = offset
        if next == "\\" {
            offset += 1
            if next == "u" {
                offset += 1
                let second = try hexadecimal()
                if UTF16.isTrailSurrogate(second) { return UTF16.decode(UTF16.EncodedScalar([first, second])) }
            }
        }
        offset = resume
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        var code: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap({ UInt16(String($0), radix: 16) }) else { throw JSONError(offset: offset) }
            code = code << 4 | digit
            offset += 1
        }
        return code
    }
}
