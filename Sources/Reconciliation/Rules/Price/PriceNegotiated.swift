internal import FinancialMath
internal import LiveShopping

/// Host and client agreed on a price, and the cart has another.
struct PriceNegotiated: ItemRule {
    static let description = RuleDescription(
        id: "price.negotiated", severity: .error,
        title: "The price is not the one that was agreed on",
        rationale: """
            The client was promised a price and sees another. Adding the item again, or a later change by the host, \
            makes the system forget what was agreed.
            """,
        remedy: "Ask the host; pick the repair to give the item the agreed price.",
        population: .pricedItems, looksAt: [.sessions, .orders, .orderLinks, .carts, .agreements],
        needs: [
            [RuleInput(CartItem.Field.negotiationStatus)], [RuleInput(CartItem.Field.negotiationData)],
        ],
        cause: .price,
        examples: [
            .fires(
                "11.00 was agreed on, and the cart says 12.50.", "item=1", expected: "11.00", actual: "12.50",
                impact: "3.00", repair: .choice
            ) {
                $0.session(.active)
                $0.item { $0.agree("11") }
            },
            .silent("11.00 was agreed on, and the cart says so.") {
                $0.session(.active)
                $0.item {
                    $0.agree("11")
                    $0.unitPrice = .number("11")
                }
            },
            .silent("The client asked for 11.00, and the host has not answered.") {
                $0.session(.active)
                $0.item {
                    $0.agree("11")
                    $0.negotiationStatus = .known(.pending)
                }
            },
            .silent("They agreed, and nobody wrote down on what: the cart's price is the agreement.") {
                $0.session(.active)
                $0.item {
                    $0.agree("11")
                    $0.negotiation = nil
                }
            },
            .fires(
                "10.995 was agreed on, which is 11.00, and the cart says 10.99.", "item=1", expected: "11.00",
                actual: "10.99", impact: "0.02"
            ) {
                $0.session(.active)
                $0.item {
                    $0.agree("10.995")
                    $0.unitPrice = .number("10.99")
                }
            },
            .silent("The host set 12.50 for the product after 11.00 was agreed on.") {
                $0.session(.active)
                $0.item { $0.agree("11", at: .ago(minutes: 96)) }
                $0.override { $0.price = .number("12.50") }
            },
            .fires(
                "11.00 was agreed on at the moment when the host set 12.50 for the product.", "item=1",
                expected: "11.00", actual: "12.50", impact: "3.00"
            ) {
                $0.session(.active)
                $0.item { $0.agree("11", at: .ago(minutes: 95)) }
                $0.override { $0.price = .number("12.50") }
            },
            .fires(
                "The session was converted at another price than agreed.", "item=1", expected: "11.00",
                actual: "12.50", impact: "3.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.item { $0.agree("11") }
                $0.order()
            },
            .fires(
                "They agreed on nothing at all, which no script sets.", "item=1", expected: "0.00", actual: "12.50",
                impact: "25.00", repair: .manual
            ) {
                $0.session(.active)
                $0.item { $0.agree("0") }
            },
            .silent(
                "The site tolerates 1.50, and the price is off by just that.",
                settings: .with(\.priceTolerance, Money(unscaled: 150, places: 2))
            ) {
                $0.session(.active)
                $0.item { $0.agree("11") }
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let wrong = PriceDifference(facts), wrong.derivation.source == .negotiated else { return nil }
        return ruling(
            facts.key, facts.subject, expected: wrong.expected.formatted, actual: wrong.actual.formatted,
            impact: wrong.impact, repair: repair(facts, wrong),
            because: "\(facts.name): \(wrong.expected.formatted) was agreed on, \(wrong.arithmetic).")
    }

    /// While nothing was sold, and never to nothing.
    private func repair(_ facts: ItemFacts, _ wrong: PriceDifference) -> Repair {
        guard facts.isHolding, wrong.expected.isPositive, let session = facts.session else { return .manual }
        let evidence = RowEvidence(facts.ledger)
        return .choice(
            [
                .init(
                    title: "Set the price of item \(facts.item.id) to \(wrong.expected.formatted)",
                    consequence: "The client pays what was agreed; the cart changes by \(wrong.impact.formatted).",
                    changes: [facts.priceChange(to: wrong.expected)])
            ],
            restingOn: [
                evidence.session(session), evidence.item(facts.item), evidence.itemTime(facts.item),
                evidence.overrideMembers(of: session.id, facts.ledger.overrides),
            ])
    }
}
