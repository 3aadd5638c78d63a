internal import FinancialMath
internal import LiveShopping

/// The item is given away without being a sample.
struct PriceZero: ItemRule {
    static let description = RuleDescription(
        id: "price.zero", severity: .error,
        title: "Bought for nothing",
        rationale: "An item that is not a sample has the price 0.00: it was never priced, and would be billed so.",
        remedy: "Price the item, or mark it as a sample.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard facts.price != nil, let price = facts.unitPrice, price.isZero else { return nil }
        return finding(
            facts.key, facts.subject, expected: ">0", actual: price.formatted, repair: .manual,
            because: "\(facts.name): the price is 0.00, and it is not a sample.")
    }
}
