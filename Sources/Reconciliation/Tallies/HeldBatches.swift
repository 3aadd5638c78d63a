/// Which batches the carts of open sessions hold, each once however many items of it a cart has.
///
/// Exact, and merged in any order: the slots of session and batch, 8 bytes for each item that holds something, which are
/// sorted once everything was read, and gone when they are counted.
struct HeldBatches: Sendable {
    private var places: [UInt64] = []

    mutating func add(batch: Int, session: Int) {
        places.append(UInt64(UInt32(truncatingIfNeeded: batch)) << 32 | UInt64(UInt32(truncatingIfNeeded: session)))
    }

    mutating func merge(_ other: Self) { places += other.places }

    /// Hands over the slots of each batch and of each session that holds it, once.
    func forEach(_ body: (_ batch: Int, _ session: Int) -> Void) {
        var last: UInt64?
        for place in places.sorted() where place != last {
            body(Int(place >> 32), Int(place & 0xFFFF_FFFF))
            last = place
        }
    }
}
