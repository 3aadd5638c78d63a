internal import LiveShopping

/// A session that was scheduled and never began.
struct LifecycleNoShow: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-show", severity: .notice,
        title: "Scheduled and never started",
        rationale: """
            The time of the session passed long ago and nobody came. It stays in the calendar as if it were to come.
            """,
        remedy: "Apply the repair: it cancels the session.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks], repairStage: .sessions,
        examples: [
            .fires(
                "The session was scheduled for a microsecond more than 24 hours ago, and nobody came.", "session=1",
                expected: "CANCELLED", actual: "SCHEDULED", repair: .automatic
            ) {
                $0.session(.scheduled) { $0.scheduledAt = .ago(microseconds: 1, hours: 24) }
            },
            .silent("The session was scheduled for 24 hours ago to the microsecond.") {
                $0.session(.scheduled) { $0.scheduledAt = .ago(hours: 24) }
            },
            .silent("The session was scheduled for last week and started, whatever its status says.") {
                $0.session(.scheduled) {
                    $0.scheduledAt = .ago(days: 7)
                    $0.startedAt = .ago(days: 7)
                }
            },
            .silent("The session was never given a time.") {
                $0.session(.scheduled) { $0.scheduledAt = nil }
            },
            .silent("Nobody came, and the session was cancelled.") {
                $0.session(.cancelled) {
                    $0.scheduledAt = .ago(days: 7)
                    $0.startedAt = nil
                }
            },
            .silent("Nobody started the session, and yet an order came of it.") {
                $0.session(.scheduled) { $0.scheduledAt = .ago(days: 7) }
                $0.order()
            },
            .fires(
                "Nobody came, and the order that was prepared was cancelled.", "session=1", expected: "CANCELLED",
                actual: "SCHEDULED"
            ) {
                $0.session(.scheduled) { $0.scheduledAt = .ago(days: 7) }
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard session.status == .scheduled, session.session.startedAt == nil, session.isWithoutOrder,
            let scheduledAt = session.session.scheduledAt, scheduledAt < session.asOf - session.settings.noShow
        else { return nil }
        let cancelling = Proposal.Alternative(
            title: "Cancel \(session.name)",
            changes: [session.statusChange(to: .cancelled), session.endChange(to: .asOf)])
        return ruling(
            session.key, session.subject, expected: "CANCELLED", actual: "SCHEDULED",
            repair: .automatic(cancelling, restingOn: Grounds(session.evidence + session.linkedOrders)),
            because: """
                \(session.sentenceName) was scheduled for \(scheduledAt), more than \(session.settings.noShow) ago, and \
                never started.
                """)
    }
}
