internal import LiveShopping

/// A session that goes on after its end.
struct LifecycleOpenWithEnd: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.open-with-end", severity: .warning,
        title: "It has an end, but is still open",
        rationale: """
            Either the session is over and its status was not changed, or it was reopened and its old end was left.
            """,
        remedy: "Ask the host: end the session, or take its end away.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts, .idleness],
        examples: [
            .fires(
                "The session ended an hour ago, and is still ACTIVE.", "session=1", expected: "none",
                actual: "2026-11-22T01:00:00Z", repair: .choice
            ) {
                $0.session(.active) { $0.endedAt = .ago(hours: 1) }
            },
            .silent("The session is ACTIVE and has no end.") {
                $0.session(.active)
            },
            .silent("The session ended an hour ago and is ENDED.") {
                $0.session(.ended)
            },
            .fires(
                "The session has an end and was never begun.", "session=1", expected: "none",
                actual: "2026-11-22T01:00:00Z"
            ) {
                $0.session(.scheduled) { $0.endedAt = .ago(hours: 1) }
            },
            .silent("The session has an end and an order: its conversion was lost.") {
                $0.session(.active) { $0.endedAt = .ago(hours: 1) }
                $0.order()
            },
            .silent("The session has an end and is abandoned.") {
                $0.session(.active) {
                    $0.endedAt = .ago(hours: 1)
                    $0.expiresAt = .ago(minutes: 30)
                }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard let status = session.status, status.isOpen || status == .scheduled, let end = session.session.endedAt,
            session.isWithoutOrder, !session.isAbandoned
        else { return nil }
        return ruling(
            session.key, session.subject, expected: "none", actual: end.description,
            repair: .choice(
                [
                    .init(
                        title: "Set it to ENDED", consequence: "Its cart holds nothing any more.",
                        changes: [session.statusChange(to: .ended)]),
                    .init(
                        title: "Take its end away", consequence: "It goes on; its cart keeps holding inventory.",
                        changes: [session.endChange(to: .null)]),
                ], restingOn: Grounds(session.evidence)),
            because: "\(session.sentenceName) is \(status.rawValue), but ended at \(end).")
    }
}
