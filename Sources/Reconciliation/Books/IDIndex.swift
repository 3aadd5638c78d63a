internal import LiveShopping

/// Finds the slot of an id: by a table where the ids lie close together, as databases number them, else by hash.
struct IDIndex<Entity>: Sendable {
    private var table: [Int32] = []
    private var lowest: Int64 = 0
    private var hashed: [Int64: Int32] = [:]

    /// - Parameter ids: Each once; its place is its slot. What has no id is found by none.
    init(_ ids: some Collection<ID<Entity>?>) {
        guard let low = ids.lazy.compactMap(\.self).min()?.rawValue,
            let high = ids.lazy.compactMap(\.self).max()?.rawValue
        else { return }
        let (span, overflow) = high.subtractingReportingOverflow(low)
        guard !overflow, span / 8 <= Int64(ids.count) else {
            hashed.reserveCapacity(ids.count)
            for case (let slot, let id?) in ids.enumerated() { hashed[id.rawValue] = Int32(slot) }
            return
        }
        lowest = low
        table = Array(repeating: -1, count: Int(span) + 1)
        for case (let slot, let id?) in ids.enumerated() { table[Int(id.rawValue - low)] = Int32(slot) }
    }

    func slot(of id: ID<Entity>) -> Int? {
        guard hashed.isEmpty else { return hashed[id.rawValue].map(Int.init) }
        let (place, overflow) = id.rawValue.subtractingReportingOverflow(lowest)
        guard !overflow, place >= 0, place < Int64(table.count) else { return nil }
        let slot = table[Int(place)]
        return slot < 0 ? nil : Int(slot)
    }
}
