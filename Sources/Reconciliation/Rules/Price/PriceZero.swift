internal import FinancialMath
internal import LiveShopping

/// The item is given away without being a sample.
struct PriceZero: ItemRule {
    static let description = RuleDescription(
        id: "price.zero", severity: .error,
        title: "Bought for nothing",
        rationale: "An item that is not a sample has the price 0.00: it was never priced, and would be billed so.",
        remedy: "Price the item, or mark it as a sample.",
        population: .pricedItems, looksAt: [.sessions, .orders, .orderLinks, .carts], cause: .price,
        examples: [
            .fires(
                "An item to be bought has the price 0.00.", "item=1", expected: ">0", actual: "0.00", repair: .manual
            ) {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("0") }
            },
            .silent("An item to be bought has the price 0.01.") {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("0.01") }
            },
            .silent("The item for 0.00 is a sample.") {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.unitPrice = .number("0")
                }
            },
            .fires("Host and client agreed on 0.00.", "item=1", expected: ">0", actual: "0.00") {
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("0")
                    $0.negotiationStatus = .known(.accepted)
                }
            },
            .fires("The host gives the goods away.", "item=1", expected: ">0", actual: "0.00") {
                $0.session(.active)
                $0.override { $0.price = .number("0") }
                $0.item { $0.unitPrice = .number("0") }
            },
            .silent("The session with the price 0.00 was called off.") {
                $0.session(.cancelled)
                $0.item { $0.unitPrice = .number("0") }
            },
            .silent("The item for 0.00 was taken out of the cart.") {
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("0")
                    $0.isDeleted = true
                }
            },
            .silent("The item for 0.00 was last changed a microsecond more than 35 days ago.") {
                $0.session(.ended)
                $0.item {
                    $0.unitPrice = .number("0")
                    $0.updatedAt = .ago(microseconds: 1, days: 35)
                }
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.price != nil, let price = facts.unitPrice, price.isZero else { return nil }
        return ruling(
            facts.key, facts.subject, expected: ">0", actual: price.formatted, repair: .manual,
            because: "\(facts.name): the price is 0.00, and it is not a sample.")
    }
}
