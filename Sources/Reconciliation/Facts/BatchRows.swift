internal import LiveShopping

/// The rows behind batches, as far as rules have to see them.
struct BatchRows {
    private var items: [BatchID: [CartItem]] = [:]
    private var lines: [BatchID: [OrderLine]] = [:]
    private var orders: [OrderID: Order] = [:]

    static let none = BatchRows()

    private init() {}

    /// - Parameter requests: What is asked for of which batches.
    init(_ requests: [BatchID: BatchFacts.Request], _ tallies: Tallies, _ source: any RowSource) throws {
        let holding = requests.filter { $0.value.contains(.holdingItems) }.keys
        let reserving = requests.filter { $0.value.contains(.reservations) }.keys
        try source.withReader { reader in
            if !holding.isEmpty { try readItems(of: holding, tallies, reader) }
            if !reserving.isEmpty { try readLines(of: reserving, tallies, reader) }
        }
    }

    private mutating func readItems(
        of batches: some Sequence<BatchID>, _ tallies: Tallies, _ reader: any RowReader
    ) throws {
        try reader.cartItems(.matching(CartItem.Field.batchID, batches)) { item in
            guard item.isReadable, !item.isDeleted,
                ItemStanding(item, tallies.ledger, tallies.orders).isHolding
            else { return }
            items[item.batchID, default: []].append(item)
        }
    }

    private mutating func readLines(
        of batches: some Sequence<BatchID>, _ tallies: Tallies, _ reader: any RowReader
    ) throws {
        try reader.orderLines(.matching(OrderLine.Field.batchID, batches)) {
            lines[$0.batchID, default: []].append($0)
        }
        let ids = Set(lines.values.joined().map(\.orderID))
        guard !ids.isEmpty else { return }
        try reader.orders(.matching(Order.Field.id, ids)) { orders[$0.id] = tallies.read($0) }
    }
}

extension BatchRows {
    /// The live items that hold a batch.
    func holdingItems(of batch: BatchID) -> [CartItem] { items[batch] ?? [] }

    /// The lines of a batch and their orders, and that no line was added to them since.
    func reservationEvidence(of batch: BatchID, _ ledger: Ledger) -> [Evidence] {
        let evidence = RowEvidence(ledger)
        let own = (lines[batch] ?? []).sorted { $0.id < $1.id }
        let selling = Set(own.map(\.orderID)).sorted().compactMap { orders[$0] }.filter { !$0.isExcluded }
        return own.filter { !$0.isExcluded }.map(evidence.line) + selling.map(evidence.orderStanding) + [
            .members(
                table: .orderLines, column: OrderLine.Field.batchID.name, value: batch.rawValue,
                ids: own.map(\.id.rawValue))
        ]
    }
}
