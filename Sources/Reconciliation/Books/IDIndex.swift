internal import LiveShopping

/// Finds the slot of an id: by a table where the ids lie close together, as databases number them, else by hash.
///
/// Four bytes an id in a table that has no holes; at most eight ids' room is taken by one.
struct IDIndex<Entity>: Sendable {
    private var table: [Int32] = []
    private var lowest: Int64 = 0
    private var hashed: [Int64: Int32] = [:]

    init() {}

    /// - Parameters:
    ///   - ids: Each once; its place is its slot.
    ///   - nameless: The slots of what has no id, though one stands there; it is found by none.
    init(_ ids: [ID<Entity>], except nameless: Set<Int> = []) {
        func isNamed(_ slot: Int) -> Bool { nameless.isEmpty || !nameless.contains(slot) }
        var bounds: (low: Int64, high: Int64)?
        for (slot, id) in ids.enumerated() where isNamed(slot) {
            bounds = (min(bounds?.low ?? id.rawValue, id.rawValue), max(bounds?.high ?? id.rawValue, id.rawValue))
        }
        guard let (low, high) = bounds else { return }
        let (span, overflow) = high.subtractingReportingOverflow(low)
        guard !overflow, span / 8 <= Int64(ids.count) else {
            hashed.reserveCapacity(ids.count)
            for (slot, id) in ids.enumerated() where isNamed(slot) { hashed[id.rawValue] = Int32(slot) }
            return
        }
        lowest = low
        table = Array(repeating: -1, count: Int(span) + 1)
        for (slot, id) in ids.enumerated() where isNamed(slot) { table[Int(id.rawValue - low)] = Int32(slot) }
    }

    func slot(of id: ID<Entity>) -> Int? {
        guard hashed.isEmpty else { return hashed[id.rawValue].map(Int.init) }
        let (place, overflow) = id.rawValue.subtractingReportingOverflow(lowest)
        guard !overflow, place >= 0, place < Int64(table.count) else { return nil }
        let slot = table[Int(place)]
        return slot < 0 ? nil : Int(slot)
    }
}
