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
        remedy: "Tell the hosts of the client's open sessions.")

    func judge(_ client: ClientFacts) -> Finding? {
        guard let limit = client.limit, client.isApproaching else { return nil }
        return finding(
            client.key, client.subject, expected: limit.formatted, actual: client.projected.formatted,
            repair: .manual,
            because: """
                \(client.ledger.named(client.id)): \(client.exposureWords); of the limit of \(limit.formattedExactly) \
                \((limit - client.posted).formattedExactly) are left, less than 1.5 × \(client.draft.formattedExactly).
                """)
    }
}
