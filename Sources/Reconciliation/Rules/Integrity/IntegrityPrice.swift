internal import FinancialMath
internal import LiveShopping

/// An item with a price below zero.
struct IntegrityPrice: ItemRule {
    static let description = RuleDescription(
        id: "integrity.price", severity: .error,
        title: "An item's price is below zero",
        rationale: "Such an item pays the client for taking it, or is no number at all.",
        remedy: "Correct the price.")

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Finding? {
        guard facts.isLive, facts.item.unitPrice.value.map(\.isNegative) ?? true else { return nil }
        return finding(
            facts.key, facts.subject, expected: ">=0", actual: facts.item.unitPrice.formatted, repair: .manual,
            because: "\(facts.name): the price is \(facts.item.unitPrice.formattedExactly).")
    }
}
