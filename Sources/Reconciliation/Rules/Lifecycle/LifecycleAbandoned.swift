internal import LiveShopping

/// Everybody left, and there was nothing in the cart.
struct LifecycleAbandoned: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.abandoned", severity: .warning,
        title: "An abandoned session with an empty cart",
        rationale: """
            Nobody has touched the session for longer than its timeout. It holds nothing, but the host's and the client's \
            lists show it as open.
            """,
        remedy: "Apply the repair: it ends the session.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.isAbandoned, session.tally.liveItems == 0, session.isWithoutOrder else { return nil }
        return finding(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            repair: .automatic,
            because: "\(session.sentenceName) is \(session.session.status), \(session.idleWords), and has no item.")
    }
}
