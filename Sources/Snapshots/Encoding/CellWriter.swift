import FinancialMath
import LiveShopping

/// One value on its way into a binary COPY; null until something is put.
struct CellWriter {
    /// The type of the column that the value goes into.
    let type: CellType
    private var bytes: [UInt8]?

    init(type: CellType) {
        self.type = type
    }

    /// Appends the value's length and bytes.
    func append(to row: inout [UInt8]) {
        row.appendBigEndian(Int32(bytes?.count ?? -1))
        if let bytes { row.append(contentsOf: bytes) }
    }
}

extension CellWriter {
    mutating func put(_ integer: Int64?) {
        guard let integer else { return }
        var bytes: [UInt8] = []
        switch type {
        case .int2: bytes.appendBigEndian(Int16(clamping: integer))
        case .int4: bytes.appendBigEndian(Int32(clamping: integer))
        case .bool: bytes.append(integer == 0 ? 0 : 1)
        default: bytes.appendBigEndian(integer)
        }
        self.bytes = bytes
    }

    mutating func put<Entity>(_ id: ID<Entity>?) {
        put(id?.rawValue)
    }

    mutating func put(_ flag: Bool) {
        put(Int64(flag ? 1 : 0))
    }

    mutating func put(_ moment: Timestamp?) {
        put(moment?.microseconds)
    }

    /// A column that says by holding a moment that something has happened; the row knows only that it has.
    mutating func put(_ hasHappened: Bool, at moment: Timestamp?) {
        if hasHappened { put(moment ?? Timestamp(year: 2000, month: 1, day: 1)) }
    }

    mutating func put(_ text: String?) {
        bytes = text.map { Array($0.utf8) }
    }

    mutating func put<Known>(_ word: Word<Known>?) {
        put(word?.description)
    }

    /// JSON, before which jsonb wants a version.
    mutating func put(json text: String?) {
        bytes = text.map { (type == .jsonb ? [1] : []) + Array($0.utf8) }
    }
}

extension CellWriter {
    /// A number, into a numeric column or, when it is whole, into one of integers.
    mutating func put<Measure>(_ figure: Figure<Measure>?) {
        switch figure {
        case .finite(let number): put(number)
        case .nan: put(Numeric(sign: 0xC000))
        case .infinity: put(Numeric(sign: 0xD000))
        case .negativeInfinity: put(Numeric(sign: 0xF000))
        case nil: break
        }
    }

    private mutating func put<Measure>(_ number: Exact<Measure>) {
        let literal = number.formattedExactly
        if type == .numeric {
            put(Numeric(literal: literal))
        } else {
            put(Int64(literal.prefix { $0 != "." }) ?? 0)
        }
    }

    private mutating func put(_ numeric: Numeric) {
        bytes = numeric.bytes
    }
}

/// PostgreSQL's numeric: digits to the base 10000, the weight of the first, a sign or kind, and a display scale.
private struct Numeric {
    private var digits: [Int16] = []
    private var weight: Int16 = 0
    private let sign: UInt16
    private var scale: UInt16 = 0

    init(sign: UInt16) {
        self.sign = sign
    }

    /// Reads `-12.50`: a sign, digits and, behind a point, more digits.
    init(literal: String) {
        let parts = literal.drop { $0 == "-" }.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let whole = Array(parts[0])
        let fraction = parts.count > 1 ? Array(parts[1]) : []
        let leading = (4 - whole.count % 4) % 4
        let trailing = (4 - fraction.count % 4) % 4
        let zero = UInt8(ascii: "0")
        let padded =
            Array(repeating: zero, count: leading) + whole + fraction + Array(repeating: zero, count: trailing)
        for start in stride(from: 0, to: padded.count, by: 4) {
            digits.append(padded[start..<start + 4].reduce(0) { $0 * 10 + Int16($1 - zero) })
        }
        weight = Int16((whole.count + leading) / 4 - 1)
        while digits.first == 0 {
            digits.removeFirst()
            weight -= 1
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { weight = 0 }
        sign = literal.hasPrefix("-") && !digits.isEmpty ? 0x4000 : 0
        scale = UInt16(fraction.count)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + 2 * digits.count)
        bytes.appendBigEndian(Int16(digits.count))
        bytes.appendBigEndian(weight)
        bytes.appendBigEndian(sign)
        bytes.appendBigEndian(scale)
        for digit in digits { bytes.appendBigEndian(digit) }
        return bytes
    }
}
