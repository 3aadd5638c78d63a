internal import FinancialMath
internal import LiveShopping

/// No margin applies, and the price is not the cost.
struct PriceCost: ItemRule {
    static let description = RuleDescription(
        id: "price.cost", severity: .warning,
        title: "The cart's price is not the cost that it falls back to",
        rationale: """
            No margin was found for this client and product, so the price is the bare cost. An item with another was \
            priced from other figures; when the cost changed after that, the finding is only a notice.
            """,
        remedy: "Set a margin for the category; in an open session decide on the price.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard let wrong = PriceDifference(facts), wrong.derivation.source == .cost, let cost = wrong.derivation.cost
        else { return nil }
        let hasMovedOn = PriceDifference.inputsChanged(facts, wrong.derivation)
        return finding(
            facts.key, facts.subject, severity: hasMovedOn ? .notice : nil, expected: wrong.expected.formatted,
            actual: wrong.actual.formatted, impact: wrong.impact, repair: facts.isSessionOpen ? .choice : .manual,
            because: """
                \(facts.name): no margin applies, so the cost of \(cost.formattedExactly) gives \
                \(wrong.expected.formatted), \(wrong.arithmetic).\
                \(hasMovedOn ? " The cost changed after the item was priced." : "")
                """)
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? { facts.repricing(for: finding) }
}
