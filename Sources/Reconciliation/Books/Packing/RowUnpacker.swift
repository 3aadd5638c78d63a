internal import Common
internal import FinancialMath
internal import LiveShopping

/// Reads a row's columns from the bytes that ``RowPacker`` made of it.
struct RowUnpacker: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private let words: PackedWords
    private var offset: Int
    private var bits: UInt32
    private var lastMoment: Int64 = 0

    init(bytes: UnsafeRawBufferPointer, at start: Int, words: PackedWords) {
        self.bytes = bytes
        self.words = words
        offset = start + RowPacker.bitBytes
        bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    }
}

extension RowUnpacker: ColumnVisitor {
    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        if let found = Value.read(field.rawValue, of: &self) { value = found }
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        value = takeBit() ? Value.read(field.rawValue, of: &self) : nil
    }

    @inline(__always)
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) {
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
        return meaning.map { .alias(Self.known(Int($0)), stored: text) } ?? .other(text)
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
