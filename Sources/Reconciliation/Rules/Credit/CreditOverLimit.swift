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
        remedy: "Talk to the client before its open sessions are converted; raise the limit or collect first.")

    func judge(_ client: ClientFacts) -> Finding? {
        guard let limit = client.limit, client.isOverLimit else { return nil }
        return finding(
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
