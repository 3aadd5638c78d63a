internal import Common
internal import FinancialMath
internal import LiveShopping

/// Appends a row's columns to bytes, in their order.
///
/// First come 32 bits, one for each column of truth or that may be null; then the columns that are there. Integers are
/// varints, a moment is what lies between it and the one before, an amount counts cents when they are whole, a known word
/// is its place in the list of them, and text is its length and its bytes.
struct RowPacker {
    private let omitted: ColumnSet
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var words: PackedWords
    private var bits: UInt32 = 0
    /// How many bits are taken.
    private var bitCount: UInt32 = 0
    /// How many bytes are written.
    private var count = 0
    private var lastMoment: Int64 = 0
    /// No column was met that does not pack.
    private var fits = true

    /// - Parameters:
    ///   - buffer: Where the row is written, from the first byte on.
    ///   - omitted: Columns that are packed as if they were null.
    private init(
        into buffer: UnsafeMutableBufferPointer<UInt8>, words: consuming PackedWords, omitting omitted: ColumnSet
    ) {
        self.omitted = omitted
        self.buffer = buffer
        self.words = words
    }

    /// Appends a row; false, and nothing is appended, when it does not pack.
    static func append<Row: TableRow>(
        _ row: Row, to bytes: inout [UInt8], words: inout PackedWords, omitting omitted: ColumnSet
    ) -> Bool {
        guard row.defects.isEmpty else { return false }
        var fits = false
        bytes.append(addingCapacity: largestRow) { span in
            span.withUnsafeMutableBufferPointer { buffer, count in
                let room = UnsafeMutableBufferPointer(rebasing: buffer[count...])
                var packer = RowPacker(into: room, words: words.take(), omitting: omitted)
                fits = packer.pack(row)
                if fits { count += packer.count }
                words = packer.words
            }
        }
        return fits
    }

    private mutating func pack<Row: TableRow>(_ row: Row) -> Bool {
        count = Self.bitBytes
        row.showColumns(to: &self)
        guard fits, bitCount <= UInt32.bitWidth else { return false }
        UnsafeMutableRawBufferPointer(buffer).storeBytes(of: bits.littleEndian, as: UInt32.self)
        return true
    }

    static let bitBytes = 4
    /// Longer ones are kept whole, so that where a row begins in its chunk always is a number of 32 bits.
    private static let largestRow = 65_535
}

extension RowPacker: ColumnVisitor {
    @inline(__always)
    mutating func required<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value
    ) {
        value.write(into: &self)
    }

    @inline(__always)
    mutating func optional<Field: TableColumn, Value: ColumnContent>(
        _ field: Field, _ name: String, _ value: inout Value?, isRequired: Bool, matters: Bool
    ) {
        guard let value, !omitted.contains(field.rawValue) else { return put(bit: false) }
        put(bit: true)
        value.write(into: &self)
    }

    @inline(__always)
    mutating func deletion<Field: TableColumn>(_ field: Field, _ name: String, _ value: inout Bool) { put(bit: value) }

    @inline(__always)
    mutating func presence<Field: TableColumn>(_ field: Field, _ name: String, _ kind: Column.Kind) {}
}

extension RowPacker: CellSink {
    @inline(__always)
    mutating func put(integer: Int64) { put(varint: integer.zigzag) }

    @inline(__always)
    mutating func put(flag: Bool) { put(bit: flag) }

    mutating func put(text: String) {
        var text = text
        text.withUTF8 { utf8 in
            put(varint: UInt64(utf8.count))
            guard fits, buffer.count - count >= utf8.count else { return fits = false }
            _ = UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(fromContentsOf: utf8)
            count += utf8.count
        }
    }

    @inline(__always)
    mutating func put<Known>(word: Word<Known>) {
        switch word {
        case .known(let known): put(code: Self.place(of: known).map { $0 + UInt8(PackedWords.numbers) })
        case .other(let text): put(code: words.number(of: text.description, meaning: nil))
        case .alias(let known, let stored):
            put(code: Self.place(of: known).flatMap { words.number(of: stored, meaning: $0) })
        }
    }

    @inline(__always)
    mutating func put(moment: Timestamp) {
        put(moment.microseconds &- lastMoment, wholes: 1_000)
        lastMoment = moment.microseconds
    }

    @inline(__always)
    mutating func put<Measure: Dimension>(figure: Figure<Measure>) {
        guard let millionths = figure.value?.millionths else { return fits = false }
        put(millionths, wholes: 10_000)
    }

    mutating func put(json: String) { fits = false }
}

extension RowPacker {
    @inline(__always)
    private mutating func put(bit: Bool) {
        if bit { bits |= 1 << bitCount }
        bitCount += 1
    }

    @inline(__always)
    private mutating func put(code: UInt8?) {
        guard let code, count < buffer.count else { return fits = false }
        buffer[count] = code
        count += 1
    }

    /// A number that most often is a whole number of something: then of these, else by itself.
    @inline(__always)
    private mutating func put(_ number: Int64, wholes: Int64) {
        let (count, rest) = number.quotientAndRemainder(dividingBy: wholes)
        let value = rest == 0 ? count.zigzag : number.zigzag
        guard value >> 63 == 0 else { return fits = false }
        put(varint: value << 1 | (rest == 0 ? 0 : 1))
    }

    @inline(__always)
    private mutating func put(varint value: UInt64) {
        guard buffer.count - count >= Self.longestVarint else { return fits = false }
        var rest = value
        while rest >= 0x80 {
            buffer[count] = UInt8(truncatingIfNeeded: rest) | 0x80
            count += 1
            rest >>= 7
        }
        buffer[count] = UInt8(truncatingIfNeeded: rest)
        count += 1
    }

    /// Of 64 bits, seven a byte.
    private static let longestVarint = 10

    /// The place of a word in the list of those that the system writes.
    @inline(__always)
    private static func place<Known: CaseIterable & Equatable>(of known: Known) -> UInt8? {
        var place: UInt8 = 0
        for word in Known.allCases.prefix(PackedWords.numbers) {
            if word == known { return place }
            place += 1
        }
        return nil
    }
}
