internal import FinancialMath
internal import LiveShopping

/// An order as it streams by, with the sessions that its column and its note name.
struct OrderFacts {
    let order: Order
    let link: OrderLink
    let ledger: Ledger

    var key: FindingKey { FindingKey(.order(order.id)) }

    var subject: Subject {
        var subject = session(at: link.sessionSlot)?.subject ?? Subject()
        subject.order = order.id
        subject.client = subject.client ?? order.clientID
        return subject
    }

    func session(at slot: Int?) -> Session? { slot.map { ledger.sessions[$0] } }
}
