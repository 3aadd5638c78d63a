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
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks], repairStage: .sessions,
        examples: [
            .fires(
                "The order was made an hour ago, the session is still ACTIVE.", "session=1", expected: "CONVERTED",
                actual: "ACTIVE", impact: "25.00", repair: .automatic
            ) {
                $0.session(.active)
                $0.order()
            },
            .silent("The order was made fifteen minutes ago to the microsecond: a conversion in flight.") {
                $0.session(.active)
                $0.order { $0.createdAt = .ago(minutes: 15) }
            },
            .fires(
                "The order was made a microsecond more than fifteen minutes ago.", "session=1", expected: "CONVERTED",
                actual: "PAUSED", impact: "25.00"
            ) {
                $0.session(.paused)
                $0.order { $0.createdAt = .ago(microseconds: 1, minutes: 15) }
            },
            .fires(
                "The order was made before the session ever began.", "session=1", expected: "CONVERTED",
                actual: "SCHEDULED", impact: "25.00"
            ) {
                $0.session(.scheduled)
                $0.order()
            },
            .silent("The session became CONVERTED with its order, as it should.") {
                $0.session(.converted)
                $0.order()
            },
            .silent("The order was cancelled since.") {
                $0.session(.active)
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("The order is only an offer.") {
                $0.session(.active)
                $0.order { $0.type = .known(.quote) }
            },
            .silent("The order is only a draft.") {
                $0.session(.active)
                $0.order { $0.isDraft = true }
            },
            .silent("The first order was cancelled, the one made in its place is five minutes old.") {
                $0.session(.active)
                $0.order { $0.fulfillmentStatus = .known(.cancelled) }
                $0.order { $0.createdAt = .ago(minutes: 5) }
            },
            .fires(
                "Of two orders the one over 25.00 was made first, although its number is higher.", "session=1",
                expected: "CONVERTED", actual: "ACTIVE", impact: "25.00"
            ) {
                $0.session(.active)
                $0.order {
                    $0.total = .number("40")
                    $0.createdAt = .ago(minutes: 20)
                }
                $0.order()
            },
            .fires(
                "The order names the session only in its notes.", "session=1", expected: "CONVERTED", actual: "ACTIVE",
                impact: "25.00"
            ) {
                $0.session(.active)
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Deliver Monday. Live Shopping Session #ROOM-1, thanks"
                }
            },
            .silent("The order's notes name room ROOM-10, the session's is ROOM-1.") {
                $0.session(.active)
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-10"
                }
            },
            .fires(
                "The order is linked to the second session, and its notes name the first.", "session=2",
                expected: "CONVERTED", actual: "ACTIVE", impact: "25.00"
            ) {
                $0.session(.active)
                $0.session(.active)
                $0.order { $0.notes = "Live Shopping Session #ROOM-1" }
            },
            .fires(
                "The order's total is not a number, so nobody knows how much money is at stake.", "session=1",
                expected: "CONVERTED", actual: "ACTIVE", impact: "0.00"
            ) {
                $0.session(.active)
                $0.order { $0.total = .nan }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        switch session.status {
        case .scheduled, .active, .paused: ConversionLost.ruling(of: self, session)
        default: nil
        }
    }
}

/// What the rules about a session that missed its conversion share.
enum ConversionLost {
    static func ruling(of rule: some SessionRule, _ session: SessionFacts) -> Ruling? {
        guard let order = session.settledOrder else { return nil }
        let others = session.summary.live > 1 ? " It has \(counted(Int(session.summary.live), "live order"))." : ""
        return rule.ruling(
            session.key, session.subject, expected: "CONVERTED", actual: session.session.status.description,
            impact: order.countableTotal, repair: repair(session, order),
            because: """
                \(session.sentenceName) became \(order.name) over \(order.totalWord) at \(order.createdAt.word), \
                but is still \(session.session.status): the update of its status was lost.\(others)
                """)
    }

    private static func repair(_ session: SessionFacts, _ order: Order) -> Repair {
        let evidence = RowEvidence(session.ledger)
        return .automatic(
            .init(title: "Set \(session.name) to CONVERTED", changes: session.conversion(by: order)),
            restingOn: Grounds(
                [evidence.session(session.session), evidence.order(order, of: session.session)]
                    + evidence.linkedOrders(of: session)))
    }
}
