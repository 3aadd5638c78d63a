internal import LiveShopping

/// A session that was scheduled and never began.
struct LifecycleNoShow: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-show", severity: .notice,
        title: "Scheduled and never started",
        rationale: """
            The time of the session passed long ago and nobody came. It stays in the calendar as if it were to come.
            """,
        remedy: "Apply the repair: it cancels the session.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.status == .scheduled, session.session.startedAt == nil, session.isWithoutOrder,
            let scheduledAt = session.session.scheduledAt, scheduledAt < session.asOf - session.settings.noShow
        else { return nil }
        return finding(
            session.key, session.subject, expected: "CANCELLED", actual: "SCHEDULED", repair: .automatic,
            because: """
                \(session.sentenceName) was scheduled for \(scheduledAt), more than \(session.settings.noShow) ago, and \
                never started.
                """)
    }

    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        let evidence = RowEvidence(session.ledger)
        return session.proposal(
            for: finding,
            .init(
                title: "Cancel \(session.name)",
                changes: [session.statusChange(to: .cancelled), session.endChange(to: .asOf)]),
            besides: evidence.linkedOrders(of: session))
    }
}
