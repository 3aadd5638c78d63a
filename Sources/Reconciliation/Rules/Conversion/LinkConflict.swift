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
        remedy: "Compare the order with both carts, and correct the link that is wrong.")

    func judge(_ facts: OrderFacts) -> Finding? {
        guard facts.order.isLive, let column = facts.link.columnSlot, let noted = facts.link.notedSlot,
            column != noted, facts.ledger.sessions.takesPart(column), facts.ledger.sessions.takesPart(noted)
        else { return nil }
        let (named, other) = (facts.ledger.sessions[column], facts.ledger.sessions[noted])
        return finding(
            facts.key, facts.subject, expected: named.id.description, actual: other.id.description,
            impact: facts.order.countableTotal, repair: .manual,
            because: """
                O\(facts.order.name.dropFirst()) over \(facts.order.totalWord) is linked to \(facts.ledger.named(named)), \
                but its notes name \(facts.ledger.named(other)).
                """)
    }
}
