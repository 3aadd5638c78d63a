internal import FinancialMath
internal import LiveShopping

/// A session of a client that does not exist.
struct IntegrityOrphanSession: SessionRule {
    static let description = RuleDescription(
        id: "integrity.orphan-session", severity: .error,
        title: "A session without its client",
        rationale: "Nobody can be asked, billed or credited for what is in its cart.",
        remedy: "Restore the client, or end the session.",
        population: .sessions, looksAt: [.sessions, .carts], cause: .missingRow,
        examples: [
            .fires(
                "The session names client 99, which does not exist, and its cart is worth 25.00.", "session=1",
                expected: "client", actual: "none", impact: "25.00", repair: .manual
            ) {
                $0.session(.active) { $0.clientID = ID(99) }
                $0.item()
            },
            .silent("The session's client exists.") {
                $0.session(.active)
                $0.item()
            },
            .silent("The session without a client is deleted.") {
                $0.session(.ended) {
                    $0.clientID = ID(99)
                    $0.isDeleted = true
                }
                $0.item()
            },
            .silent("The session's client cannot be read, but its row is there.") {
                $0.client { $0.loses(.name) }
                $0.session(.active) { $0.clientID = ID(2) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard !session.ledger.hasClient(ofSessionAt: session.slot) else { return nil }
        return ruling(
            session.key, session.subject, expected: "client", actual: "none", impact: session.tally.cartValue,
            repair: .manual,
            because: """
                Session \(session.id) (room \(told(session.session.roomCode))) names client \(session.session.clientID), which \
                does not exist. Its cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
