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
        remedy: "Ask the host whether the price was meant; correct the price or the batch's cost.",
        population: .pricedItems, looksAt: [.sessions, .orders, .orderLinks, .carts, .costs, .agreements],
        cause: .price,
        examples: [
            .fires(
                "What cost 10.00 goes for 9.99.", "item=1", expected: "10.0000", actual: "9.99", impact: "0.02",
                severity: .error, repair: .manual
            ) {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("9.99") }
            },
            .silent("What cost 10.00 goes for 10.00.") {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .silent("What cost 10.0049 goes for 10.00: the same to the cent.") {
                $0.stock { $0.unitCost = .number("10.0049") }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "What cost 10.005, which is 10.01 to the cent, goes for 10.00: half a cent a piece is lost.", "item=1",
                expected: "10.0050", actual: "10.00", impact: "0.01"
            ) {
                $0.stock { $0.unitCost = .number("10.005") }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "What cost 10.00005 goes for 9.99.", "item=1", expected: "10.0001", actual: "9.99", impact: "0.02"
            ) {
                $0.stock { $0.unitCost = .number("10.00005") }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("9.99") }
            },
            .fires(
                "The host set a price of 9.00 for what cost 10.00.", "item=1", expected: "10.0000", actual: "9.00",
                impact: "2.00", severity: .warning
            ) {
                $0.session(.active)
                $0.override { $0.price = .number("9") }
                $0.item { $0.unitPrice = .number("9") }
            },
            .fires(
                "Host and client agreed on 9.00 for what cost 10.00.", "item=1", expected: "10.0000", actual: "9.00",
                impact: "2.00", severity: .warning
            ) {
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("9")
                    $0.negotiationStatus = .known(.accepted)
                }
            },
            .fires(
                "The client's prices come from a profile, and one of them is below the cost.", "item=1",
                expected: "10.0000", actual: "9.00", impact: "2.00", severity: .error
            ) {
                $0.rows.clients[0].pricingProfileID = 7
                $0.session(.active)
                $0.item { $0.unitPrice = .number("9") }
            },
            .fires(
                "The price of two pieces that cost 10.00 each is below zero.", "item=1", expected: "10.0000",
                actual: "-1.00", impact: "22.00"
            ) {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("-1") }
            },
            .silent("The price is 0.00, which is another rule's business.") {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("0") }
            },
            .silent("The batch's cost is unknown.") {
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("9") }
            },
            .silent("What goes below its cost is a sample.") {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.unitPrice = .number("1")
                }
            },
            .silent("The cost is a range from 8.00 to 12.00, and the price is its middle.") {
                $0.stock {
                    $0.costMode = .known(.range)
                    $0.unitCostMinimum = .number("8")
                    $0.unitCostMaximum = .number("12")
                }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let derivation = facts.price, let cost = derivation.cost, let base = derivation.baseCost,
            let price = facts.unitPrice,
            let quantity = facts.quantity, !price.isZero, price < base.lower
        else { return nil }
        let loss = cost - Cost(converting: price)
        let impact = (loss * quantity).roundedToMoney.magnitude
        return ruling(
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
