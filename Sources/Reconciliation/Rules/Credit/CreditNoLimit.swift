internal import FinancialMath
internal import LiveShopping

/// A client who shops and has no credit row.
struct CreditNoLimit: ClientRule {
    static let description = RuleDescription(
        id: "credit.no-limit", severity: .notice,
        title: "Shopping without a credit limit",
        rationale: "The client has an open session and no row at the credit desk: nothing limits what it may owe.",
        remedy: "Decide on a limit for the client; 0 means that none is wanted.",
        population: .shoppers, looksAt: [.sessions, .orders, .orderLinks, .carts],
        examples: [
            .fires(
                "A client that the credit desk does not know has 25.00 in an open cart.", "client=1", expected: "limit",
                actual: "none", impact: "25.00", repair: .manual
            ) {
                $0.rows.creditLimits = []
                $0.session(.active)
                $0.item()
            },
            .silent("The credit desk decided that the client needs no limit.") {
                $0.credit(limit: .number("0"))
                $0.session(.active)
                $0.item()
            },
            .silent("The client's limit is not a number, but the credit desk has a row for it.") {
                $0.credit(limit: .nan)
                $0.session(.active)
                $0.item()
            },
            .silent("The session of the client without a limit has ended.") {
                $0.rows.creditLimits = []
                $0.session(.ended)
                $0.item()
            },
            .silent("The session of the client without a limit has not begun.") {
                $0.rows.creditLimits = []
                $0.session(.scheduled)
                $0.item()
            },
            .fires(
                "The open session has an order already, so its cart promises nothing more.", "client=1",
                expected: "limit", actual: "none", impact: "0.00"
            ) {
                $0.rows.creditLimits = []
                $0.session(.paused)
                $0.item()
                $0.order()
            },
        ])

    func judge(_ client: ClientFacts) -> Ruling? {
        guard !client.hasCreditRow, client.openSessions > 0 else { return nil }
        return ruling(
            client.key, client.subject, expected: "limit", actual: "none", impact: client.draft, repair: .manual,
            because: """
                \(client.ledger.named(client.id)) has \(counted(client.openSessions, "open session")) with carts worth \
                \(client.draft.formattedExactly) and no credit row.
                """)
    }
}
