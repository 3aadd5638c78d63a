internal import FinancialMath
internal import LiveShopping

/// The price is not the cost with the margin that applies.
struct PriceMargin: ItemRule {
    static let description = RuleDescription(
        id: "price.margin", severity: .warning,
        title: "The cart's price is not cost and margin",
        rationale: """
            Without a host's price or an agreement, the price is cost ÷ (1 − margin). An item with another was priced \
            from other figures. When cost or margin changed after the item was priced, that explains it and the \
            finding is only a notice.
            """,
        remedy: "In an open session decide whether the client gets the computed price; afterwards, take note.",
        population: .pricedItems,
        looksAt: [
            .sessions, .orders, .orderLinks, .carts, .costs, .margins, .agreements, .costChanges, .marginChanges,
        ], restsOn: [Batch.Field.costMode, .unitCostMinimum, .unitCostMaximum].map { RuleInput($0) }, cause: .price,
        examples: [
            .fires(
                "A cost of 10.00 with a margin of 20 % gives 12.50, the cart has two pieces at 13.00.", "item=1",
                expected: "12.50", actual: "13.00", impact: "1.00", severity: .warning, repair: .choice
            ) {
                $0.session(.active)
                $0.item { $0.unitPrice = .number("13") }
            },
            .silent("A cost of 10.00 with a margin of 20 % gives 12.50, and the cart has it.") {
                $0.session(.active)
                $0.item()
            },
            .silent("The host and the client agreed on 13.00.") {
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("13")
                    $0.negotiationStatus = .known(.accepted)
                }
            },
            .fires(
                "The client offered 12.00, and nobody accepted it.", "item=1", expected: "12.50", actual: "12.00",
                impact: "1.00"
            ) {
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("12")
                    $0.negotiationStatus = .known(.counterOffered)
                }
            },
            .silent("The host set a price of 13.00.") {
                $0.session(.active)
                $0.override { $0.price = .number("13") }
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "The session has ended, so its price can only be noted.", "item=1", expected: "12.50", actual: "13.00",
                impact: "1.00", repair: .manual
            ) {
                $0.session(.ended)
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "The batch was changed after the item was priced.", "item=1", expected: "12.50", actual: "13.00",
                impact: "1.00", severity: .notice
            ) {
                $0.stock { $0.updatedAt = .ago(minutes: 89) }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "The batch was changed in the very moment in which the item was priced.", "item=1", expected: "12.50",
                actual: "13.00", impact: "1.00", severity: .warning
            ) {
                $0.stock { $0.updatedAt = .ago(minutes: 90) }
                $0.session(.active)
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "The category's margin was changed after the item was priced.", "item=1", expected: "12.50",
                actual: "13.00", impact: "1.00", severity: .notice
            ) {
                $0.margin("20", updatedAt: .ago(minutes: 89))
                $0.session(.active)
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "The category's margin was changed since, but the client has a margin of 50 % of its own.", "item=1",
                expected: "20.00", actual: "13.00", impact: "14.00", severity: .warning
            ) {
                $0.rows.clients[0].customMargin = Percentage(50)
                $0.margin("20", updatedAt: .ago(minutes: 89))
                $0.session(.active)
                $0.item { $0.unitPrice = .number("13") }
            },
            .fires(
                "A cost of 10.005 is 10.01 in cents, which gives 12.5125, so 12.51, and the cart has 12.50.",
                "item=1", expected: "12.51", actual: "12.50", impact: "0.02"
            ) {
                $0.stock { $0.unitCost = .number("10.005") }
                $0.session(.active)
                $0.item()
            },
            .silent("A cost of 10.004 is 10.00 in cents, which gives 12.50, not 12.505, and the cart has it.") {
                $0.stock { $0.unitCost = .number("10.004") }
                $0.session(.active)
                $0.item()
            },
            .silent("The middle of 10.00 and 10.01 lies between two cents, and the cart has the price of the lower.") {
                $0.range("10", "10.01")
                $0.session(.active)
                $0.item()
            },
            .silent("The middle of 10.00 and 10.01 lies between two cents, and the cart has the price of the upper.") {
                $0.range("10", "10.01")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("12.51") }
            },
            .fires(
                "The middle of 10.00 and 10.01 lies between two cents, and the cart has the price of neither.",
                "item=1", expected: "12.51", actual: "12.52", impact: "0.02"
            ) {
                $0.range("10", "10.01")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("12.52") }
            },
            .fires(
                "The middle of 10.002 and 10.009 is 10.0055, which is 10.01 and nothing else.", "item=1",
                expected: "12.51", actual: "12.50", impact: "0.02"
            ) {
                $0.range("10.002", "10.009")
                $0.session(.active)
                $0.item()
            },
            .silent("A margin of 33.333 % gives 10 ÷ 0.66667 = 14.999925, and the cart has 15.00.") {
                $0.margin("33.333")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("15") }
            },
            .silent("A margin of -25 % gives 8.00, and the cart has it.") {
                $0.margin("-25")
                $0.session(.active)
                $0.item { $0.unitPrice = .number("8") }
            },
            .fires(
                "A margin of 99.99 % gives 100,000.00.", "item=1", expected: "100000.00", actual: "12.50",
                impact: "199975.00"
            ) {
                $0.margin("99.99")
                $0.session(.active)
                $0.item()
            },
            .silent("A margin of 100 % gives no price at all.") {
                $0.margin("100")
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The category has no margin, and OTHER has 50 %, which comes before DEFAULT.", "item=1",
                expected: "20.00", actual: "12.50", impact: "15.00"
            ) {
                $0.margin(nil)
                $0.margin("50", of: "OTHER")
                $0.margin("20", of: "DEFAULT")
                $0.session(.active)
                $0.item()
            },
            .silent("The category's margin is not a number, and DEFAULT has the 20 % that the cart was priced with.") {
                $0.margin(.nan)
                $0.margin("20", of: "DEFAULT")
                $0.session(.active)
                $0.item()
            },
            .silent("The cost is a range from 8.00 to 12.00, and its middle is 10.00.") {
                $0.stock {
                    $0.costMode = .known(.range)
                    $0.unitCostMinimum = .number("8")
                    $0.unitCostMaximum = .number("12")
                }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The cost is a range from 8.00 to 12.00, and live shopping prices from its upper end.", "item=1",
                expected: "15.00", actual: "12.50", impact: "5.00"
            ) {
                $0.rows.channelSettings = [ChannelSetting(channel: "LIVE_SHOPPING", defaultBasis: .known(.high))]
                $0.stock {
                    $0.costMode = .known(.range)
                    $0.unitCostMinimum = .number("8")
                    $0.unitCostMaximum = .number("12")
                }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The cost is a range that begins at 8.00 and has no upper end, so it is 8.00.", "item=1",
                expected: "10.00", actual: "12.50", impact: "5.00"
            ) {
                $0.stock {
                    $0.costMode = .known(.range)
                    $0.unitCostMinimum = .number("8")
                }
                $0.session(.active)
                $0.item()
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let wrong = PriceDifference(facts), case .margin(let origin) = wrong.derivation.source,
            let cost = wrong.derivation.cost, let base = wrong.derivation.baseCost, let margin = wrong.derivation.margin
        else { return nil }
        let hasMovedOn = PriceDifference.inputsChanged(facts, wrong.derivation)
        return ruling(
            facts.key, facts.subject, severity: hasMovedOn ? .notice : nil, expected: wrong.expected.formatted,
            actual: wrong.actual.formatted, impact: wrong.impact, repair: facts.repricing(wrong),
            because: """
                \(facts.name): \(base.words(of: cost)) ÷ (1 − \(margin.formattedExactly) %) = \
                \(wrong.expected.formatted) by the margin of \(Self.name(origin)), \(wrong.arithmetic).\
                \(hasMovedOn ? " Cost or margin changed after the item was priced." : "")
                """)
    }

    private static func name(_ origin: PriceSource.MarginOrigin) -> String {
        switch origin {
        case .client: "the client"
        case .pricingDefault(let category): "category \(told(category))"
        }
    }
}
