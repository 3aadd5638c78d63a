internal import FinancialMath
internal import LiveShopping

/// The stored exposure is not what is owed.
struct CreditExposure: ClientRule {
    static let description = RuleDescription(
        id: "credit.exposure", severity: .error,
        title: "The stored credit exposure is not what the client owes",
        rationale: """
            The credit desk decides by the stored figure. Too low, and it lets through what it should stop; too high, \
            and it stops good sales.
            """,
        remedy: "Apply the repair: it stores what unpaid invoices and open orders come to.")

    func judge(_ client: ClientFacts) -> Finding? {
        guard let stored = client.creditRow?.storedExposure.value,
            (stored - client.posted).magnitude > client.ledger.settings.exposureTolerance
        else { return nil }
        return finding(
            client.key, client.subject, expected: client.posted.formatted, actual: stored.formatted,
            impact: (stored - client.posted).magnitude, repair: .automatic,
            because: """
                \(client.ledger.named(client.id)): unpaid invoices \(client.receivables.formattedExactly) + open \
                orders \(client.openOrders.formattedExactly) = \(client.posted.formattedExactly); stored is \
                \(stored.formattedExactly).
                """)
    }

    /// The stored figure is replaced only while it, and everything that was summed, still is what was read.
    func proposal(for finding: Finding, _ client: ClientFacts, _ debts: ClientDebts) -> Proposal? {
        guard let row = client.creditRow else { return nil }
        let reference = RowReference.credit(client.id)
        let column = CreditLimit.Field.storedExposure.name
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [
                .init(
                    title: "Store \(finding.expected) as the exposure of \(client.ledger.named(client.id))",
                    changes: [.set(reference, column: column, from: Cell(row.storedExposure), to: Cell(client.posted))])
            ],
            evidence: [.row(reference, [ColumnValue(column, Cell(row.storedExposure))])]
                + debts.evidence(of: client.id, client.ledger))
    }
}

/// The orders and invoices of clients whose exposure is wrong.
struct ClientDebts {
    private var orders: [ClientID: [Order]] = [:]
    private var invoices: [ClientID: [Invoice]] = [:]

    init(of clients: [ClientID], from source: any RowSource, available: AvailableColumns) throws {
        guard !clients.isEmpty else { return }
        try source.withReader { reader in
            try reader.orders(.matching(Order.Field.clientID, clients)) { orders[$0.clientID, default: []].append($0) }
            guard available.has(Invoice.Field.customerID) else { return }
            try reader.invoices(.matching(Invoice.Field.customerID, clients)) { invoice in
                if let client = invoice.clientID { invoices[client, default: []].append(invoice) }
            }
        }
    }

    fileprivate func evidence(of client: ClientID, _ ledger: Ledger) -> [Evidence] {
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
