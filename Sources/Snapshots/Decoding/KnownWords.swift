/// The words that the system writes in a table's columns, found by their bytes, so that reading one makes no text.
///
/// Words of more than sixteen bytes, and those of a longer list than sixteen, are not found: they are read as any text is.
struct KnownWords: ~Copyable {
    /// Room for sixteen for each column, by field; the first is ``ShortText/unlisted`` until the column's are listed.
    private let texts: UnsafeMutableBufferPointer<ShortText>

    private static let room = 16

    init(columns: Int) {
        texts = .allocate(capacity: columns * Self.room)
        texts.initialize(repeating: .none)
        for column in 0..<columns { texts[column * Self.room] = .unlisted }
    }

    deinit { texts.deallocate() }

    /// The place of a text in the list of a column's words; nil where it is not found.
    @inline(__always)
    func place(of text: UnsafeRawBufferPointer, _ field: Int, in words: @autoclosure () -> [String]) -> Int? {
        guard let text = ShortText(text) else { return nil }
        let first = field * Self.room
        if texts[first] == .unlisted { list(words(), from: first) }
        for place in 0..<Self.room where texts[first + place] == text { return place }
        return nil
    }

    @inline(never)
    private func list(_ words: [String], from first: Int) {
        texts[first] = .none
        for (place, word) in words.prefix(Self.room).enumerated() {
            var word = word
            texts[first + place] = word.withUTF8 { ShortText(UnsafeRawBufferPointer($0)) } ?? .none
        }
    }
}

/// A text of up to sixteen bytes, to be compared with others.
struct ShortText: Equatable {
    private let low: UInt64
    private let high: UInt64
    private let count: Int

    /// No text, and equal to none.
    static let none = ShortText(count: -1)
    static let unlisted = ShortText(count: -2)

    private init(count: Int) { (low, high, self.count) = (0, 0, count) }

    /// Nil for a longer text. From 4 bytes on, the last are read together with the first, whether or not they overlap: texts of
    /// one length differ in what is read when they differ.
    @inline(__always)
    init?(_ text: UnsafeRawBufferPointer) {
        count = text.count
        switch text.count {
        case 8...16:
            low = text.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            high = text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
        case 4..<8:
            low = UInt64(text.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            high = UInt64(text.loadUnaligned(fromByteOffset: text.count - 4, as: UInt32.self))
        case 0..<4:
            low = text.reduce(0) { $0 << 8 | UInt64($1) }
            high = 0
        default: return nil
        }
    }
}
