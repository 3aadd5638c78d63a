internal import FinancialMath
internal import LiveShopping

/// The host set a price for the product, and the item has another.
struct PriceOverrideRule: ItemRule {
    static let description = RuleDescription(
        id: "price.override", severity: .error,
        title: "The cart does not have the host's price",
        rationale: """
            The host set a price for this product in this session, which comes before every other. The item was \
            added before or beside it, and the client sees a price that was not agreed.
            """,
        remedy: "In an open session apply the repair: it sets the host's price. Afterwards, correct the order.",
        population: .pricedItems, looksAt: [.sessions, .orders, .orderLinks, .carts, .agreements], repairStage: .prices,
        cause: .host,
        examples: [
            .fires(
                "The host's price is 11.00, the two pieces in the cart still have 12.50.", "item=1", expected: "11.00",
                actual: "12.50", impact: "3.00", repair: .automatic
            ) {
                $0.session(.active)
                $0.override()
                $0.item()
            },
            .silent("The host's price is 11.00, and the cart has it.") {
                $0.session(.active)
                $0.override()
                $0.item { $0.unitPrice = .number("11") }
            },
            .silent("The host's price was set in another session of the same client.") {
                $0.session(.ended)
                $0.override()
                $0.session(.active)
                $0.item()
            },
            .silent(
                "The site tolerates 0.50, and the price is off by just that.",
                settings: .with(\.priceTolerance, Money(unscaled: 50, places: 2))
            ) {
                $0.session(.active)
                $0.override()
                $0.item { $0.unitPrice = .number("11.50") }
            },
            .fires(
                "The site tolerates 0.50, and the price is off by 0.51.", "item=1", expected: "11.00", actual: "11.51",
                impact: "1.02", settings: .with(\.priceTolerance, Money(unscaled: 50, places: 2))
            ) {
                $0.session(.active)
                $0.override()
                $0.item { $0.unitPrice = .number("11.51") }
            },
            .silent("The host set 11.00 first and 12.50 a minute later.") {
                $0.session(.active)
                $0.override()
                $0.override {
                    $0.price = .number("12.50")
                    $0.updatedAt = .ago(minutes: 94)
                }
                $0.item()
            },
            .fires(
                "The host set 12.50 and 11.00 at the same moment, so the entry with the higher number counts.",
                "item=1", expected: "11.00", actual: "12.50", impact: "3.00"
            ) {
                $0.session(.active)
                $0.override { $0.price = .number("12.50") }
                $0.override()
                $0.item()
            },
            .fires(
                "The host's later price is not a number, so the earlier one of 11.00 counts.", "item=1",
                expected: "11.00", actual: "12.50", impact: "3.00"
            ) {
                $0.session(.active)
                $0.override()
                $0.override {
                    $0.price = .nan
                    $0.updatedAt = .ago(minutes: 94)
                }
                $0.item()
            },
            .silent("The host's only price is not a number, as if there were none.") {
                $0.session(.active)
                $0.override { $0.price = .nan }
                $0.item()
            },
            .silent("The host's price is 10.995, which is 11.00 in the cart.") {
                $0.session(.active)
                $0.override { $0.price = .number("10.995") }
                $0.item { $0.unitPrice = .number("11") }
            },
            .fires(
                "The item names another product than its batch, and the host's price is for the batch's.", "item=1",
                expected: "11.00", actual: "12.50", impact: "3.00"
            ) {
                $0.session(.active)
                $0.override()
                $0.item { $0.productID = ID(2) }
            },
            .fires(
                "Host and client agreed on 12.50, and the host set 11.00 a microsecond later.", "item=1",
                expected: "11.00", actual: "12.50", impact: "3.00"
            ) {
                $0.session(.active)
                $0.override { $0.updatedAt = .ago(minutes: 90) + TimeSpan(microseconds: 1) }
                $0.item { $0.negotiationStatus = .known(.accepted) }
            },
            .silent("Host and client agreed on 12.50 in the moment in which the host set 11.00.") {
                $0.session(.active)
                $0.override { $0.updatedAt = .ago(minutes: 90) }
                $0.item { $0.negotiationStatus = .known(.accepted) }
            },
            .fires(
                "The host gives the goods away, and the cart still has 12.50.", "item=1", expected: "0.00",
                actual: "12.50", impact: "25.00", repair: .manual
            ) {
                $0.session(.active)
                $0.override { $0.price = .number("0") }
                $0.item()
            },
            .fires(
                "The session with the wrong price has ended.", "item=1", expected: "11.00", actual: "12.50",
                impact: "3.00", repair: .manual
            ) {
                $0.session(.ended)
                $0.override()
                $0.item()
            },
            .fires(
                "The session with the wrong price is open and has an order already.", "item=1", expected: "11.00",
                actual: "12.50", impact: "3.00", repair: .manual
            ) {
                $0.session(.active)
                $0.override()
                $0.item()
                $0.order()
            },
            .fires(
                "The session never began and has an order at the wrong price.", "item=1", expected: "11.00",
                actual: "12.50", impact: "3.00", repair: .manual
            ) {
                $0.session(.scheduled)
                $0.override()
                $0.item()
                $0.order()
            },
            .silent("The session with the wrong price has not begun yet.") {
                $0.session(.scheduled)
                $0.override()
                $0.item()
            },
            .silent("The session with the wrong price was called off.") {
                $0.session(.cancelled)
                $0.override()
                $0.item()
            },
            .silent("The item with another price is a sample.") {
                $0.session(.active)
                $0.override()
                $0.item { $0.isSample = true }
            },
            .fires(
                "The item was last changed 35 days ago to the microsecond.", "item=1", expected: "11.00",
                actual: "12.50", impact: "3.00"
            ) {
                $0.session(.ended)
                $0.override()
                $0.item { $0.updatedAt = .ago(days: 35) }
            },
            .silent("The item was last changed a microsecond more than 35 days ago: an older cart.") {
                $0.session(.ended)
                $0.override()
                $0.item { $0.updatedAt = .ago(microseconds: 1, days: 35) }
            },
            .fires(
                "The item was last changed a year ago, and the site looks at carts of any age.", "item=1",
                expected: "11.00", actual: "12.50", impact: "3.00", settings: .with(\.priceWindow, .zero)
            ) {
                $0.session(.ended)
                $0.override()
                $0.item { $0.updatedAt = .ago(days: 365) }
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let wrong = PriceDifference(facts), case .override(let id) = wrong.derivation.source else { return nil }
        return ruling(
            facts.key, facts.subject, expected: wrong.expected.formatted, actual: wrong.actual.formatted,
            impact: wrong.impact, repair: repair(facts, wrong),
            because: "\(facts.name): override \(id) sets \(wrong.expected.formatted), \(wrong.arithmetic).")
    }

    /// While nothing was sold, and never to nothing.
    private func repair(_ facts: ItemFacts, _ wrong: PriceDifference) -> Repair {
        guard facts.isHolding, wrong.expected.isPositive, let session = facts.session, let batch = facts.batch,
            let override = facts.ledger.overrides.override(session: session.id, product: batch.productID)
        else { return .manual }
        let evidence = RowEvidence(facts.ledger)
        return .automatic(
            .init(
                title: "Set the price of item \(facts.item.id) to \(wrong.expected.formatted)",
                changes: [facts.priceChange(to: wrong.expected)]),
            restingOn: [
                evidence.session(session), evidence.item(facts.item), evidence.batchProduct(batch),
                evidence.override(override), evidence.overrideMembers(of: session.id, facts.ledger.overrides),
            ])
    }
}
