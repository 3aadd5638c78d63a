internal import LiveShopping

/// An order says that it came from live shopping, and no session is to be found.
struct UnlinkedOrder: OrderRule {
    static let description = RuleDescription(
        id: "conversion.unlinked", severity: .warning,
        title: "A live-shopping order without a session",
        rationale: """
            Nothing shows what the client agreed to: no cart to compare its lines with, no prices to check. A session \
            of somebody may be waiting for this very order.
            """,
        remedy: "Look for the session by client and time, and put its id into the order's link.",
        population: .claimingOrders, looksAt: [.sessions, .orders, .orderLinks, .orderOrigins],
        examples: [
            .fires(
                "The order is linked to session 99, which does not exist.", "order=1", expected: "session",
                actual: "none", impact: "25.00", repair: .manual
            ) {
                $0.order {
                    $0.liveSessionID = ID(99)
                    $0.origin = nil
                }
            },
            .silent("The order is linked to a session that exists.") {
                $0.session(.converted)
                $0.order()
            },
            .fires(
                "The order says that it came from live shopping, and not from which session.", "order=1",
                expected: "session", actual: "none", impact: "25.00"
            ) {
                $0.session(.ended)
                $0.order { $0.liveSessionID = nil }
            },
            .silent("The order came from the shop's counter.") {
                $0.order { $0.origin = "counter" }
            },
            .fires(
                "The order's notes name a room that no session has.", "order=1", expected: "session", actual: "none",
                impact: "25.00"
            ) {
                $0.session(.ended)
                $0.order {
                    $0.liveSessionID = nil
                    $0.origin = nil
                    $0.notes = "Live Shopping Session #ROOM-7"
                }
            },
            .silent("The order's notes name the room of a session.") {
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-1"
                }
            },
            .silent("The notes have the words and no room code behind them.") {
                $0.order {
                    $0.origin = nil
                    $0.notes = "Live Shopping Session #"
                }
            },
            .fires(
                "The order is linked to session 99, which does not exist, and its notes name one that does.", "order=1",
                expected: "session", actual: "none", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.liveSessionID = ID(99)
                    $0.notes = "Live Shopping Session #ROOM-1"
                }
            },
            .silent("The session that the order is linked to was deleted, but it existed.") {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order()
            },
            .silent("The notes run on behind a room code of 64 characters.") {
                $0.session(.converted) { $0.roomCode = String(repeating: "A", count: 64) }
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #" + String(repeating: "A", count: 65)
                }
            },
            .silent("The order without a session is a draft.") {
                $0.order { $0.isDraft = true }
            },
            .silent("The order without a session is an offer.") {
                $0.order { $0.type = .known(.quote) }
            },
            .silent("The order without a session was cancelled.") {
                $0.order { $0.fulfillmentStatus = .known(.cancelled) }
            },
        ])

    func mayConcern(_ order: Order, _ link: OrderLink) -> Bool { link.sessionSlot == nil && link.isClaimed(by: order) }

    func judge(_ facts: OrderFacts) -> Ruling? {
        let order = facts.order
        guard order.isLive, order.isConversion else { return nil }
        return ruling(
            facts.key, facts.subject, expected: "session", actual: "none", impact: order.countableTotal,
            repair: .manual,
            because: """
                O\(order.name.dropFirst()) of \(facts.ledger.named(order.clientID)) over \(order.totalWord) says that \
                it came from live shopping (\(Self.clue(facts))), but no such session exists.
                """)
    }

    private static func clue(_ facts: OrderFacts) -> String {
        if let id = facts.order.liveSessionID { return "its link names session \(id)" }
        if let code = facts.link.notedCode { return "its notes name room \(told(code))" }
        return "its origin is live_shopping"
    }
}
