/// Finds slots by what stands in them, with nothing kept but the slots: open addressing, at most two thirds full.
///
/// Who asks compares: with a hash of what is looked for comes the question whether a slot holds it. 6 to 12 bytes an entry.
struct SlotTable: Sendable {
    private var slots: [Int32]
    private(set) var count = 0

    /// - Parameter count: How many entries are to come, as far as that is known.
    init(count: Int = 0) {
        var buckets = 16
        while buckets * 2 < count * 3 { buckets *= 2 }
        slots = Array(repeating: -1, count: buckets)
    }

    /// Where the slot is that is meant, or would be.
    @inline(__always)
    func bucket(_ hash: Int, isMeant: (Int) -> Bool) -> Int {
        var bucket = hash & (slots.count - 1)
        while slots[bucket] >= 0, !isMeant(Int(slots[bucket])) { bucket = (bucket + 1) & (slots.count - 1) }
        return bucket
    }

    /// The slot in a bucket; nil when that is free.
    subscript(bucket: Int) -> Int? { slots[bucket] < 0 ? nil : Int(slots[bucket]) }

    /// Puts another slot in the place of one that holds the same.
    mutating func replace(at bucket: Int, with slot: Int) { slots[bucket] = Int32(slot) }

    /// Puts a slot in a free bucket.
    ///
    /// - Parameter hash: That of what stands in a slot, for when the table has to grow.
    mutating func insert(_ slot: Int, at bucket: Int, hash: (Int) -> Int) {
        slots[bucket] = Int32(slot)
        count += 1
        guard count * 3 > slots.count * 2 else { return }
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        for slot in old where slot >= 0 { slots[self.bucket(hash(Int(slot)), isMeant: { _ in false })] = slot }
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
