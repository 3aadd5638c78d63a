internal import FinancialMath
internal import LiveShopping

/// A client who shops and has no credit row.
struct CreditNoLimit: ClientRule {
    static let description = RuleDescription(
        id: "credit.no-limit", severity: .notice,
        title: "Shopping without a credit limit",
        rationale: "The client has an open session and no row at the credit desk: nothing limits what it may owe.",
        remedy: "Decide on a limit for the client; 0 means that none is wanted.")

    func judge(_ client: ClientFacts) -> Finding? {
        guard !client.hasCreditRow, client.openSessions > 0 else { return nil }
        return finding(
            client.key, client.subject, expected: "limit", actual: "none", impact: client.draft, repair: .manual,
            because: """
                \(client.ledger.named(client.id)) has \(counted(client.openSessions, "open session")) with carts worth \
                \(client.draft.formattedExactly) and no credit row.
                """)
    }
}
