internal import FinancialMath
internal import LiveShopping

/// A session of a client that does not exist.
struct IntegrityOrphanSession: SessionRule {
    static let description = RuleDescription(
        id: "integrity.orphan-session", severity: .error,
        title: "A session without its client",
        rationale: "Nobody can be asked, billed or credited for what is in its cart.",
        remedy: "Restore the client, or end the session.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard !session.ledger.clients.exists(session.session.clientID) else { return nil }
        return finding(
            session.key, session.subject, expected: "client", actual: "none", impact: session.tally.cartValue,
            repair: .manual,
            because: """
                Session \(session.id) (room \(session.session.roomCode)) names client \(session.session.clientID), which \
                does not exist. Its cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
