internal import FinancialMath
internal import LiveShopping

/// What carts and orders promise of some batches, row by row.
struct BatchPromises {
    private let tallies: Tallies
    private var items: [Place: RowCollector<CartItem>] = [:]
    private var lines: [BatchID: FirstRows<OrderLine>] = [:]
    /// The orders of the lines that are kept.
    private var orders: [OrderID: Order] = [:]

    private struct Place: Hashable {
        let batch: BatchID
        let isSample: Bool
    }

    init(tallies: Tallies) {
        self.tallies = tallies
    }

    mutating func read(of batches: Set<BatchID>, _ source: any RowSource) throws {
        try source.withReader { reader in
            try reader.cartItems(.matching(CartItem.Field.batchID, batches)) { add($0) }
            var lines: [BatchID: RowCollector<OrderLine>] = [:]
            try reader.orderLines(.matching(OrderLine.Field.batchID, batches)) { line in
                guard tallies.reservedQuantity(of: line) != nil else { return }
                lines[line.batchID, default: RowCollector { ($0.orderID, $0.id) < ($1.orderID, $1.id) }].add(line)
            }
            for batch in lines.keys { self.lines[batch] = lines[batch]?.first() }
            try readOrders(reader)
        }
    }

    private mutating func add(_ item: CartItem) {
        let sessions = tallies.ledger.sessions
        guard item.isReadable, !item.isDeleted, let slot = sessions.slot(of: item.sessionID),
            tallies.orders.isHolding(sessions.standings[slot], slot: slot)
        else { return }
        let place = Place(batch: item.batchID, isSample: item.isSample)
        items[place, default: RowCollector { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }].add(item)
    }

    /// Those of live shopping are in memory; the others are looked up.
    private mutating func readOrders(_ reader: any RowReader) throws {
        var others: Set<OrderID> = []
        for id in Set(lines.values.flatMap { $0.rows.map(\.orderID) }) {
            if let slot = tallies.orders.slot(of: id) {
                orders[id] = tallies.orders.orders[slot]
            } else {
                others.insert(id)
            }
        }
        guard !others.isEmpty else { return }
        try reader.orders(.matching(Order.Field.id, others)) { orders[$0.id] = tallies.read($0) }
    }
}

extension BatchPromises {
    mutating func holders(of batch: BatchID, samples: Bool) -> FirstRows<BatchDetail.Holder> {
        guard let found = items[Place(batch: batch, isSample: samples)]?.first() else { return FirstRows(of: []) }
        var total = Quantity.zero
        return found.map { item in
            total += item.quantity.value ?? .zero
            let session = tallies.ledger.sessions.slot(of: item.sessionID).map { tallies.ledger.sessions[$0] }
            return BatchDetail.Holder(
                item: item.id, session: item.sessionID, roomCode: session?.roomCode ?? "",
                client: session?.clientID ?? ClientID(0), host: session?.hostID ?? UserID(0), createdAt: item.createdAt,
                quantity: item.quantity.value ?? .zero, runningTotal: total)
        }
    }

    func reservations(of batch: BatchID) -> FirstRows<BatchDetail.Reservation> {
        guard let found = lines[batch] else { return FirstRows(of: []) }
        var total = Quantity.zero
        return found.map { line in
            total += line.quantity.value ?? .zero
            let order = orders[line.orderID]
            return BatchDetail.Reservation(
                line: line.id, order: line.orderID, orderNumber: order?.number ?? "",
                client: order?.clientID ?? ClientID(0), createdAt: order?.createdAt ?? .negativeInfinity,
                session: tallies.session(ofOrder: line.orderID), quantity: line.quantity.value ?? .zero,
                runningTotal: total)
        }
    }
}

extension Tallies {
    /// The session that an order is linked to; nil for any other order.
    func session(ofOrder id: OrderID) -> SessionID? {
        orders.slot(of: id).map { ledger.sessions[orders.sessionSlot(ofOrderAt: $0)].id }
    }
}
