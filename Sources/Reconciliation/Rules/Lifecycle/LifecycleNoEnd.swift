internal import LiveShopping

/// A session that is over without ever having ended.
struct LifecycleNoEnd: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-end", severity: .warning,
        title: "It is over, but never ended",
        rationale: """
            A closed session without an end has no length; reports by day miss it.
            """,
        remedy: "Apply the repair: it enters the time of its order, else of the session's last update.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks], repairStage: .sessions,
        examples: [
            .fires(
                "The session is ENDED and has no end.", "session=1", expected: "endedAt", actual: "none",
                repair: .automatic
            ) {
                $0.session(.ended) { $0.endedAt = nil }
            },
            .silent("The session is ENDED and has an end.") {
                $0.session(.ended)
            },
            .fires(
                "The session was called off, and nobody noted when.", "session=1", expected: "endedAt", actual: "none"
            ) {
                $0.session(.cancelled) { $0.endedAt = nil }
            },
            .silent("The session is open and has no end.") {
                $0.session(.paused)
            },
            .silent("The session has not begun and has no end.") {
                $0.session(.scheduled)
            },
            .silent("The session without an end was deleted.") {
                $0.session(.ended) {
                    $0.endedAt = nil
                    $0.isDeleted = true
                }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard session.session.isClosed, session.session.endedAt == nil else { return nil }
        let end = session.keptOrder?.createdAt ?? session.session.updatedAt
        let order = session.keptOrder.map { [RowEvidence(session.ledger).order($0, of: session.session)] } ?? []
        let ending = Proposal.Alternative(
            title: "Let \(session.name) have ended at \(end)", changes: [session.endChange(to: .timestamp(end))])
        return ruling(
            session.key, session.subject, expected: "endedAt", actual: "none",
            repair: .automatic(ending, restingOn: Grounds(session.evidence + order + session.linkedOrders)),
            because: "\(session.sentenceName) is \(session.session.status) without an end.")
    }
}
