internal import FinancialMath
internal import LiveShopping

/// The session was called off, its order was not.
struct CancelledSession: CaseRule {
    static let description = RuleDescription(
        id: "conversion.cancelled-session", severity: .critical,
        title: "The session is cancelled, its order is not",
        rationale: """
            Somebody called the session off, but an order made from it is still live: the client may be shipped and \
            billed for what they declined, or a good sale hides behind a cancelled session.
            """,
        remedy: """
            Ask the host which of the two is right, then pick it in the repair script: convert the session, or cancel \
            the order and give its inventory back.
            """)

    func judge(_ file: CaseFile) -> [Finding] {
        guard file.facts.status == .cancelled, !file.orders.isEmpty else { return [] }
        let total = file.facts.liveOrders.reduce(Money.zero) { $0 + $1.countableTotal }
        let names = file.facts.liveOrders.map(\.name).joined(separator: ", ")
        return [
            finding(
                file.facts.key, file.facts.subject, expected: "0", actual: String(file.orders.count), impact: total,
                repair: .choice,
                because: """
                    \(file.facts.sentenceName) is CANCELLED, yet \(counted(file.orders.count, "live order")) over \
                    \(total.formatted) in all came of it: \(names).
                    """)
        ]
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        guard let kept = file.orders.first else { return nil }
        let row = RowReference.session(file.facts.id)
        var converting: [Change] = [
            .set(
                row, column: Session.Field.status.name, from: .text(SessionStatus.cancelled.rawValue),
                to: .text(SessionStatus.converted.rawValue))
        ]
        if file.facts.session.endedAt == nil {
            converting.append(
                .set(row, column: Session.Field.endedAt.name, from: .null, to: .timestamp(kept.order.createdAt)))
        }
        return Proposal(
            findings: [.init(finding)], repair: .choice,
            alternatives: [
                .init(
                    title: "Set \(file.facts.name) to CONVERTED",
                    consequence: "The sale stands: \(finding.impact.formatted) stay billed, inventory stays reserved.",
                    changes: converting),
                Cancellation(of: file.orders, in: file.facts.ledger).alternative,
            ],
            evidence: file.orderEvidence)
    }
}
