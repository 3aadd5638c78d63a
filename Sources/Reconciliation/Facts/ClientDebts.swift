internal import LiveShopping

/// The orders and invoices of the clients whose exposure a rule has to see made up.
struct ClientDebts {
    private var orders: [ClientID: [Order]] = [:]
    private var invoices: [ClientID: [Invoice]] = [:]

    init(of clients: Set<ClientID>, from source: any RowSource, available: AvailableColumns) throws {
        guard !clients.isEmpty else { return }
        try source.withReader { reader in
            try reader.orders(.matching(Order.Field.clientID, clients)) { orders[$0.clientID, default: []].append($0) }
            guard available.has(Invoice.Field.customerID) else { return }
            try reader.invoices(.matching(Invoice.Field.customerID, clients)) { invoice in
                if let client = invoice.clientID { invoices[client, default: []].append(invoice) }
            }
        }
    }

    /// Everything that was summed, and that nothing was added to it since.
    func evidence(of client: ClientID, _ ledger: Ledger) -> [Evidence] {
        let evidence = RowEvidence(ledger)
        let own = (orders[client] ?? []).sorted { $0.id < $1.id }
        let billed = (invoices[client] ?? []).sorted { ($0.id?.rawValue ?? 0) < ($1.id?.rawValue ?? 0) }
        return own.filter { !$0.isExcluded }.map(evidence.order) + billed.compactMap(evidence.invoice) + [
            .members(
                table: .orders, column: Order.Field.clientID.name, value: client.rawValue, ids: own.map(\.id.rawValue))
        ]
            + (ledger.available.has(Invoice.Field.id)
                ? [
                    .members(
                        table: .invoices, column: Invoice.Field.customerID.name, value: client.rawValue,
                        ids: billed.compactMap { $0.id?.rawValue })
                ] : [])
    }
}
