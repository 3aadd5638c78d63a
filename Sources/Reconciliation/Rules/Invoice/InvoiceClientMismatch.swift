internal import LiveShopping

/// An order is billed to another client than it is for.
struct InvoiceClientMismatch: BillingRule {
    static let description = RuleDescription(
        id: "invoice.client-mismatch", severity: .critical,
        title: "The invoice is for another client than the order",
        rationale: """
            One client pays for what another bought, or nobody does; both clients' credit exposure is wrong as long as \
            it stays so.
            """,
        remedy: "Find out who bought; void the invoice and make one for that client, or correct the order.",
        population: .orders, looksAt: [.sessions, .orders, .orderLinks],
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)], [RuleInput(Invoice.Field.customerID)],
        ],
        examples: [
            .fires(
                "The order is for client 1, and its invoice is for client 2.", "order=1", expected: "1", actual: "2",
                impact: "25.00", repair: .manual
            ) {
                $0.client()
                $0.session(.converted)
                $0.order()
                $0.billed { $0.clientID = ID(2) }
            },
            .silent("The order's invoice is for the order's client.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
            },
            .silent("The invoice for client 2 is void.") {
                $0.client()
                $0.session(.converted)
                $0.order()
                $0.billed {
                    $0.clientID = ID(2)
                    $0.status = .known(.void)
                }
            },
            .silent("The invoice does not say for whom it is.") {
                $0.session(.converted)
                $0.order()
                $0.billed { $0.clientID = nil }
            },
            .silent("The order for client 1 was cancelled.") {
                $0.client()
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.clientID = ID(2) }
            },
            .fires(
                "The order's total is not a number, so nobody knows how much money is at stake.", "order=1",
                expected: "1", actual: "2", impact: "0.00"
            ) {
                $0.client()
                $0.session(.converted)
                $0.order { $0.total = .nan }
                $0.billed { $0.clientID = ID(2) }
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        let order = billing.order
        guard order.isLive, let own = billing.standingOwn, let customer = own.clientID, customer != order.clientID
        else {
            return []
        }
        let ruling = ruling(
            billing.key, billing.subject, expected: order.clientID.description, actual: customer.description,
            impact: order.countableTotal, repair: .manual, otherClients: [customer],
            because: """
                \(billing.sentenceName) over \(order.totalWord) is for \(billing.ledger.named(order.clientID)), its \
                \(own.name) is for \(billing.ledger.named(customer)).
                """)
        return [ruling]
    }
}
