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
        remedy: "Apply the repair: it stores what unpaid invoices and open orders come to.",
        examples: [
            .fires(
                "The client owes an order of 25.00 that nobody added to its exposure.", "client=1", expected: "25.00",
                actual: "0.00", impact: "25.00", repair: .automatic
            ) {
                $0.order()
            },
            .silent("The client owes an order of 25.00, and its exposure says so.") {
                $0.credit(stored: .number("25"))
                $0.order()
            },
            .fires(
                "The order was cancelled, and the exposure still contains it.", "client=1", expected: "0.00",
                actual: "25.00", impact: "25.00"
            ) {
                $0.credit(stored: .number("25"))
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("An unpaid invoice over 100.00 and an open order of 25.00 are 125.00.") {
                $0.credit(stored: .number("125"))
                $0.invoice()
                $0.order()
            },
            .silent("The order was invoiced with 100.00, and is not counted besides its invoice.") {
                $0.credit(stored: .number("100"))
                $0.invoice()
                $0.order { $0.invoiceID = ID(1) }
            },
            .silent("Of four invoices one is paid, one is void and one is deleted, so the fourth counts.") {
                $0.credit(stored: .number("100"))
                $0.invoice()
                $0.invoice { $0.status = .known(.paid) }
                $0.invoice { $0.status = .known(.void) }
                $0.invoice { $0.isDeleted = true }
            },
            .silent("Paid orders, drafts, offers and deleted orders are not owed.") {
                $0.order { $0.saleStatus = .known(.paid) }
                $0.order { $0.isDraft = true }
                $0.order { $0.type = .known(.quote) }
                $0.order { $0.isDeleted = true }
            },
            .silent("5.00 of the order of 25.00 was paid in cash.") {
                $0.credit(stored: .number("20"))
                $0.order { $0.cashPayment = .number("5") }
            },
            .silent("More was paid in cash than the order came to, which makes no credit for the next order.") {
                $0.credit(stored: .number("25"))
                $0.order { $0.cashPayment = .number("30") }
                $0.order()
            },
            .silent("The cart of an open session is not owed yet.") {
                $0.session(.active)
                $0.item()
            },
            .silent(
                "The site tolerates 5.00, and the exposure is off by just that.",
                settings: .with(\.exposureTolerance, Money(5))
            ) {
                $0.credit(stored: .number("20"))
                $0.order()
            },
            .fires(
                "The site tolerates 5.00, and the exposure is off by 5.01.", "client=1", expected: "25.00",
                actual: "19.99", impact: "5.01", settings: .with(\.exposureTolerance, Money(5))
            ) {
                $0.credit(stored: .number("19.99"))
                $0.order()
            },
            .silent("The total of the second order is not a number, so only the first one counts.") {
                $0.credit(stored: .number("25"))
                $0.order()
                $0.order { $0.total = .nan }
            },
            .silent("The stored exposure is not a number.") {
                $0.credit(stored: .nan)
                $0.order()
            },
            .silent("The client has no credit row.") {
                $0.rows.creditLimits = []
                $0.order()
            },
        ])

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
