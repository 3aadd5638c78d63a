internal import FinancialMath
internal import LiveShopping

/// The status update after the order's creation was lost: the session still invites a second click.
struct OpenSession: SessionRule {
    static let description = RuleDescription(
        id: "conversion.open-session", severity: .critical,
        title: "The order exists, but its session is still open",
        rationale: """
            An order is created first and its session closed afterwards, in a second write. When that second write \
            is lost, host and client still see an open cart and can convert it again: the client is billed twice.
            """,
        remedy: """
            Apply the repair: it sets the session to CONVERTED, as the second write would have. Look whether a second \
            order was made meanwhile (conversion.duplicate-orders).
            """,
        examples: [
            .fires(
                "The order was made an hour ago, the session is still ACTIVE.", "session=1", expected: "CONVERTED",
                actual: "ACTIVE", impact: "25.00"
            ) {
                $0.session(.active)
                $0.order()
            },
            .silent("The order was made fifteen minutes ago to the microsecond: a conversion in flight.") {
                $0.session(.active)
                $0.order { $0.createdAt = ExampleWorld.ago(minutes: 15) }
            },
        ])

    func judge(_ session: SessionFacts) -> Finding? {
        switch session.status {
        case .scheduled, .active, .paused: ConversionLost.finding(of: self, session)
        default: nil
        }
    }

    func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        ConversionLost.proposal(for: finding, session)
    }
}

/// What the rules about a session that missed its conversion share.
enum ConversionLost {
    static func finding(of rule: some SessionRule, _ session: SessionFacts) -> Finding? {
        guard let order = session.settledOrder else { return nil }
        let others = session.summary.live > 1 ? " It has \(counted(Int(session.summary.live), "live order"))." : ""
        return rule.finding(
            session.key, session.subject, expected: "CONVERTED", actual: session.session.status.description,
            impact: order.countableTotal, repair: .automatic,
            because: """
                \(session.sentenceName) became \(order.name) over \(order.totalWord) at \(order.createdAt), \
                but is still \(session.session.status): the update of its status was lost.\(others)
                """)
    }

    static func proposal(for finding: Finding, _ session: SessionFacts) -> Proposal? {
        guard let order = session.settledOrder else { return nil }
        let row = RowReference.session(session.id)
        var changes: [Change] = [
            .set(
                row, column: Session.Field.status.name, from: .text(session.session.status.description),
                to: .text(SessionStatus.converted.rawValue))
        ]
        if session.session.endedAt == nil {
            changes.append(
                .set(row, column: Session.Field.endedAt.name, from: .null, to: .timestamp(order.createdAt)))
        }
        let evidence = RowEvidence(session.ledger)
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [.init(title: "Set \(session.name) to CONVERTED", changes: changes)],
            evidence: [evidence.session(session.session), evidence.order(order)]
                + evidence.linkedOrders(of: session))
    }
}
