public import FinancialMath
public import LiveShopping

/// A client's credit with the rows behind each sum of it.
public struct ClientDetail: Sendable {
    /// The row of credit.csv.
    public var credit: CreditResult
    /// What is owed on invoices, by id: each has an ``Invoice/amountOwed``.
    public var invoices: FirstRows<Invoice>
    /// What is owed on invoices that are still drafts.
    public var draftInvoices: Money
    /// Sales that are neither invoiced nor paid, earliest first.
    public var orders: FirstRows<OpenOrder>
    /// The open sessions, by id.
    public var sessions: FirstRows<OpenSession>

    /// A sale that is owed for: it has an ``Order/openAmount``.
    public struct OpenOrder: Sendable {
        public var order: Order
        /// The session that the order belongs to, when it does to any.
        public var session: SessionID?
    }

    /// A session whose cart the client may still buy.
    public struct OpenSession: Sendable, Hashable {
        public var session: SessionID
        public var roomCode: String
        public var status: String
        public var isAbandoned: Bool
        public var lastActivity: Timestamp
        public var liveItems: Int
        public var cartValue: Money
        /// Its cart counts towards the projected exposure: no order counts for it yet.
        public var isCounted: Bool
        /// The order that counts instead.
        public var keptOrder: OrderID?
    }
}

extension ClientDetail {
    /// - Parameter listsDrafts: Whether invoices that are drafts are among those that are listed.
    static func gather(
        _ results: [CreditResult], _ tallies: Tallies, _ source: any RowSource, listsDrafts: Bool = true
    ) throws -> [ClientDetail] {
        guard !results.isEmpty else { return [] }
        let ids = Set(results.map(\.client))
        var debts = Debts(listsDrafts: listsDrafts)
        try debts.read(of: ids, tallies, source)
        var sessions = openSessions(of: ids, tallies)
        return results.map { result in
            ClientDetail(
                credit: result, invoices: debts.invoices(of: result.client),
                draftInvoices: debts.drafts[result.client] ?? .zero,
                orders: debts.orders(of: result.client).map { OpenOrder($0, tallies) },
                sessions: sessions[result.client]?.first() ?? FirstRows(of: []))
        }
    }

    private static func openSessions(
        of clients: Set<ClientID>, _ tallies: Tallies
    ) -> [ClientID: RowCollector<OpenSession>] {
        let book = tallies.ledger.sessions
        var sessions: [ClientID: RowCollector<OpenSession>] = [:]
        for slot in book.standings.indices where book.standings[slot].isOpen {
            guard clients.contains(book.standings[slot].client) else { continue }
            let facts = SessionFacts(slot: slot, tallies: tallies)
            sessions[facts.session.clientID, default: RowCollector { $0.session < $1.session }].add(OpenSession(facts))
        }
        return sessions
    }
}

private extension ClientDetail.OpenOrder {
    init(_ order: Order, _ tallies: Tallies) {
        self.init(order: order, session: tallies.session(ofOrder: order.id))
    }
}

private extension ClientDetail.OpenSession {
    init(_ facts: SessionFacts) {
        self.init(
            session: facts.id, roomCode: facts.session.roomCode, status: facts.session.status.description,
            isAbandoned: facts.isAbandoned, lastActivity: facts.session.lastActivity(items: facts.tally.lastActivity),
            liveItems: facts.tally.liveItems, cartValue: facts.tally.cartValue, isCounted: facts.isWithoutOrder,
            keptOrder: facts.keptOrder?.id)
    }
}

/// What some clients owe, row by row.
private struct Debts {
    let listsDrafts: Bool
    private(set) var drafts: [ClientID: Money] = [:]
    private var orders: [ClientID: RowCollector<Order>] = [:]
    private var invoices: [ClientID: RowCollector<Invoice>] = [:]

    init(listsDrafts: Bool) {
        self.listsDrafts = listsDrafts
    }

    mutating func read(of clients: Set<ClientID>, _ tallies: Tallies, _ source: any RowSource) throws {
        try source.withReader { reader in
            try reader.orders(.matching(Order.Field.clientID, clients)) { order in
                var kept = tallies.read(order)
                guard kept.openAmount != nil else { return }
                kept.notes = nil
                orders[order.clientID, default: RowCollector(by: Order.isEarlier)].add(kept)
            }
            guard tallies.ledger.available.has(Invoice.Field.customerID) else { return }
            try reader.invoices(.matching(Invoice.Field.customerID, clients)) { invoice in
                guard let owed = invoice.amountOwed, let client = invoice.clientID else { return }
                if invoice.isDraft {
                    drafts[client, default: .zero] = drafts[client, default: .zero] + owed
                    if !listsDrafts { return }
                }
                invoices[client, default: RowCollector { $0.rowID ?? .min < $1.rowID ?? .min }].add(invoice)
            }
        }
    }

    mutating func orders(of client: ClientID) -> FirstRows<Order> { orders[client]?.first() ?? FirstRows(of: []) }

    mutating func invoices(of client: ClientID) -> FirstRows<Invoice> {
        invoices[client]?.first() ?? FirstRows(of: [])
    }
}

private extension Invoice {
    /// It was not sent yet.
    var isDraft: Bool { status?.known == .draft }
}
