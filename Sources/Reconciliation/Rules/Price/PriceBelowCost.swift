internal import FinancialMath
internal import LiveShopping

/// The item is sold for less than it cost.
struct PriceBelowCost: ItemRule {
    static let description = RuleDescription(
        id: "price.below-cost", severity: .error,
        title: "Sold below cost",
        rationale: """
            Each of these sales loses money. Where the host set or agreed to the price it may be meant, and is a \
            warning; otherwise it is an error.
            """,
        remedy: "Ask the host whether the price was meant; correct the price or the batch's cost.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard let derivation = facts.price, let cost = derivation.cost, let price = facts.unitPrice,
            let quantity = facts.quantity, !price.isZero, price < cost.roundedToMoney
        else { return nil }
        let loss = cost - Cost(converting: price)
        let impact = (loss * quantity).roundedToMoney.magnitude
        return finding(
            facts.key, facts.subject, severity: Self.isMeant(derivation.source) ? .warning : nil,
            expected: cost.formatted, actual: price.formatted, impact: impact, repair: .manual,
            because: """
                \(facts.name): it cost \(cost.formattedExactly) and goes for \(price.formattedExactly); \
                \(loss.formattedExactly) × \(quantity.formatted) = \(impact.formatted) are lost\
                \(Self.isMeant(derivation.source) ? ", at a price that the host set or agreed to" : "").
                """)
    }

    private static func isMeant(_ source: PriceSource) -> Bool {
        switch source {
        case .override, .negotiated: true
        default: false
        }
    }
}
