internal import LiveShopping

/// Changes of a session's own record, and the proposals made of them.
extension SessionFacts {
    func statusChange(to status: SessionStatus) -> Change {
        .set(
            .session(id), column: Session.Field.status.name, from: .text(session.status.description),
            to: .text(status.rawValue))
    }

    func endChange(to end: Cell) -> Change {
        .set(.session(id), column: Session.Field.endedAt.name, from: Cell(session.endedAt), to: end)
    }

    /// What the lost second write would have done: CONVERTED, and an end where there is none.
    func conversion(by order: Order) -> [Change] {
        let status = statusChange(to: .converted)
        return session.endedAt == nil ? [status, endChange(to: .timestamp(order.createdAt))] : [status]
    }

    /// One way, right whatever a person would decide.
    func proposal(
        for finding: Finding, _ alternative: Proposal.Alternative, besides evidence: [Evidence]
    ) -> Proposal {
        Proposal(
            findings: [.init(finding)], repair: .automatic, alternatives: [alternative],
            evidence: ownEvidence + evidence)
    }

    /// Several ways, none preferred.
    func proposal(for finding: Finding, _ alternatives: [Proposal.Alternative]) -> Proposal {
        Proposal(findings: [.init(finding)], repair: .choice, alternatives: alternatives, evidence: ownEvidence)
    }

    private var ownEvidence: [Evidence] {
        let evidence = RowEvidence(ledger)
        return [
            evidence.session(session),
            .row(
                .session(id),
                evidence.present([
                    (Session.Field.startedAt, Cell(session.startedAt)),
                    (.scheduledAt, Cell(session.scheduledAt)),
                ])),
        ]
    }
}
