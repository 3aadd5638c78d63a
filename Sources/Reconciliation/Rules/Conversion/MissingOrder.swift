internal import FinancialMath
internal import LiveShopping

/// A session says that it sold, and there is no order.
struct MissingOrder: SessionRule {
    static let description = RuleDescription(
        id: "conversion.missing-order", severity: .critical,
        title: "Converted, but there is no order",
        rationale: """
            The session says that the client bought, and nothing will ever be packed, shipped or billed: the sale is \
            lost unless somebody notices.
            """,
        remedy: """
            Ask the host. Reopen the session as PAUSED and convert it again when the client still wants the cart; set \
            it to ENDED when not.
            """)

    func judge(_ session: SessionFacts) -> Finding? {
        guard ConvertedWithoutOrder(session) == .missing else { return nil }
        let deleted = session.orders.count
        let remark = deleted == 0 ? "" : " (\(counted(deleted, "deleted offer")) aside)"
        return finding(
            session.key, session.subject, expected: "1", actual: "0", impact: session.tally.cartValue,
            repair: .choice,
            because: """
                \(session.sentenceName) is CONVERTED, but no order is linked to it\(remark). Its cart is worth \
                \(session.tally.cartValue.formatted).
                """)
    }

    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        let row = RowReference.session(session.id)
        func status(_ status: SessionStatus) -> Change {
            .set(
                row, column: Session.Field.status.name, from: .text(SessionStatus.converted.rawValue),
                to: .text(status.rawValue))
        }
        var reopening = [status(.paused)]
        if let endedAt = session.session.endedAt {
            reopening.append(
                .set(row, column: Session.Field.endedAt.name, from: .timestamp(endedAt), to: .null))
        }
        let value = session.tally.cartValue.formatted
        let evidence = RowEvidence(session.ledger)
        return Proposal(
            findings: [.init(finding)], repair: .choice,
            alternatives: [
                .init(
                    title: "Reopen \(session.name) as PAUSED",
                    consequence: "The cart of \(value) counts as draft exposure and holds inventory again.",
                    changes: reopening),
                .init(
                    title: "Set \(session.name) to ENDED",
                    consequence: "The sale of \(value) is given up; nothing is held.", changes: [status(.ended)]),
            ],
            evidence: [evidence.session(session.session)] + evidence.linkedOrders(of: session))
    }
}
