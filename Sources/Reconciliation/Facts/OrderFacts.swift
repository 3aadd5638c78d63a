internal import FinancialMath
internal import LiveShopping

/// An order as it streams by, with the sessions that its column and its note name.
struct OrderFacts {
    let order: Order
    let link: OrderLink
    let ledger: Ledger

    var key: FindingKey { FindingKey(.order(order.id)) }

    var subject: Subject {
        let session = link.sessionSlot.map { ledger.sessions[$0] }
        return Subject(
            session: session?.id, roomCode: session?.roomCode, order: order.id,
            client: session?.clientID ?? order.clientID)
    }

    func session(at slot: Int?) -> Session? { slot.map { ledger.sessions[$0] } }
}
