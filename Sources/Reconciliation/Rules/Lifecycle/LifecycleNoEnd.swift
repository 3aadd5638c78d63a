internal import LiveShopping

/// A session that is over without ever having ended.
struct LifecycleNoEnd: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-end", severity: .warning,
        title: "It is over, but never ended",
        rationale: """
            A closed session without an end has no length; reports by day miss it.
            """,
        remedy: "Apply the repair: it enters the time of its order, else of the session's last update.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.session.isClosed, session.session.endedAt == nil else { return nil }
        return finding(
            session.key, session.subject, expected: "endedAt", actual: "none", repair: .automatic,
            because: "\(session.sentenceName) is \(session.session.status) without an end.")
    }

    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        let end = session.keptOrder?.createdAt ?? session.session.updatedAt
        let evidence = RowEvidence(session.ledger)
        return session.proposal(
            for: finding,
            .init(
                title: "Let \(session.name) have ended at \(end)",
                changes: [
                    session.endChange(to: .timestamp(end))
                ]),
            besides: (session.keptOrder.map { [evidence.order($0)] } ?? []) + evidence.linkedOrders(of: session))
    }
}
