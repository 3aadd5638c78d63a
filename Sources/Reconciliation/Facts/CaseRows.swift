internal import LiveShopping

/// The items of the sessions that are laid out together.
struct CaseRows {
    private var items: [SessionID: [CartItem]] = [:]

    init(of slots: ArraySlice<Int>, _ tallies: Tallies, _ source: any RowSource) throws {
        let sessions = slots.map { tallies.ledger.sessions[$0] }.compactMap { $0.known(.id, $0.id) }
        try source.withReader { reader in
            try reader.cartItems(.matching(CartItem.Field.sessionID, sessions)) {
                items[$0.sessionID, default: []].append($0)
            }
        }
    }

    /// The session's items; none of one that has no id.
    func items(of session: Session) -> [CartItem] {
        session.known(.id, session.id).flatMap { items[$0] } ?? []
    }

    /// How many live items are laid out at a time: what bounds the memory of the drill-down.
    private static let itemsAtATime = 100_000

    /// Sessions by slot in groups that have so many items together, and at least one.
    static func chunks(of slots: ArraySlice<Int>, _ tallies: Tallies) -> [ArraySlice<Int>] {
        slots.chunks(of: itemsAtATime) { max(1, tallies.sessions[$0].liveItems) }
    }
}

/// The lines of the live conversion orders of sessions that are laid out, and the invoices that refer to these orders.
///
/// They are read for many sessions at once: where no index leads to them, each reading goes through the whole table.
struct CaseLines: Sendable {
    private(set) var byOrder: [OrderID: [OrderLine]] = [:]
    /// All invoices whose reference is the order's id, whatever they say it is.
    private(set) var references: [OrderID: [Invoice]] = [:]

    /// - Parameter withReferences: Whether repairs are to be written, which rest on no invoice having come.
    init(
        of slots: ArraySlice<Int>, _ tallies: Tallies, _ source: any RowSource, withReferences: Bool = false
    ) throws {
        let orders = slots.flatMap { tallies.orders.orders(ofSession: $0) }.filter { $0.isLive && $0.isConversion }
        guard !orders.isEmpty else { return }
        try source.withReader { reader in
            try reader.orderLines(.matching(OrderLine.Field.orderID, orders.map(\.id))) {
                byOrder[$0.orderID, default: []].append($0)
            }
            guard withReferences, tallies.ledger.hasInvoiceReferences else { return }
            try reader.invoices(.matching(Invoice.Field.referenceID, orders.map(\.id))) {
                if $0.id != nil, let order = $0.referenceID { references[order, default: []].append($0) }
            }
        }
    }

    /// The lines of how many orders are in memory at a time.
    private static let ordersAtATime = 20_000

    /// Sessions by slot in groups that have so many orders together, and at least one.
    static func groups(of slots: [Int], _ tallies: Tallies) -> [ArraySlice<Int>] {
        slots[...].chunks(of: ordersAtATime) { Int(tallies.orders.summary(ofSession: $0).live) }
    }
}

private extension ArraySlice {
    /// Parts that have at least so much together, the last one less.
    func chunks(of most: Int, weight: (Element) -> Int) -> [ArraySlice] {
        var (chunks, start, sum) = ([ArraySlice](), startIndex, 0)
        for place in indices {
            sum += weight(self[place])
            guard sum >= most || place == endIndex - 1 else { continue }
            chunks.append(self[start...place])
            (start, sum) = (place + 1, 0)
        }
        return chunks
    }
}
