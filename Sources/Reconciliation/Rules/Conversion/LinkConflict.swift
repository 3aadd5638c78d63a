internal import LiveShopping

/// The order's column and its note name two different sessions.
struct LinkConflict: OrderRule {
    static let description = RuleDescription(
        id: "conversion.link-conflict", severity: .error,
        title: "Column and note of an order name different sessions",
        rationale: """
            The order cannot belong to both. The column is believed; if the note is right, one session looks \
            converted twice and another not at all.
            """,
        remedy: "Compare the order with both carts, and correct the link that is wrong.",
        population: .linkedTwice, looksAt: [.sessions, .orders, .orderLinks],
        needs: [[RuleInput(Order.Field.liveSessionID)]],
        examples: [
            .fires(
                "The order is linked to session 1, and its notes name the room of session 2.", "order=1", expected: "1",
                actual: "2", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = ID(1)
                    $0.notes = "Live Shopping Session #ROOM-2"
                }
            },
            .silent("Link and notes name the same session.") {
                $0.session(.converted)
                $0.order { $0.notes = "Live Shopping Session #ROOM-1" }
            },
            .silent("The notes name a room that no session has.") {
                $0.session(.converted)
                $0.order { $0.notes = "Live Shopping Session #ROOM-7" }
            },
            .silent("The session that the notes name was deleted.") {
                $0.session(.converted)
                $0.session(.converted) { $0.isDeleted = true }
                $0.order {
                    $0.liveSessionID = ID(1)
                    $0.notes = "Live Shopping Session #ROOM-2"
                }
            },
            .silent("The order has its notes alone, and no link.") {
                $0.session(.converted)
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-2"
                }
            },
            .silent("The order that names two sessions was cancelled.") {
                $0.session(.converted)
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = ID(1)
                    $0.notes = "Live Shopping Session #ROOM-2"
                    $0.saleStatus = .known(.cancelled)
                }
            },
            .fires(
                "An offer is linked to session 2, and its notes name the room of session 1.", "order=1", expected: "2",
                actual: "1", impact: "25.00"
            ) {
                $0.session(.active)
                $0.session(.active)
                $0.order {
                    $0.type = .known(.quote)
                    $0.notes = "Live Shopping Session #ROOM-1"
                }
            },
            .fires(
                "The notes begin with the words alone and name a room further on.", "order=1", expected: "1",
                actual: "2", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = ID(1)
                    $0.notes = "Live Shopping Session # unknown; was Live Shopping Session #ROOM-2"
                }
            },
        ])

    func mayConcern(_ order: Order, _ link: OrderLink) -> Bool {
        link.columnSlot != nil && link.notedSlot != nil && link.columnSlot != link.notedSlot
    }

    func judge(_ facts: OrderFacts) -> Ruling? {
        guard facts.order.isLive, let column = facts.link.columnSlot, let noted = facts.link.notedSlot,
            facts.ledger.sessions.takesPart(column), facts.ledger.sessions.takesPart(noted)
        else { return nil }
        let (named, other) = (facts.ledger.sessions[column], facts.ledger.sessions[noted])
        return ruling(
            facts.key, facts.subject, expected: named.id.description, actual: other.id.description,
            impact: facts.order.countableTotal, repair: .manual,
            because: """
                O\(facts.order.name.dropFirst()) over \(facts.order.totalWord) is linked to \(facts.ledger.named(named)), \
                but its notes name \(facts.ledger.named(other)).
                """)
    }
}
