internal import FinancialMath
internal import LiveShopping

/// What is owed and what is in carts is more than the limit.
struct CreditOverLimit: ClientRule {
    static let description = RuleDescription(
        id: "credit.over-limit", severity: .critical,
        title: "Over the credit limit",
        rationale: """
            With what is in its open carts the client would owe more than it may. Nobody recomputes this when items \
            are added.
            """,
        remedy: "Talk to the client before its open sessions are converted; raise the limit or collect first.",
        population: .clients,
        looksAt: [.sessions, .orders, .orderLinks, .carts, .debts, .payments, .invoiceReferences],
        examples: [
            .fires(
                "An unpaid invoice over 100.00 and a cart worth 25.00 are a cent more than the limit.", "client=1",
                expected: "124.99", actual: "125.00", impact: "0.01", repair: .manual
            ) {
                $0.credit(limit: .number("124.99"), stored: .number("100"))
                $0.invoice()
                $0.session(.active)
                $0.item()
            },
            .silent("An unpaid invoice over 100.00 and a cart worth 25.00 are just the limit.") {
                $0.credit(limit: .number("125"), stored: .number("100"))
                $0.invoice()
                $0.session(.active)
                $0.item()
            },
            .silent("The limit is 0.00, which means that there is none.") {
                $0.credit(limit: .number("0"), stored: .number("100"))
                $0.invoice()
            },
            .silent("The limit is below zero, which means that there is none.") {
                $0.credit(limit: .number("-1"), stored: .number("100"))
                $0.invoice()
            },
            .silent("The cart became an order, and the two are counted once.") {
                $0.credit(limit: .number("25"), stored: .number("25"))
                $0.session(.active)
                $0.item()
                $0.order()
                $0.line()
            },
            .fires(
                "Nobody has touched the cart for a week, but its session is open and counts.", "client=1",
                expected: "20.00", actual: "25.00", impact: "5.00"
            ) {
                $0.credit(limit: .number("20"))
                $0.session(.active) { $0.updatedAt = .ago(days: 7) }
                $0.item {
                    $0.createdAt = .ago(days: 7)
                    $0.updatedAt = .ago(days: 7)
                }
            },
            .silent("The session with the cart has ended.") {
                $0.credit(limit: .number("20"))
                $0.session(.ended)
                $0.item()
            },
            .silent("The session with the cart has not begun.") {
                $0.credit(limit: .number("20"))
                $0.session(.scheduled)
                $0.item()
            },
            .silent("What is in the cart is a sample.") {
                $0.credit(limit: .number("20"))
                $0.session(.active)
                $0.item { $0.isSample = true }
            },
            .silent("The stored exposure is over the limit, but the client owes nothing.") {
                $0.credit(limit: .number("20"), stored: .number("25"))
            },
            .fires(
                "The stored exposure is 0.00, but the client owes an order of 25.00.", "client=1", expected: "20.00",
                actual: "25.00", impact: "5.00"
            ) {
                $0.credit(limit: .number("20"))
                $0.order()
            },
        ])

    func judge(_ client: ClientFacts) -> Ruling? {
        guard let limit = client.limit, client.isOverLimit else { return nil }
        return ruling(
            client.key, client.subject, expected: limit.formatted, actual: client.projected.formatted,
            impact: client.projected - limit, repair: .manual,
            because: """
                \(client.ledger.named(client.id)): \(client.exposureWords); the limit is \(limit.formattedExactly), \
                exceeded by \((client.projected - limit).formattedExactly).
                """)
    }
}

extension ClientFacts {
    /// `owed 120.00 + open carts 30.00 = 150.00`
    var exposureWords: String {
        "owed \(posted.formattedExactly) + open carts \(draft.formattedExactly) = \(projected.formattedExactly)"
    }
}
