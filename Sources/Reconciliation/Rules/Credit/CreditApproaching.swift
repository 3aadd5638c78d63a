internal import FinancialMath
internal import LiveShopping

/// Within the limit, but the open carts take more than two thirds of what is left of it.
struct CreditApproaching: ClientRule {
    static let description = RuleDescription(
        id: "credit.approaching", severity: .notice,
        title: "Close to the credit limit",
        rationale: """
            What is left of the limit is less than one and a half times what the client's open carts are worth: one \
            more cart and it is exceeded.
            """,
        remedy: "Tell the hosts of the client's open sessions.",
        population: .clients,
        looksAt: [.sessions, .orders, .orderLinks, .carts, .debts, .payments, .invoiceReferences],
        examples: [
            .fires(
                "The cart is worth 25.00, and 37.49 of the limit are left, a cent less than half as much again.",
                "client=1", expected: "137.49", actual: "125.00", repair: .manual
            ) {
                $0.credit(limit: .number("137.49"), stored: .number("100"))
                $0.invoice()
                $0.session(.active)
                $0.item()
            },
            .silent("The cart is worth 25.00, and 37.50 of the limit are left, just half as much again.") {
                $0.credit(limit: .number("137.50"), stored: .number("100"))
                $0.invoice()
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The cart takes all that is left of the limit.", "client=1", expected: "25.00", actual: "25.00"
            ) {
                $0.credit(limit: .number("25"))
                $0.session(.active)
                $0.item()
            },
            .silent("The cart takes a cent more than the limit, which is worse than coming close to it.") {
                $0.credit(limit: .number("24.99"))
                $0.session(.active)
                $0.item()
            },
            .silent("The client owes all of its limit, and has nothing in a cart.") {
                $0.credit(limit: .number("100"), stored: .number("100"))
                $0.invoice()
            },
            .silent("The client has no limit.") {
                $0.credit(limit: .number("0"))
                $0.session(.active)
                $0.item()
            },
        ])

    func judge(_ client: ClientFacts) -> Ruling? {
        guard let limit = client.limit, client.isApproaching else { return nil }
        return ruling(
            client.key, client.subject, expected: limit.formatted, actual: client.projected.formatted,
            repair: .manual,
            because: """
                \(client.ledger.named(client.id)): \(client.exposureWords); of the limit of \(limit.formattedExactly) \
                \((limit - client.posted).formattedExactly) are left, less than 1.5 × \(client.draft.formattedExactly).
                """)
    }
}
