internal import FinancialMath
internal import LiveShopping

extension RepairStakes {
    /// Looks up whatever some alternative of a proposal moves.
    init(of proposals: [Proposal], _ tallies: Tallies, _ clients: ClientAccounts, _ source: any RowSource) throws {
        guard !proposals.isEmpty else { return }
        let touched = TouchedRows(proposals)
        try collectLines(touched, tallies, source)
        collectOrders(touched, tallies)
        try collectItems(touched, tallies, source)
        try collectInvoices(touched, source)
        collectClients(touched, clients)
        collectBatches(touched, tallies)
    }
}

/// What the alternatives of all proposals change, by what that may move.
private struct TouchedRows {
    var sessions: Set<SessionID> = []
    /// Sessions that some alternative opens.
    var openedSessions: Set<SessionID> = []
    var orders: Set<OrderID> = []
    /// Orders that may begin or cease to count, so that all their lines and their session's cart may move.
    var standingOrders: Set<OrderID> = []
    var items: Set<CartItemID> = []
    var lines: Set<OrderLineID> = []
    var invoices: Set<InvoiceID> = []
    var clients: Set<ClientID> = []
    var batches: Set<BatchID> = []

    init(_ proposals: [Proposal]) {
        for change in proposals.lazy.flatMap(\.alternatives).flatMap(\.changes) { note(change) }
    }

    private mutating func note(_ change: Change) {
        switch change {
        case .set(let row, let column, _, let to):
            note(row, column)
            if row.table == .sessions, case .text(let word) = to, SessionStatus(rawValue: word)?.isOpen == true {
                openedSessions.insert(SessionID(row.id))
            }
        case .delete(let row): note(row, nil)
        case .add(let row, _, _) where row.table == .batches: batches.insert(BatchID(row.id))
        case .add(let row, let column, _): note(row, column)
        case .insertLine(let order, let batch, _, _, _, _):
            orders.insert(order)
            batches.insert(batch)
        }
    }

    private mutating func note(_ row: RowReference, _ column: String?) {
        switch row.table {
        case .sessions: if column.map(Self.movesSession) ?? true { sessions.insert(SessionID(row.id)) }
        case .orders:
            orders.insert(OrderID(row.id))
            if column.map(Self.movesLines) ?? true { standingOrders.insert(OrderID(row.id)) }
        case .orderLines: if column.map(Self.movesReservation) ?? true { lines.insert(OrderLineID(row.id)) }
        case .cartItems: if column.map(Self.movesCart) ?? true { items.insert(CartItemID(row.id)) }
        case .invoices: invoices.insert(InvoiceID(row.id))
        case .clientCreditLimits: clients.insert(ClientID(row.id))
        default: break
        }
    }

    private static func movesSession(_ column: String) -> Bool {
        [Session.Field.status, .clientID, .deletedAt].contains { $0.name == column }
    }

    private static func movesLines(_ column: String) -> Bool {
        ![Order.Field.subtotal, .total, .cashPayment, .invoiceID].contains { $0.name == column }
    }

    private static func movesReservation(_ column: String) -> Bool {
        [OrderLine.Field.batchID, .quantity, .isSample, .deletedAt].contains { $0.name == column }
    }

    private static func movesCart(_ column: String) -> Bool {
        [CartItem.Field.batchID, .quantity, .unitPrice, .isSample, .deletedAt].contains { $0.name == column }
    }
}

private extension RepairStakes {
    mutating func collectLines(_ touched: TouchedRows, _ tallies: Tallies, _ source: any RowSource) throws {
        var found: [OrderLineID: OrderLine] = [:]
        func note(_ line: OrderLine) {
            if !line.isExcluded { found[line.id] = line }
        }
        try source.withReader { reader in
            if !touched.lines.isEmpty {
                try reader.orderLines(.matching(OrderLine.Field.id, touched.lines)) { note($0) }
            }
            if !touched.standingOrders.isEmpty {
                try reader.orderLines(.matching(OrderLine.Field.orderID, touched.standingOrders)) { note($0) }
            }
        }
        for line in found.values where line.isReadable && !line.isDeleted { addLine(line, tallies) }
    }

    mutating func addLine(_ line: OrderLine, _ tallies: Tallies) {
        addOrder(line.orderID, tallies)
        orders[line.orderID]?.lines.append(line)
        orderOfLine[line.id] = line.orderID
    }

    /// An order that is linked to no session has nothing to repair.
    mutating func addOrder(_ id: OrderID, _ tallies: Tallies) {
        guard orders[id] == nil, let slot = tallies.orders.slot(of: id) else { return }
        let session = tallies.ledger.sessions[tallies.orders.sessionSlot(ofOrderAt: slot)].id
        orders[id] = OrderStake(order: tallies.orders.orders[slot], session: session)
    }

