internal import LiveShopping

/// Rows of one table as they stay in memory for a whole run: packed into bytes, and unpacked when they are asked for.
///
/// A session takes some 70 bytes instead of 200 and more, an order some 55 instead of 330. A row keeps its place, and no row
/// is moved when others are added: rows fill chunks of a thousand, and what a chunk needs to unpack them is in it.
///
/// What a row says outside of its columns, but for its defects, is not kept.
struct PackedRows<Row: TableRow>: Sendable {
    private var chunks: [ClosedChunk<Row>] = []
    /// The last one, which rows are added to; in an array, because it is one reference and not four, and empty until there is one.
    private var open: [PackedChunk<Row>] = []
    private(set) var count = 0

    init() {}

    init(_ rows: some Sequence<Row>) {
        for row in rows { append(row) }
    }

    /// Adds a row, and says where it is.
    ///
    /// - Parameter omitted: Columns that are kept as if they were null.
    @discardableResult
    mutating func append(_ row: Row, omitting omitted: ColumnSet = ColumnSet()) -> Place {
        if !open.isEmpty, open[0].isFull { close() }
        if open.isEmpty { open.append(PackedChunk()) }
        count += 1
        return Self.place(chunk: chunks.count, open[0].append(row, omitting: omitted))
    }

    private mutating func close() {
        chunks += open.map { ClosedChunk($0) }
        open = []
    }

    /// Adds the rows of another part, without a look at them; each is so much farther back than it was there.
    mutating func append(_ other: Self) -> Place {
        close()
        let shift = Self.place(chunk: chunks.count, 0)
        chunks += other.chunks
        open = other.open
        count += other.count
        return shift
    }

    subscript(place: Place) -> Row { row(at: place) }

    /// A row, of whose columns those behind the last that is wanted may be missing.
    func head(at place: Place, through last: Row.Field) -> Row { row(at: place, through: last.rawValue) }

    private func row(at place: Place, through last: Int = .max) -> Row {
        let (chunk, row) = (Int(place) / PackedChunk<Row>.rows, Int(place) % PackedChunk<Row>.rows)
        return chunk < chunks.count ? chunks[chunk].rows.row(at: row, last) : open[0].row(at: row, last)
    }

    /// Where a row is: the number of its chunk and its own in it. Rows that were added one by one are numbered from 0 on.
    typealias Place = Int32

    private static func place(chunk: Int, _ row: Int) -> Place { Place(chunk * PackedChunk<Row>.rows + row) }

    /// How many bytes the packed rows take, without those that are kept whole.
    var byteCount: Int { (chunks.map(\.rows) + open).reduce(0) { $0 + $1.byteCount } }

    /// How many rows do not pack, and are kept as they are.
    var wholeCount: Int { (chunks.map(\.rows) + open).reduce(0) { $0 + $1.wholeCount } }
}

/// Rows that change no more. An object, so that unpacking one does not count a reference to each of the arrays they are in.
private final class ClosedChunk<Row: TableRow>: Sendable {
    let rows: PackedChunk<Row>

    init(_ chunk: consuming PackedChunk<Row>) {
        var rows = chunk
        rows.trim()
        self.rows = rows
    }
}

/// A thousand rows behind each other, and where each begins.
struct PackedChunk<Row: TableRow>: Sendable {
    static var rows: Int { 1_024 }

    private var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    /// The words of its rows that no list has.
    private var words = PackedWords()
    /// Rows that do not pack: few, or it is a strange table.
    private var whole: [Int: Row] = [:]

    var isFull: Bool { starts.count == Self.rows }
    var byteCount: Int { bytes.count + starts.count * MemoryLayout<UInt32>.stride }
    var wholeCount: Int { whole.count }

    mutating func append(_ row: Row, omitting omitted: ColumnSet) -> Int {
        let place = starts.count
        starts.append(UInt32(bytes.count))
        let fits = RowPacker.append(row, to: &bytes, words: &words, omitting: omitted)
        if !fits { whole[place] = row.omitting(omitted) }
        return place
    }

    /// Gives back what was reserved for rows that do not come any more.
    mutating func trim() {
        bytes = Array(unsafeUninitializedCapacity: bytes.count) { buffer, count in
            count = bytes.count
            _ = buffer.update(fromContentsOf: bytes)
        }
        starts = Array(unsafeUninitializedCapacity: starts.count) { buffer, count in
            count = starts.count
            _ = buffer.update(fromContentsOf: starts)
        }
    }

    func row(at place: Int, _ last: Int) -> Row {
        if !whole.isEmpty, let row = whole[place] { return row }
        var row = Row()
        bytes.withUnsafeBytes { bytes in
            var unpacker = RowUnpacker(bytes: bytes, at: Int(starts[place]), words: words, through: last)
            row.visitColumns(&unpacker)
        }
        return row
    }
}

/// Words that no list of known words has, and older words for known ones: in their stead a row keeps a number.
struct PackedWords: Sendable {
    private(set) var words: [(text: String, meaning: UInt8?)] = []

    /// The words, of which none are left here: so they are not copied when one is added elsewhere.
    mutating func take() -> PackedWords {
        defer { self = PackedWords() }
        return self
    }

    /// The number of a word; nil when there are more words than numbers.
    mutating func number(of text: String, meaning: UInt8?) -> UInt8? {
        // To the byte: texts that are only canonically equivalent are not the same.
        let known = words.firstIndex { $0.meaning == meaning && $0.text.utf8.elementsEqual(text.utf8) }
        if let known { return UInt8(known) }
        guard words.count < Self.numbers else { return nil }
        words.append((text, meaning))
        return UInt8(words.count - 1)
    }

    /// What a byte can tell besides a known word's place.
    static let numbers = 128
}
