internal import FinancialMath
internal import LiveShopping

/// An item with a price below zero.
struct IntegrityPrice: ItemRule {
    static let description = RuleDescription(
        id: "integrity.price", severity: .error,
        title: "An item's price is below zero",
        rationale: "Such an item pays the client for taking it, or is not a number.",
        remedy: "Correct the price.",
        population: .items, looksAt: [.sessions, .carts],
        examples: [
            .fires("The price is a cent below zero.", "item=1", expected: ">=0", actual: "-0.01", repair: .manual) {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("-0.01") }
            },
            .silent("The price is 0.00.") {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("0") }
            },
            .fires("The price is not a number.", "item=1", expected: ">=0", actual: "NaN") {
                $0.session(.active)
                $0.item { $0.unitPrice = .nan }
            },
            .fires("The price of a sample is infinite.", "item=1", expected: ">=0", actual: "Infinity") {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.unitPrice = .infinity
                }
            },
            .silent("The session of the item with a price below zero was deleted.") {
                $0.session(.ended) { $0.isDeleted = true }
                $0.item { $0.unitPrice = .number("-1") }
            },
        ])

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.isLive, facts.item.unitPrice.value.map(\.isNegative) ?? true else { return nil }
        return ruling(
            facts.key, facts.subject, expected: ">=0", actual: facts.item.unitPrice.formatted, repair: .manual,
            because: "\(facts.name): the price is \(facts.item.unitPrice.formattedExactly).")
    }
}
