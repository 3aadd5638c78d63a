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
        remedy: "Set a default margin for the category.",
        population: .pricedItems,
        looksAt: [.sessions, .orders, .orderLinks, .carts, .costModes, .margins, .agreements], cause: .priceInput,
        examples: [
            .fires(
                "Neither client nor category has a margin, and there is none for OTHER or DEFAULT.", "item=1",
                expected: "margin", actual: "none", repair: .manual
            ) {
                $0.margin(nil)
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "The only margin is for a category that looks alike, and is written with other characters.", "item=1",
                expected: "margin", actual: "none", repair: .manual
            ) {
                $0.margin(nil)
                $0.rows.products[0].category = "caf\u{E9}"
                $0.margin("50", of: "cafe\u{301}")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .silent("The category has no margin, but there is one for DEFAULT.") {
                $0.margin(nil)
                $0.margin("20", of: "DEFAULT")
                $0.session(.active)
                $0.item()
            },
            .silent("The category has no margin, but the client has.") {
                $0.margin(nil)
                $0.rows.clients[0].customMargin = Percentage(20)
                $0.session(.active)
                $0.item()
            },
            .silent("The category has a margin of 0 %.") {
                $0.margin("0")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "The category's margin is not a number, as if there were none.", "item=1", expected: "margin",
                actual: "none"
            ) {
                $0.margin(.nan)
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .silent("No margin applies, but the host set a price.") {
                $0.margin(nil)
                $0.session(.active)
                $0.override()
                $0.item { $0.unitPrice = .number("11") }
            },
            .silent("No margin applies, but host and client agreed on a price.") {
                $0.margin(nil)
                $0.session(.active)
                $0.item { $0.negotiationStatus = .known(.accepted) }
            },
            .silent("No margin applies, and the cost is unknown: the price cannot be verified at all.") {
                $0.margin(nil)
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item()
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.price?.source == .cost, let cost = facts.price?.cost else { return nil }
        return ruling(
            facts.key, facts.subject, expected: "margin", actual: "none", repair: .manual,
            because: "\(facts.name): no margin applies, so it is sold at its cost of \(cost.formattedExactly).")
    }
}
