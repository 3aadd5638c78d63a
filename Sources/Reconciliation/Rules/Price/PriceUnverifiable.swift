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
        remedy: "Check a sample of these by hand; enter the missing cost, or correct the margin.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard case .unverifiable(let reason) = facts.price?.source else { return nil }
        return finding(
            facts.key, facts.subject, expected: "verifiable", actual: reason.rawValue, repair: .manual,
            because: "\(facts.name): \(Self.sentence(reason)).")
    }

    private static func sentence(_ reason: PriceSource.Unverifiable) -> String {
        switch reason {
        case .pricingProfile: "the client's prices come from a pricing profile that is not in this database"
        case .noCost: "the batch's cost is unknown"
        case .marginTooHigh: "the margin that applies is 100 % or more, which no price can give"
        }
    }
}
