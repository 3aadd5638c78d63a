internal import Common
internal import FinancialMath
internal import LiveShopping

/// Reads a row's columns from the bytes that ``RowPacker`` made of it.
struct RowUnpacker: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private let words: PackedWords
    /// Columns behind it are left as they are.
    private let last: Int
    private var offset: Int
    private var bits: UInt32
    private var lastMoment: Int64 = 0

    /// - Parameter last: The last column that is read, by its field.
    init(bytes: UnsafeRawBufferPointer, at start: Int, words: PackedWords, through last: Int) {
        self.bytes = bytes
        self.words = words
        self.last = last
        offset = start + RowPacker.bitBytes
        bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    }
}

extension RowUnpacker: ColumnVisitor {
    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        guard field.rawValue <= last else { return }
        if let found = Value.read(field.rawValue, of: &self) { value = found }
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        guard field.rawValue <= last else { return }
        value = takeBit() ? Value.read(field.rawValue, of: &self) : nil
    }

    @inline(__always)
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
        guard field.rawValue <= last else { return }
        value = takeBit()
    }

    @inline(__always)
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}

extension RowUnpacker: CellSource {
    @inline(__always)
    mutating func integer(_ field: Int) -> Int64? { Int64(zigzag: takeVarint()) }

    @inline(__always)
    mutating func flag(_ field: Int) -> Bool? { takeBit() }

    /// Text of up to 15 bytes costs no allocation.
    mutating func text(_ field: Int) -> String? {
        let count = Int(takeVarint())
        defer { offset += count }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]), as: UTF8.self)
    }

    @inline(__always)
    mutating func word<Known>(_ field: Int) -> Word<Known>? {
        let code = Int(bytes[offset])
        offset += 1
        guard code < PackedWords.numbers else { return .known(Self.known(code - PackedWords.numbers)) }
        let (text, meaning) = words.words[code]
        return meaning.map { .alias(Self.known(Int($0)), stored: text) } ?? .other(ExactText(text))
    }

    @inline(__always)
    private static func known<Known: CaseIterable>(_ place: Int) -> Known {
        Known.allCases[Known.allCases.index(Known.allCases.startIndex, offsetBy: place)]
    }

    @inline(__always)
    mutating func moment(_ field: Int) -> Timestamp? {
        lastMoment &+= takeNumber(wholes: 1_000)
        return Timestamp(microseconds: lastMoment)
    }

    @inline(__always)
    mutating func figure<Measure: Dimension>(_ field: Int) -> Figure<Measure>? {
        .finite(Exact(unscaled: takeNumber(wholes: 10_000), places: 6))
    }

    /// A row with JSON in it does not pack.
    func json(_ field: Int, keys: [String]) -> JSONOutline? { nil }
    func noteUnusable(_ field: Int) {}
}

extension RowUnpacker {
    @inline(__always)
    private mutating func takeBit() -> Bool {
        defer { bits >>= 1 }
        return bits & 1 == 1
    }

    @inline(__always)
    private mutating func takeNumber(wholes: Int64) -> Int64 {
        let value = takeVarint()
        let number = Int64(zigzag: value >> 1)
        return value & 1 == 0 ? number &* wholes : number
    }

    @inline(__always)
    private mutating func takeVarint() -> UInt64 {
        guard bytes.count - offset >= 8 else { return takeLongVarint() }
        let next = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let ends = ~next & 0x8080_8080_8080_8080
        guard ends != 0 else { return takeLongVarint() }
        let last = UInt64(truncatingIfNeeded: ends.trailingZeroBitCount)
        offset += Int(last >> 3) + 1
        // Seven bits of each byte up to the last, moved together: pairs, then fours, then all.
        let bytes = next & (~0 &>> (63 &- last)) & 0x7F7F_7F7F_7F7F_7F7F
        let pairs = bytes & 0x007F_007F_007F_007F | (bytes & 0x7F00_7F00_7F00_7F00) &>> 1
        let fours = pairs & 0x0000_3FFF_0000_3FFF | (pairs & 0x3FFF_0000_3FFF_0000) &>> 2
        return fours & 0x0000_0000_0FFF_FFFF | (fours & 0x0FFF_FFFF_0000_0000) &>> 4
    }

    /// One of more than eight bytes, or near the chunk's end.
    @inline(never)
    private mutating func takeLongVarint() -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        var byte: UInt8
        repeat {
            byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) &<< shift
            shift += 7
        } while byte >= 0x80
        return value
    }
}
