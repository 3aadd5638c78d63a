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
        remedy: "In an open session apply the repair: it sets the host's price. Afterwards, correct the order.")

    let scope = ItemScope.priced

    func judge(_ facts: ItemFacts) -> Finding? {
        guard let wrong = PriceDifference(facts), case .override(let id) = wrong.derivation.source else { return nil }
        let isAutomatic = facts.isHolding && wrong.expected.isPositive
        return finding(
            facts.key, facts.subject, expected: wrong.expected.formatted, actual: wrong.actual.formatted,
            impact: wrong.impact, repair: isAutomatic ? .automatic : .manual,
            because: "\(facts.name): override \(id) sets \(wrong.expected.formatted), \(wrong.arithmetic).")
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? {
        guard finding.repair == .automatic, let wrong = PriceDifference(facts), let session = facts.session,
            let batch = facts.batch,
            let override = facts.ledger.overrides.override(session: session.id, product: batch.productID)
        else { return nil }
        let evidence = RowEvidence(facts.ledger)
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [
                .init(
                    title: "Set the price of item \(facts.item.id) to \(wrong.expected.formatted)",
                    changes: [facts.priceChange(to: wrong.expected)])
            ],
            evidence: [
                evidence.session(session), evidence.item(facts.item), evidence.batchProduct(batch),
                evidence.override(override),
            ])
    }
}
