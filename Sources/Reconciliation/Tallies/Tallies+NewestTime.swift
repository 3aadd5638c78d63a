internal import LiveShopping

extension Tallies {
    /// The newest time in any row that was read: how old the data is, and whether its clock is ahead.
    var newestTime: Timestamp? {
        var newest = orders.newestTime
        newest.raise(to: ledger.sessions.newestTime)
        for slot in sessions.indices { newest.raise(to: sessions[slot].lastActivity) }
        for batch in ledger.batches.batches { newest.raise(to: batch.updatedAt) }
        ledger.overrides.forEach { newest.raise(to: $0.updatedAt) }
        return newest
    }
}

extension Optional where Wrapped == Timestamp {
    /// Makes it another time, when that is a later one; an infinite time is no time of a change.
    mutating func raise(to other: Timestamp?) {
        guard let other, other != .infinity, other != .negativeInfinity, self.map({ $0 < other }) ?? true else {
            return
        }
        self = other
    }
}
