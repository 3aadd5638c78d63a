/// Finds slots by what stands in them, with nothing kept but the slots and eight bits of each hash: open addressing, at most
/// two thirds full.
///
/// Who asks compares: with a hash of what is looked for comes the question whether a slot holds it, which is asked only where
/// the eight bits are the same, because a row is unpacked for it. 7.5 to 15 bytes an entry.
struct SlotTable: Sendable {
    private var slots: [Int32]
    private var marks: [UInt8]
    private(set) var count = 0

    /// - Parameter count: How many entries are to come, as far as that is known.
    init(count: Int = 0) {
        var buckets = 16
        while buckets * 2 < count * 3 { buckets *= 2 }
        slots = Array(repeating: -1, count: buckets)
        marks = Array(repeating: 0, count: buckets)
    }

    /// Where the slot is that is meant, or would be.
    @inline(__always)
    func bucket(_ hash: Int, isMeant: (Int) -> Bool) -> Int {
        let mark = Self.mark(hash)
        var bucket = hash & (slots.count - 1)
        while slots[bucket] >= 0, marks[bucket] != mark || !isMeant(Int(slots[bucket])) {
            bucket = (bucket + 1) & (slots.count - 1)
        }
        return bucket
    }

    /// Of the bits that do not choose the bucket.
    @inline(__always)
    private static func mark(_ hash: Int) -> UInt8 { UInt8(truncatingIfNeeded: hash >> 56) }

    /// The slot in a bucket; nil when that is free.
    subscript(bucket: Int) -> Int? { slots[bucket] < 0 ? nil : Int(slots[bucket]) }

    /// Puts another slot in the place of one that holds the same.
    mutating func replace(at bucket: Int, with slot: Int) { slots[bucket] = Int32(slot) }

    /// Puts a slot in a free bucket.
    ///
    /// - Parameters:
    ///   - hash: That of what stands in it.
    ///   - hashOf: That of what stands in any slot, for when the table has to grow.
    mutating func insert(_ slot: Int, hash: Int, at bucket: Int, hashOf: (Int) -> Int) {
        put(slot, Self.mark(hash), at: bucket)
        count += 1
        guard count * 3 > slots.count * 2 else { return }
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        marks = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot >= 0 {
            let hash = hashOf(Int(slot))
            put(Int(slot), Self.mark(hash), at: self.bucket(hash, isMeant: { _ in false }))
        }
    }

    private mutating func put(_ slot: Int, _ mark: UInt8, at bucket: Int) {
        slots[bucket] = Int32(slot)
        marks[bucket] = mark
    }
}

/// The hash of one id or two, by a key that each process draws anew, so that nobody can choose ids that collide.
@inline(__always)
func slotHash(_ id: Int64, _ other: Int64 = 0) -> Int {
    let first = mixed(slotHashKey ^ UInt64(bitPattern: id))
    return Int(truncatingIfNeeded: mixed(first ^ UInt64(bitPattern: other)))
}

private let slotHashKey = UInt64.random(in: .min ... .max)

/// A set of slots, a bit for each that there could be; none for one that is empty.
struct SlotSet: Sendable {
    private var words: [UInt64] = []

    var isEmpty: Bool { words.isEmpty }

    func contains(_ slot: Int) -> Bool {
        slot >> 6 < words.count && words[slot >> 6] & (1 << UInt64(slot & 63)) != 0
    }

    mutating func formUnion(_ other: SlotSet) {
        if other.words.count > words.count { words += Array(repeating: 0, count: other.words.count - words.count) }
        for place in other.words.indices { words[place] |= other.words[place] }
    }

    mutating func insert(_ slot: Int) {
        if slot >> 6 >= words.count { words += Array(repeating: 0, count: (slot >> 6) + 1 - words.count) }
        words[slot >> 6] |= 1 << UInt64(slot & 63)
    }
}
