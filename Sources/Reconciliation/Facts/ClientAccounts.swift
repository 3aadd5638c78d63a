internal import FinancialMath
internal import LiveShopping

/// Every client that has a row, a credit row or a session, by slot, with what its open sessions promise: each is made when it
/// is asked for.
///
/// 48 bytes a client, besides what the books and tallies keep.
struct ClientAccounts: Sendable {
    private let tallies: Tallies
    private let openAmounts: [Money]
    private let carts: [Carts]
    /// What stored exposures should equal.
    var basis = ExposureBasis.orders

    init(_ tallies: Tallies) {
        self.tallies = tallies
        openAmounts = tallies.openAmounts
        let ledger = tallies.ledger
        var carts = Array(repeating: Carts(), count: ledger.clients.count)
        for slot in ledger.sessions.indices where ledger.sessions.standings[slot].isOpen {
            let facts = SessionFacts(slot: slot, tallies: tallies)
            guard let client = ledger.clients.slot(of: facts.session.clientID) else { continue }
            carts[client].add(facts)
        }
        self.carts = carts
    }

    func account(of id: ClientID) -> ClientFacts? { tallies.ledger.clients.slot(of: id).map { self[$0] } }

    private struct Carts {
        var draft = Money.zero
        var open = 0
        var busy: [SessionID] = []

        mutating func add(_ session: SessionFacts) {
            open += 1
            if session.isWithoutOrder { draft += session.tally.cartValue }
            if !session.isAbandoned { busy.append(session.id) }
        }
    }
}

extension ClientAccounts: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { carts.count }

    subscript(slot: Int) -> ClientFacts {
        let (ledger, carts) = (tallies.ledger, carts[slot])
        return ClientFacts(
            slot: slot, id: ledger.clients.ids[slot], credit: ledger.clients.credit(at: slot),
            receivables: tallies.receivables[slot], openOrders: openAmounts[slot], draft: carts.draft,
            openSessions: carts.open, busySessions: carts.busy, basis: basis, ledger: ledger)
    }
}
