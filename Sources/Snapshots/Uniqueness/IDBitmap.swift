import Common

/// A set of ids that takes a few bits for each, as long as they lie close together.
///
/// Sixty-four neighbouring ids share a word; the words are in a dictionary, so that ids that lie far apart cost what
/// they would cost in any set. Ids mostly come in ascending order: the word at hand is kept outside the dictionary.
struct IDBitmap: Sendable {
    private var words: [Int64: UInt64] = [:]
    private var key: Int64 = 0
    private var word: UInt64 = 0

    /// Adds an id; answers whether it was new.
    @inline(__always)
    mutating func insert(_ id: Int64) -> Bool {
        if id >> 6 != key { turn(to: id >> 6) }
        let bit: UInt64 = 1 << UInt64(id & 63)
        defer { word |= bit }
        return word & bit == 0
    }

    /// Adds the ids of another set; answers the smallest that was there already.
    mutating func formUnion(_ other: consuming IDBitmap) -> Int64? {
        other.turn(to: 0)
        turn(to: 0)
        var common: Int64?
        other.words[0] = other.word
        for (key, bits) in other.words {
            if key != self.key { turn(to: key) }
            if word & bits != 0 {
                let id = key << 6 | Int64((word & bits).trailingZeroBitCount)
                common = min(common ?? id, id)
            }
            word |= bits
        }
        return common
    }

    private mutating func turn(to key: Int64) {
        if word != 0 { words[self.key] = word }
        self.key = key
        word = words[key] ?? 0
    }
}

extension IDBitmap {
    /// Each word's key, by how far it is from the one before it, and the word.
    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        turn(to: 0)
        words[0] = word
        var entries = words.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        var last: Int64 = 0
        try coder.code(&entries, of: (0, 0)) { (coder, entry) throws(FieldDamage) in
            try coder.code(&entry.0, after: &last)
            // Mostly all ones.
            var holes = ~entry.1
            try coder.code(&holes)
            entry.1 = ~holes
        }
        words = Dictionary(entries) { $0 | $1 }
        word = words[0] ?? 0
    }
}
