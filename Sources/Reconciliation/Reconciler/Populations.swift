internal import Common
internal import LiveShopping

/// How many rows of each kind there were for rules to fire on.
struct Populations: Sendable {
    private var counts: [Int] = Array(repeating: 0, count: Population.allCases.count)

    subscript(population: Population) -> Int {
        get { counts[population.rawValue] }
        set { counts[population.rawValue] = newValue }
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        for place in counts.indices { try coder.code(&counts[place]) }
    }

    mutating func merge(_ other: Populations) {
        for place in counts.indices { counts[place] &+= other.counts[place] }
    }
}

extension Populations {
    /// What was counted while rows streamed by, and what the books tell.
    init(_ tallies: Tallies, _ clients: ClientAccounts) {
        self = tallies.populations
        merge(tallies.orders.populations)
        let ledger = tallies.ledger
        countSessions(ledger)
        countOrders(tallies)
        for client in clients {
            if client.creditRow != nil { self[.clients] += 1 }
            if client.openSessions > 0 { self[.shoppers] += 1 }
        }
        self[.batches] = ledger.batches.batches.count(where: \.hasReadableQuantities)
        self[.overrides] = ledger.overrides.count
        self[.overriddenProducts] = ledger.overrides.placeCount
    }

    private mutating func countSessions(_ ledger: Ledger) {
        for session in ledger.sessions.standings where !session.isExcluded {
            self[.everySession] += 1
            self[session.isDeleted ? .deletedSessions : .sessions] += 1
        }
    }

    private mutating func countOrders(_ tallies: Tallies) {
        let orders = tallies.orders
        let sessions = tallies.ledger.sessions.standings
        for (slot, order) in orders.standings.enumerated()
        where order.contains(.conversion) && !sessions[orders.sessionSlot(ofOrderAt: slot)].isDeleted {
            if order.contains(.live) { self[.orders] += 1 } else { self[.goneOrders] += 1 }
            if !order.contains(.deleted) { self[.presentOrders] += 1 }
        }
    }
}
