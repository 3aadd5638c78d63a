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
        remedy: "Look for the session by client and time, and put its id into the order's link.")

    func judge(_ facts: OrderFacts) -> Finding? {
        let order = facts.order
        guard order.isLive, order.isConversion, facts.link.sessionSlot == nil,
            order.liveSessionID != nil || order.origin == "live_shopping" || facts.link.notedCode != nil
        else { return nil }
        return finding(
            facts.key, facts.subject, expected: "session", actual: "none", impact: order.countableTotal,
            repair: .manual,
            because: """
                O\(order.name.dropFirst()) of \(facts.ledger.named(order.clientID)) over \(order.totalWord) says that \
                it came from live shopping (\(Self.clue(facts))), but no such session exists.
                """)
    }

    private static func clue(_ facts: OrderFacts) -> String {
        if let id = facts.order.liveSessionID { return "its link names session \(id)" }
        if let code = facts.link.notedCode { return "its notes name room \(code)" }
        return "its origin is live_shopping"
    }
}
