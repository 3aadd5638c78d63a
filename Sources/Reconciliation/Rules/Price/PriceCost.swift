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
        remedy: "Set a margin for the category; in an open session decide on the price.",
        population: .pricedItems,
        looksAt: [.sessions, .orders, .orderLinks, .carts, .costs, .margins, .agreements, .costChanges],
        restsOn: [Batch.Field.costMode, .unitCostMinimum, .unitCostMaximum].map { RuleInput($0) }, cause: .price,
        examples: [
            .fires(
                "No margin applies, so the cost of 10.00 is the price, and the cart has two pieces at 12.50.", "item=1",
                expected: "10.00", actual: "12.50", impact: "5.00", severity: .warning, repair: .choice
            ) {
                $0.margin(nil)
                $0.session(.active)
                $0.item()
            },
            .silent("No margin applies, and the cart has the cost of 10.00.") {
                $0.margin(nil)
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .silent("The category's margin is 0 %, which is a margin.") {
                $0.margin("0")
                $0.session(.active)
                $0.item()
            },
            .silent("The cost is 10.005, which is 10.01 in the cart.") {
                $0.margin(nil)
                $0.stock { $0.unitCost = .number("10.005") }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10.01") }
            },
            .fires(
                "The cost is 10.005, and the cart has 10.00.", "item=1", expected: "10.01", actual: "10.00",
                impact: "0.02"
            ) {
                $0.margin(nil)
                $0.stock { $0.unitCost = .number("10.005") }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "The batch's cost was changed after the item was priced.", "item=1", expected: "10.00", actual: "12.50",
                impact: "5.00", severity: .notice
            ) {
                $0.margin(nil)
                $0.stock { $0.updatedAt = .ago(minutes: 89) }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The session is over.", "item=1", expected: "10.00", actual: "12.50", impact: "5.00", repair: .manual
            ) {
                $0.margin(nil)
                $0.session(.converted)
                $0.item()
            },
            .silent("No margin applies, and the batch's cost is unknown.") {
                $0.margin(nil)
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item()
            },
            .silent("No margin applies, and the client's prices come from a profile.") {
                $0.margin(nil)
                $0.rows.clients[0].pricingProfileID = 7
                $0.session(.active)
                $0.item()
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let wrong = PriceDifference(facts), wrong.derivation.source == .cost, let cost = wrong.derivation.cost
        else { return nil }
        let hasMovedOn = PriceDifference.inputsChanged(facts, wrong.derivation)
        return ruling(
            facts.key, facts.subject, severity: hasMovedOn ? .notice : nil, expected: wrong.expected.formatted,
            actual: wrong.actual.formatted, impact: wrong.impact, repair: facts.repricing(wrong),
            because: """
                \(facts.name): no margin applies, so the cost of \(cost.formattedExactly) gives \
                \(wrong.expected.formatted), \(wrong.arithmetic).\
                \(hasMovedOn ? " The cost changed after the item was priced." : "")
                """)
    }
}
