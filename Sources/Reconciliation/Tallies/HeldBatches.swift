/// Which batches the carts of open sessions hold, each once however many items of it a cart has.
///
/// Exact, and merged in any order: the slots of session and batch, 8 bytes for each item that holds something, which are
/// sorted once everything was read, and gone when they are counted.
struct HeldBatches: Sendable {
    private var places: [UInt64] = []

    mutating func add(batch: Int, session: Int) {
        places.append(UInt64(UInt32(truncatingIfNeeded: batch)) << 32 | UInt64(UInt32(truncatingIfNeeded: session)))
    }

    /// Each batch's and session's slot, once, ascending.
    var distinct: [(batch: Int, session: Int)] {
        var last: UInt64?
        return places.sorted().compactMap { place in
            defer { last = place }
            return place == last ? nil : (Int(place >> 32), Int(place & 0xFFFF_FFFF))
        }
    }

    mutating func merge(_ other: Self) { places += other.places }

    /// Hands over the batch's slot for each session that holds it.
    consuming func forEachSession(_ body: (_ batch: Int) -> Void) {
        places.sort()
        var last: UInt64?
        for place in places where place != last {
            body(Int(place >> 32))
            last = place
        }
    }
}
