/// Goes through a value's fields in their order: one list of them, from which bytes are written and read.
///
/// What writes leaves the fields as they are; what reads puts into them what stands there.
package protocol FieldCoder {
    mutating func code(_ number: inout UInt64) throws(FieldDamage)
    mutating func code(_ bytes: inout [UInt8]) throws(FieldDamage)
}

extension FieldCoder {
    /// Small numbers of either sign take few bytes.
    package mutating func code(_ number: inout Int64) throws(FieldDamage) {
        var bits = number.zigzag
        try code(&bits)
        number = Int64(zigzag: bits)
    }

    package mutating func code(_ number: inout UInt32) throws(FieldDamage) {
        var bits = UInt64(number)
        try code(&bits)
        guard let value = UInt32(exactly: bits) else { throw FieldDamage("a number is too large") }
        number = value
    }

    package mutating func code(_ number: inout Int) throws(FieldDamage) {
        var value = Int64(number)
        try code(&value)
        number = Int(value)
    }

    package mutating func code(_ flag: inout Bool) throws(FieldDamage) {
        var bits: UInt64 = flag ? 1 : 0
        try code(&bits)
        flag = bits != 0
    }

    package mutating func code(_ text: inout String) throws(FieldDamage) {
        var bytes = Array(text.utf8)
        try code(&bytes)
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// A number of an ascending list, by how far it is from the one before it, which it becomes.
    package mutating func code(_ number: inout Int64, after last: inout Int64) throws(FieldDamage) {
        var step = number &- last
        try code(&step)
        number = last &+ step
        last = number
    }

    /// A list: how many there are, and then each.
    package mutating func code<Element>(
        _ list: inout [Element], of empty: Element, _ each: (inout Self, inout Element) throws(FieldDamage) -> Void
    ) throws(FieldDamage) {
        var count = list.count
        try code(&count)
        guard count >= 0 else { throw FieldDamage("a list has less than nothing in it") }
        if list.count != count { list = [] }
        for place in 0..<count {
            if place == list.count { list.append(empty) }
            try each(&self, &list[place])
        }
    }
}

/// What is wrong with bytes that should be fields: a sentence's end.
package struct FieldDamage: Error {
    package let problem: String

    package init(_ problem: String) { self.problem = problem }
}

/// Appends fields to bytes.
package struct FieldWriter: FieldCoder {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func code(_ number: inout UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func code(_ more: inout [UInt8]) {
        var count = UInt64(more.count)
        code(&count)
        bytes += more
    }
}

/// Takes fields from bytes, which may be anybody's.
package struct FieldReader: FieldCoder {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    package var isAtEnd: Bool { offset == bytes.endIndex }

    package mutating func code(_ number: inout UInt64) throws(FieldDamage) {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
            guard offset < bytes.endIndex else { throw FieldDamage("it ends in the middle of a number") }
            let byte = bytes[offset]
            offset += 1
            guard shift < 64, shift < 63 || byte & 0x7E == 0 else { throw FieldDamage("a number is too long") }
            value |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        number = value
    }

    package mutating func code(_ found: inout [UInt8]) throws(FieldDamage) {
        var count: UInt64 = 0
        try code(&count)
        guard count <= UInt64(bytes.endIndex - offset) else { throw FieldDamage("it ends in the middle of a text") }
        let end = offset + Int(count)
        found = Array(bytes[offset..<end])
        offset = end
    }
}

extension Int64 {
    /// Small numbers of either sign as small numbers.
    @inlinable @inline(__always)
    package var zigzag: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }

    @inlinable @inline(__always)
    package init(zigzag: UInt64) { self = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1) }
}
