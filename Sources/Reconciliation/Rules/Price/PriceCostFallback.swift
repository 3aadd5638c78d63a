internal import FinancialMath
internal import LiveShopping

/// No margin applies: the item goes at cost.
struct PriceCostFallback: ItemRule {
    static let description = RuleDescription(
        id: "price.cost-fallback", severity: .notice,
        title: "No margin applies, so the price is the cost",
        rationale: """
            Neither the client nor the product's category has a margin, and there is none for OTHER or DEFAULT: the \
            system sells at cost.
            """,
        remedy: "Set a default margin for the category.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard facts.price?.source == .cost, let cost = facts.price?.cost else { return nil }
        return finding(
            facts.key, facts.subject, expected: "margin", actual: "none", repair: .manual,
            because: "\(facts.name): no margin applies, so it is sold at its cost of \(cost.formattedExactly).")
    }
}
