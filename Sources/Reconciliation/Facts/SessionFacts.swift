internal import FinancialMath
internal import LiveShopping

/// A session that can be read, with what its cart and its orders come to. A class, because two dozen rules look at each.
final class SessionFacts {
    let slot: Int
    let session: Session
    let tally: SessionTally
    let summary: OrderBook.SessionOrders
    /// Every readable order linked to it, deleted ones too, earliest first. Unpacked when first asked for: of most sessions they
    /// never are.
    private(set) lazy var orders = book.orders(ofSession: slot)
    private let book: OrderBook
    let isAbandoned: Bool
    let ledger: Ledger

    init(slot: Int, tallies: borrowing Tallies) {
        self.slot = slot
        ledger = tallies.ledger
        session = ledger.sessions[slot]
        tally = tallies.sessions[slot]
        summary = tallies.orders.summary(ofSession: slot)
        book = tallies.orders
        isAbandoned = tallies.isAbandoned(session, tally)
    }

    var id: SessionID { session.id }
    var status: SessionStatus? { session.status.known }
    var hasLiveOrder: Bool { summary.live > 0 }
    /// No live conversion order, and none that cannot be read: a session whose order is unreadable is not without one.
    var isWithoutOrder: Bool { summary.isWithoutLive }
    var liveOrders: [Order] { orders.filter { $0.isLive && $0.isConversion } }
    var keptOrder: Order? { orders.first { $0.isLive && $0.isConversion } }
    var client: Client? { ledger.clients.client(session.clientID) }
    var asOf: Timestamp { ledger.asOf }
    var settings: Settings { ledger.settings }

    /// The kept order, when it is older than the grace for a conversion in flight.
    var settledOrder: Order? {
        guard let keptOrder, keptOrder.isOlder(than: asOf - settings.grace) else { return nil }
        return keptOrder
    }

    var subject: Subject { session.subject }

    var key: FindingKey { FindingKey(.session(session.id)) }
}

extension Tallies {
    func isAbandoned(_ session: Session, _ tally: SessionTally) -> Bool {
        !session.isDeleted
            && session.isAbandoned(
                lastItemActivity: tally.lastActivity, asOf: ledger.asOf, settings: ledger.settings)
    }
}
