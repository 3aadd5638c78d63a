internal import FinancialMath
internal import LiveShopping

/// The price is not the cost with the margin that applies.
struct PriceMargin: ItemRule {
    static let description = RuleDescription(
        id: "price.margin", severity: .warning,
        title: "The cart's price is not cost and margin",
        rationale: """
            Without a host's price or an agreement, the price is cost ÷ (1 − margin). An item with another was priced \
            from other figures. When cost or margin changed after the item was priced, that explains it and the \
            finding is only a notice.
            """,
        remedy: "In an open session decide whether the client gets the computed price; afterwards, take note.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard let wrong = PriceDifference(facts), case .margin(let origin) = wrong.derivation.source,
            let cost = wrong.derivation.cost, let margin = wrong.derivation.margin
        else { return nil }
        let hasMovedOn = PriceDifference.inputsChanged(facts, wrong.derivation)
        return finding(
            facts.key, facts.subject, severity: hasMovedOn ? .notice : nil, expected: wrong.expected.formatted,
            actual: wrong.actual.formatted, impact: wrong.impact, repair: facts.isSessionOpen ? .choice : .manual,
            because: """
                \(facts.name): \(cost.formattedExactly) ÷ (1 − \(margin.formattedExactly) %) = \
                \(wrong.expected.formatted) by the margin of \(Self.name(origin)), \(wrong.arithmetic).\
                \(hasMovedOn ? " Cost or margin changed after the item was priced." : "")
                """)
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? { facts.repricing(for: finding) }

    private static func name(_ origin: PriceSource.MarginOrigin) -> String {
        switch origin {
        case .client: "the client"
        case .pricingDefault(let category): "category \(category)"
        }
    }
}
