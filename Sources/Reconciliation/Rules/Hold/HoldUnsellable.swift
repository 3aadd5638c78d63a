internal import FinancialMath
internal import LiveShopping

/// A cart promises goods that are not for sale.
struct HoldUnsellable: ItemRule {
    static let description = RuleDescription(
        id: "hold.unsellable", severity: .warning,
        title: "In a cart, but not for sale",
        rationale: "The item's batch was deleted or is not LIVE: what the client was promised will not be delivered.",
        remedy: "Offer the client another batch, or take the item out of the cart.")

    let scope = ItemScope.open

    func judge(_ facts: ItemFacts) -> Finding? {
        guard facts.isLive, facts.isSessionOpen, let batch = facts.batch, let status = Self.obstacle(batch, facts)
        else { return nil }
        return finding(
            facts.key, facts.subject, expected: "LIVE", actual: status,
            impact: facts.item.isSample ? .zero : facts.item.value, repair: .choice,
            because: """
                \(facts.name): the batch is \(status == "none" ? "without a status" : status), and the item is worth \
                \(facts.item.value.formatted).
                """)
    }

    private static func obstacle(_ batch: Batch, _ facts: ItemFacts) -> String? {
        if batch.isDeleted { return "DELETED" }
        guard facts.ledger.available.has(Batch.Field.status), batch.status != "LIVE" else { return nil }
        return batch.status ?? "none"
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? {
        guard let session = facts.session, let batch = facts.batch else { return nil }
        let evidence = RowEvidence(facts.ledger)
        return Proposal(
            findings: [.init(finding)], repair: .choice,
            alternatives: [facts.removal("It leaves the cart; nothing is held for it any more.")],
            evidence: [evidence.session(session), evidence.item(facts.item), evidence.batch(batch)])
    }
}
