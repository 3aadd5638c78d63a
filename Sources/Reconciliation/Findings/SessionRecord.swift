internal import LiveShopping

/// Changes of a session's own record, and what they rest on.
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
        guard session.endedAt == nil, let end = order.createdAt else { return [status] }
        return [status, endChange(to: .timestamp(end))]
    }

    /// The session's own record.
    var evidence: [Evidence] {
        let evidence = RowEvidence(ledger)
        return [
            evidence.session(session),
            .row(.session(id), evidence.cells(session, of: [.scheduledAt, .startedAt])),
        ]
    }

    /// No order was linked to it since.
    var linkedOrders: [Evidence] { RowEvidence(ledger).linkedOrders(of: self) }
}
