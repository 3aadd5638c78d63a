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
            """,
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts],
        examples: [
            .fires(
                "The session is CONVERTED with a cart worth 25.00, and no order was ever made.", "session=1",
                expected: "1", actual: "0", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.item()
            },
            .silent("The session is CONVERTED and its order is there.") {
                $0.session(.converted)
                $0.item()
                $0.order()
            },
            .silent("The session ended and nothing was sold.") {
                $0.session(.ended)
                $0.item()
            },
            .silent("The order was made and cancelled since: a dead order.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("A draft was made of the cart: an order that is not a sale.") {
                $0.session(.converted)
                $0.order { $0.isDraft = true }
            },
            .fires(
                "All there ever was is an offer, and it was deleted.", "session=1", expected: "1", actual: "0",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order {
                    $0.type = .known(.quote)
                    $0.isDeleted = true
                }
            },
            .silent("An order names the session, and one of its cells cannot be read.") {
                $0.session(.converted)
                $0.order { $0.loses(.clientID) }
            },
            .fires(
                "The order's notes spell the room code in small letters, so it belongs to no session.", "session=1",
                expected: "1", actual: "0", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #room-1"
                }
            },
            .fires(
                "The cart has one item to be bought and one only looked at, a sample, and one taken out again.",
                "session=1", expected: "1", actual: "0", impact: "50.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.item { $0.itemStatus = .known(.interested) }
                $0.item { $0.isSample = true }
                $0.item { $0.isDeleted = true }
            },
            .fires(
                "The cart holds 0.0004 of a unit at 12.50, half a cent, which counts as a whole one.", "session=1",
                expected: "1", actual: "0", impact: "0.01"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("0.0004") }
            },
            .fires(
                "One item's quantity is not a number, so the cart is worth what the other one is.", "session=1",
                expected: "1", actual: "0", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.item { $0.quantity = .nan }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard ConvertedWithoutOrder(session) == .missing else { return nil }
        let deleted = session.orders.count
        let remark = deleted == 0 ? "" : " (\(counted(deleted, "deleted offer")) aside)"
        return ruling(
            session.key, session.subject, expected: "1", actual: "0", impact: session.tally.cartValue,
            repair: repair(session),
            because: """
                \(session.sentenceName) is CONVERTED, but no order is linked to it\(remark). Its cart is worth \
                \(session.tally.cartValue.formatted).
                """)
    }

    private func repair(_ session: SessionFacts) -> Repair {
        // An open session has no end: where there is none, none is to be given by another repair.
        let reopening = [session.statusChange(to: .paused), session.endChange(to: .null)]
        let value = session.tally.cartValue.formatted
        let evidence = RowEvidence(session.ledger)
        return .choice(
            [
                .init(
                    title: "Reopen \(session.name) as PAUSED",
                    consequence: "The cart of \(value) counts as draft exposure and holds inventory again.",
                    changes: reopening),
                .init(
                    title: "Set \(session.name) to ENDED",
                    consequence: "The sale of \(value) is given up; nothing is held.",
                    changes: [session.statusChange(to: .ended)]),
            ],
            restingOn: Grounds([evidence.session(session.session)] + evidence.linkedOrders(of: session)))
    }
}
