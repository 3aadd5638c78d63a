internal import FinancialMath
internal import LiveShopping

/// Whom and what some repairs move besides the rows that they change: the credit of clients, the availability of
/// batches.
///
/// It is the definitions once more over the rows that are changed, as they are and as they would be. What the next
/// night's credit.csv and holds.csv say after these repairs is what stands here as `after`.
public struct BlastRadius: Sendable, Hashable {
    /// Those that move, the largest change of the projected exposure first, then of the stored one, then by id.
    public let clients: [ClientMove]
    /// Those that move, the largest change of what is net available first, then of what is reserved, then by id.
    public let batches: [BatchMove]

    public var isEmpty: Bool { clients.isEmpty && batches.isEmpty }

    /// - Parameter changes: Those of one alternative or of many repairs, in the order in which they are applied.
    public init(of changes: some Sequence<Change>, in stakes: RepairStakes) {
        let weighing = Weighing(EditedRows(changes), stakes)
        clients = weighing.clients.sorted { ($1.size, $1.storedSize, $0.id) < ($0.size, $0.storedSize, $1.id) }
        batches = weighing.batches.sorted { ($1.size, $1.reservedSize, $0.id) < ($0.size, $0.reservedSize, $1.id) }
    }
}

/// The sums over the changed rows before and after, and what these make of each standing.
struct Weighing {
    let edits: EditedRows
    private let stakes: RepairStakes
    private(set) var before = Promises()
    private(set) var after = Promises()

    init(_ edits: EditedRows, _ stakes: RepairStakes) {
        self.edits = edits
        self.stakes = stakes
        var sessions: Set<SessionID> = []
        var orders = Set(edits.ordersWithNewLines)
        for row in edits.touched {
            switch row.table {
            case .sessions: sessions.insert(SessionID(row.id))
            case .cartItems: if let session = stakes.sessionOfItem[CartItemID(row.id)] { sessions.insert(session) }
            case .orders: orders.insert(OrderID(row.id))
            case .invoices: weigh(InvoiceID(row.id))
            case .orderLines: if let order = stakes.orderOfLine[OrderLineID(row.id)] { orders.insert(order) }
            default: break
            }
        }
        sessions.formUnion(orders.compactMap { stakes.orders[$0]?.session })
        for order in orders { weigh(order) }
        for session in sessions { weigh(session) }
    }

    private mutating func weigh(_ id: InvoiceID) {
        guard let invoice = stakes.invoices[id] else { return }
        before.add(invoice)
        after.add(edits.invoice(invoice, id))
    }

    private mutating func weigh(_ id: OrderID) {
        guard let stake = stakes.orders[id] else { return }
        before.add(stake.order, stake.lines)
        after.add(edits.order(stake.order), edits.lines(stake))
    }

    private mutating func weigh(_ id: SessionID) {
        guard let stake = stakes.sessions[id] else { return }
        let orders = stake.orders.compactMap { stakes.orders[$0]?.order }
        func isWithout(_ orders: [Order]) -> Bool {
            !stake.hasUnreadableOrder && !orders.contains { $0.isLive && $0.isConversion }
        }
        before.add(stake.session, isWithoutOrder: isWithout(orders), stake.items)
        after.add(
            edits.session(stake.session), isWithoutOrder: isWithout(orders.map(edits.order)), edits.items(stake.items))
    }

    var clients: [ClientMove] {
        let credited = edits.touched.filter { $0.table == .clientCreditLimits }.map { ClientID($0.id) }
        return before.clients.union(after.clients).union(credited).union(edits.exposures.keys).compactMap { id in
            guard let stake = stakes.clients[id] else { return nil }
            var standing = stake.standing
            standing.posted += difference(\.openOrders, id) + difference(\.receivables, id)
            standing.draft += difference(\.drafts, id)
            if standing.storedExposure != nil {
                standing.storedExposure = edits.storedExposure(of: id) ?? standing.storedExposure
                standing.storedExposure? += edits.exposures[id] ?? .zero
            }
            guard standing != stake.standing else { return nil }
            return ClientMove(id: id, name: stake.name, before: stake.standing, after: standing)
        }
    }

    var batches: [BatchMove] {
        before.batches.union(after.batches).union(edits.additions.keys).compactMap { id in
            guard let stake = stakes.batches[id] else { return nil }
            var standing = stake.standing
            standing.reservedExpected += difference(\.reserved, id)
            standing.softHold += difference(\.softHold, id)
            standing.sampleHold += difference(\.sampleHold, id)
            for (column, added) in edits.additions[id] ?? [] { standing.add(added, to: column) }
            guard standing != stake.standing else { return nil }
            return BatchMove(id: id, name: stake.name, before: stake.standing, after: standing)
        }
    }

    func difference<Key: Hashable, Measure: Dimension>(
        _ sums: KeyPath<Promises, [Key: Exact<Measure>]>, _ key: Key
    ) -> Exact<Measure> {
        (after[keyPath: sums][key] ?? .zero) - (before[keyPath: sums][key] ?? .zero)
    }
}

private extension BatchStanding {
    mutating func add(_ difference: Quantity, to column: String) {
        switch column {
        case Batch.Field.reserved.name: reservedStored += difference
        case Batch.Field.sample.name: sampleQuantity += difference
        case Batch.Field.onHand.name: onHand += difference
        case Batch.Field.quarantine.name: quarantine += difference
        case Batch.Field.hold.name: hold += difference
        // No other column of a batch is a quantity.
        default: break
        }
    }
}

private extension ClientMove {
    var size: Money { (after.projected - before.projected).magnitude }
    var storedSize: Money { ((after.storedExposure ?? .zero) - (before.storedExposure ?? .zero)).magnitude }
}

private extension BatchMove {
    var size: Quantity { (after.netAvailable - before.netAvailable).magnitude }
    var reservedSize: Quantity { (after.reservedExpected - before.reservedExpected).magnitude }
}
