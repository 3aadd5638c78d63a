internal import LiveShopping

/// The price cannot be recomputed from what the database holds.
struct PriceUnverifiable: ItemRule {
    static let description = RuleDescription(
        id: "price.unverifiable", severity: .notice,
        title: "The price cannot be recomputed",
        rationale: """
            The client has a pricing profile that is kept elsewhere, the batch's cost is unknown, or the margin is \
            100 % or more. The price may be right; nobody checked it.
            """,
        remedy: "Check a sample of these by hand; enter the missing cost, or correct the margin.",
        population: .pricedItems,
        looksAt: [.sessions, .orders, .orderLinks, .carts, .costModes, .margins, .agreements], cause: .priceInput,
        examples: [
            .fires(
                "The client's prices come from a profile that is kept elsewhere.", "item=1", expected: "verifiable",
                actual: "pricing-profile", repair: .manual
            ) {
                $0.rows.clients[0].pricingProfileID = 7
                $0.session(.active)
                $0.item()
            },
            .silent("The client has no profile, and cost and margin are known.") {
                $0.session(.active)
                $0.item()
            },
            .fires("The batch's cost is unknown.", "item=1", expected: "verifiable", actual: "no-cost") {
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item()
            },
            .fires("The batch's cost is not a number.", "item=1", expected: "verifiable", actual: "no-cost") {
                $0.stock { $0.unitCost = .nan }
                $0.session(.active)
                $0.item()
            },
            .silent("The batch costs nothing, which is known.") {
                $0.stock { $0.unitCost = .number("0") }
                $0.session(.active)
                $0.item()
            },
            .fires("The margin is 100 %.", "item=1", expected: "verifiable", actual: "margin-too-high") {
                $0.margin("100")
                $0.session(.active)
                $0.item()
            },
            .silent("The margin is 99.99 %.") {
                $0.margin("99.99")
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The client has a profile, the cost is unknown and the margin is 100 %.", "item=1",
                expected: "verifiable", actual: "pricing-profile"
            ) {
                $0.rows.clients[0].pricingProfileID = 7
                $0.stock { $0.unitCost = nil }
                $0.margin("100")
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The cost is unknown and the margin is 100 %.", "item=1", expected: "verifiable", actual: "no-cost"
            ) {
                $0.stock { $0.unitCost = nil }
                $0.margin("100")
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The cost is a range without a lower end.", "item=1", expected: "verifiable", actual: "no-cost"
            ) {
                $0.stock {
                    $0.costMode = .known(.range)
                    $0.unitCostMaximum = .number("12")
                }
                $0.session(.active)
                $0.item()
            },
            .silent("The client has a profile, but the host set a price.") {
                $0.rows.clients[0].pricingProfileID = 7
                $0.session(.active)
                $0.override()
                $0.item { $0.unitPrice = .number("11") }
            },
            .silent("The cost is unknown, but host and client agreed on a price.") {
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item { $0.negotiationStatus = .known(.accepted) }
            },
            .silent("What cannot be verified is a sample.") {
                $0.stock { $0.unitCost = nil }
                $0.session(.active)
                $0.item { $0.isSample = true }
            },
        ])

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard case .unverifiable(let reason) = facts.price?.source else { return nil }
        return ruling(
            facts.key, facts.subject, expected: "verifiable", actual: reason.rawValue, repair: .manual,
            because: "\(facts.name): \(Self.sentence(reason)).")
    }

    private static func sentence(_ reason: PriceSource.Unverifiable) -> String {
        switch reason {
        case .pricingProfile: "the client's prices come from a pricing profile that is not in this database"
        case .pricingRules: "the client has pricing rules that another program computes its prices by"
        case .noCost: "the batch's cost is unknown"
        case .marginTooHigh: "the margin that applies is 100 % or more, which no price can give"
        }
    }
}
