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
}
