internal import FinancialMath
internal import LiveShopping

/// What a session's tallies show that may be wrong or may not: to know, its rows must be laid out.
struct Suspicions: OptionSet, Sendable {
    let rawValue: UInt8

    /// Two of its items may be alike.
    static let repeatedItems = Suspicions(rawValue: 1)
    static let abandoned = Suspicions(rawValue: 2)
    /// The cart and the kept order may not be the same multiset.
    static let cartDiffers = Suspicions(rawValue: 4)
    /// Several live conversion orders.
    static let severalOrders = Suspicions(rawValue: 8)
    /// Cancelled, with a live conversion order.
    static let cancelled = Suspicions(rawValue: 16)
    /// A line of an order may not say quantity × price, or bills a sample.
    static let lines = Suspicions(rawValue: 32)
    /// An order's subtotal or total is not what its parts come to.
    static let figures = Suspicions(rawValue: 64)
    /// An order is for another client.
    static let otherClient = Suspicions(rawValue: 128)
}

extension SessionFacts {
    /// What its tallies show; of a session that cannot be read, too.
    func suspicions(_ tallies: Tallies) -> Suspicions {
        var found: Suspicions = []
        if tally.mayRepeatItems { found.insert(.repeatedItems) }
        if isAbandoned { found.insert(.abandoned) }
        guard hasLiveOrder else { return found }
        if tally.mayDifferFromOrder { found.formUnion([.cartDiffers, .lines]) }
        if summary.live > 1 { found.insert(.severalOrders) }
        if status == .cancelled { found.insert(.cancelled) }
        for slot in tallies.orders.slots(ofSession: slot) where tallies.orders.counts(slot) {
            found.formUnion(suspicions(tallies.orders.orders[slot], tallies.lines[slot]))
        }
        return found
    }

    private func suspicions(_ order: Order, _ lines: LinesTally) -> Suspicions {
        var found: Suspicions = []
        if lines.isSuspicious { found.insert(.lines) }
        if order.totalExpected != order.total.value || order.subtotal.value != lines.lineTotals {
            found.insert(.figures)
        }
        if order.clientID != session.clientID { found.insert(.otherClient) }
        return found
    }
}
