internal import LiveShopping

/// A status that the system does not know.
struct IntegrityStatus: SessionRule {
    static let description = RuleDescription(
        id: "integrity.status", severity: .error,
        title: "An unknown session status",
        rationale: """
            A session whose status is none of the six is neither open nor closed: nothing ends it, and no rule about \
            its state can look at it.
            """,
        remedy: "Find out what the status was meant to be, and set one of the six.")

    var looksAtDeletedSessions: Bool { true }

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.status == nil else { return nil }
        return finding(
            session.key, session.subject, expected: "known", actual: session.session.status.description,
            repair: .manual,
            because: """
                \(session.sentenceName) has the status '\(session.session.status)', which is none of SCHEDULED, ACTIVE, \
                PAUSED, ENDED, CONVERTED and CANCELLED.
                """)
    }
}
