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
        remedy: "Find out what the status was meant to be, and set one of the six.",
        population: .everySession,
        examples: [
            .fires("The session's status is LIVE.", "session=1", expected: "known", actual: "LIVE", repair: .manual) {
                $0.session(.active) { $0.status = .other("LIVE") }
            },
            .silent("There is a session in each of the six statuses.") {
                for status in SessionStatus.allCases { $0.session(status) }
            },
            .fires(
                "The session's status is written in small letters.", "session=1", expected: "known", actual: "active"
            ) {
                $0.session(.active) { $0.status = Word("active") }
            },
            .fires("The session with an unknown status is deleted.", "session=1", expected: "known", actual: "LIVE") {
                $0.session(.active) {
                    $0.status = .other("LIVE")
                    $0.isDeleted = true
                }
            },
        ])

    var looksAtDeletedSessions: Bool { true }

    func judge(_ session: SessionFacts) -> Ruling? {
        guard session.status == nil else { return nil }
        return ruling(
            session.key, session.subject, expected: "known", actual: session.session.status.description,
            repair: .manual,
            because: """
                \(session.sentenceName) has the status '\(told(session.session.status.description))', which is none of SCHEDULED, ACTIVE, \
                PAUSED, ENDED, CONVERTED and CANCELLED.
                """)
    }
}
