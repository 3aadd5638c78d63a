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
    private var bytes: [UInt8]
    private var words: PackedWords
    private var bits: UInt32 = 0
    /// How many bits are taken.
    private var bitCount: UInt32 = 0
    private var lastMoment: Int64 = 0
    /// No column was met that does not pack.
    private var fits = true

    /// - Parameter omitted: Columns that are packed as if they were null.
    init(bytes: consuming [UInt8], words: consuming PackedWords, omitting omitted: ColumnSet = ColumnSet()) {
        self.omitted = omitted
        self.bytes = bytes
        self.words = words
    }

    consuming func finish() -> ([UInt8], PackedWords) { (bytes, words) }

    /// Appends a row; false, and nothing is appended, when it does not pack.
    mutating func pack<Row: TableRow>(_ row: Row) -> Bool {
        guard row.defects.isEmpty else { return false }
        let start = bytes.count
        for _ in 0..<Self.bitBytes { bytes.append(0) }
        row.showColumns(to: &self)
        guard fits, bitCount <= UInt32.bitWidth, bytes.count - start <= Self.largestRow else {
            bytes.removeLast(bytes.count - start)
            return false
        }
        for place in 0..<Self.bitBytes { bytes[start + place] = UInt8(truncatingIfNeeded: bits >> (8 * UInt32(place))) }
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
        put(varint: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    @inline(__always)
    mutating func put<Known>(word: Word<Known>) {
        switch word {
        case .known(let known): put(code: Self.place(of: known).map { $0 + UInt8(PackedWords.numbers) })
        case .other(let text): put(code: words.number(of: text, meaning: nil))
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
        guard let code else { return fits = false }
        bytes.append(code)
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
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

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