    mutating func collectOrders(_ touched: TouchedRows, _ tallies: Tallies) {
        for id in touched.orders { addOrder(id, tallies) }
    }

    /// All items of sessions that may begin or cease to hold what is in their carts, and of the others what is changed.
    mutating func collectItems(_ touched: TouchedRows, _ tallies: Tallies, _ source: any RowSource) throws {
        let book = tallies.ledger.sessions
        let moving = touched.sessions.union(touched.standingOrders.compactMap { orders[$0]?.session })
        for slot in moving.compactMap(book.slot) where mayHold(slot, touched, tallies) { addSession(at: slot, tallies) }
        let whole = Set(sessions.keys)
        try source.withReader { reader in
            if !whole.isEmpty {
                try reader.cartItems(.matching(CartItem.Field.sessionID, whole)) { addItem($0) }
            }
            guard !touched.items.isEmpty else { return }
            try reader.cartItems(.matching(CartItem.Field.id, touched.items)) { item in
                guard !whole.contains(item.sessionID), let slot = book.slot(of: item.sessionID),
                    tallies.orders.isHolding(book.standings[slot], slot: slot)
                else { return }
                addSession(at: slot, tallies)
                addItem(item)
            }
        }
    }

    /// Its cart counts now, or would after some alternative.
    func mayHold(_ slot: Int, _ touched: TouchedRows, _ tallies: Tallies) -> Bool {
        let session = tallies.ledger.sessions[slot]
        guard session.isOpen || touched.openedSessions.contains(session.id) else { return false }
        return tallies.orders.summary(ofSession: slot).isWithoutLive
            || tallies.orders.orders(ofSession: slot).contains { touched.standingOrders.contains($0.id) }
    }

    mutating func addSession(at slot: Int, _ tallies: Tallies) {
        let session = tallies.ledger.sessions[slot]
        guard sessions[session.id] == nil, !session.isExcluded else { return }
        let linked = tallies.orders.orders(ofSession: slot)
        for order in linked { addOrder(order.id, tallies) }
        sessions[session.id] = SessionStake(
            session: session, orders: linked.map(\.id),
            hasUnreadableOrder: tallies.orders.summary(ofSession: slot).hasUnreadablePresent)
    }

    mutating func addItem(_ item: CartItem) {
        guard !item.isDeleted, item.isReadable else { return }
        sessions[item.sessionID]?.items.append(item)
        sessionOfItem[item.id] = item.sessionID
    }
}

private extension RepairStakes {
    mutating func collectInvoices(_ touched: TouchedRows, _ source: any RowSource) throws {
        guard !touched.invoices.isEmpty else { return }
        try source.withReader { reader in
            try reader.invoices(.matching(Invoice.Field.id, touched.invoices)) { invoice in
                if let id = invoice.id { invoices[id] = invoice }
            }
        }
    }

    mutating func collectClients(_ touched: TouchedRows, _ all: ClientAccounts) {
        let owing = orders.values.lazy.map(\.order.clientID)
        let shopping = sessions.values.lazy.map(\.session.clientID)
        let billed = invoices.values.lazy.compactMap(\.clientID)
        let wanted = touched.clients.union(owing).union(shopping).union(billed)
        for client in wanted.compactMap(all.account) {
            clients[client.id] = NamedStanding(
                name: client.client?.name,
                standing: ClientStanding(
                    limit: client.limit, storedExposure: client.creditRow?.storedExposure.value,
                    posted: client.posted, draft: client.draft))
        }
    }

    mutating func collectBatches(_ touched: TouchedRows, _ tallies: Tallies) {
        let ordered = orders.values.lazy.flatMap { $0.lines.map(\.batchID) }
        let held = sessions.values.lazy.flatMap { $0.items.map(\.batchID) }
        for id in touched.batches.union(ordered).union(held) {
            guard let slot = tallies.ledger.batches.slot(of: id),
                let facts = BatchFacts(slot: slot, tallies: tallies)
            else { continue }
            batches[id] = NamedStanding(name: facts.batch.code, standing: BatchStanding(facts))
        }
    }
}

private extension BatchStanding {
    init(_ facts: BatchFacts) {
        self.init(
            onHand: facts.batch.onHand.value ?? .zero, quarantine: facts.batch.quarantine.value ?? .zero,
            hold: facts.batch.hold.value ?? .zero, reservedStored: facts.reserved,
            reservedExpected: facts.tally.reserved, softHold: facts.tally.softHold,
            sampleQuantity: facts.batch.sample.value ?? .zero, sampleHold: facts.tally.sampleHold)
    }
}
