internal import FinancialMath
internal import LiveShopping

/// A session that everybody left keeps its cart's inventory.
struct HoldAbandoned: SessionRule {
    static let description = RuleDescription(
        id: "hold.abandoned", severity: .error,
        title: "An abandoned cart holds inventory",
        rationale: """
            Nobody has touched the session for longer than its timeout, and what is in its cart cannot be promised to \
            anybody else. It also counts against the client's credit.
            """,
        remedy: "Apply the repair: it ends the session.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.isAbandoned, session.tally.liveItems > 0, session.isWithoutOrder else { return nil }
        return finding(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            impact: session.tally.cartValue, repair: .automatic,
            because: """
                \(session.sentenceName) is \(session.session.status), \(session.idleWords), and still holds \
                \(counted(session.tally.liveItems, "item")) worth \(session.tally.cartValue.formatted).
                """)
    }
}

extension SessionFacts {
    /// Since when nobody has touched an abandoned session.
    var idleWords: String {
        if let expiresAt = session.expiresAt { return "expired at \(expiresAt)" }
        return "last touched at \(session.lastActivity(items: tally.lastActivity))"
    }
}
