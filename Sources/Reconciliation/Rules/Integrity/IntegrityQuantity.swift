internal import FinancialMath
internal import LiveShopping

/// An item of no quantity, or of less than none.
struct IntegrityQuantity: ItemRule {
    static let description = RuleDescription(
        id: "integrity.quantity", severity: .error,
        title: "An item's quantity is not above zero",
        rationale: "Such an item takes money and inventory off the sums of its cart, or is not a number.",
        remedy: "Correct the quantity, or take the item out of the cart.",
        population: .items, looksAt: [.sessions, .carts],
        examples: [
            .fires("The cart has nothing of an item.", "item=1", expected: ">0", actual: "0.0000", repair: .choice) {
                $0.session(.active)
                $0.item { $0.quantity = .number("0") }
            },
            .silent("The cart has 0.0001 of an item.") {
                $0.session(.active)
                $0.item { $0.quantity = .number("0.0001") }
            },
            .fires("The cart has less than nothing of an item.", "item=1", expected: ">0", actual: "-1.0000") {
                $0.session(.active)
                $0.item { $0.quantity = .number("-1") }
            },
            .fires("The quantity is not a number.", "item=1", expected: ">0", actual: "NaN") {
                $0.session(.active)
                $0.item { $0.quantity = .nan }
            },
            .fires("The quantity is infinite.", "item=1", expected: ">0", actual: "Infinity") {
                $0.session(.active)
                $0.item { $0.quantity = .infinity }
            },
            .silent("The item without a quantity was taken out of the cart.") {
                $0.session(.active)
                $0.item {
                    $0.quantity = .number("0")
                    $0.isDeleted = true
                }
            },
        ])

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.isLive, facts.item.quantity.value.map({ !$0.isPositive }) ?? true else { return nil }
        return ruling(
            facts.key, facts.subject, expected: ">0", actual: facts.item.quantity.formatted,
            repair: Self.repair(facts),
            because: "\(facts.name): the quantity is \(facts.item.quantity.formattedExactly).")
    }

    private static func repair(_ facts: ItemFacts) -> Repair {
        let (one, evidence) = (Quantity(1), RowEvidence(facts.ledger))
        let change = Change.set(
            .item(facts.item.id), column: CartItem.Field.quantity.name, from: Cell(facts.item.quantity), to: Cell(one))
        return .choice(
            [
                facts.removal("It no longer counts in the cart."),
                .init(
                    title: "Set the quantity of item \(facts.item.id) to \(one.formatted)",
                    consequence: "It counts as one, at \(facts.item.unitPrice.formatted).", changes: [change]),
            ],
            restingOn: Grounds(
                [evidence.item(facts.item)] + (facts.session.map { [evidence.session($0)] } ?? [])))
    }
}
