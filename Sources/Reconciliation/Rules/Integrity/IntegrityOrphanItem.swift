internal import LiveShopping

/// An item of a session or batch that does not exist.
struct IntegrityOrphanItem: ItemRule {
    static let description = RuleDescription(
        id: "integrity.orphan-item", severity: .error,
        title: "An item without its session or batch",
        rationale: "Nothing says who wanted it, or what it is: a row that was left behind.",
        remedy: "Delete the item, or restore what it names.")

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Finding? {
        guard let missing = Self.firstMissing(facts) else { return nil }
        let id = missing == "session" ? facts.item.sessionID.description : facts.item.batchID.description
        return finding(
            facts.key, facts.subject, expected: missing, actual: "none", repair: .choice,
            because: "Item \(facts.item.id) names \(missing) \(id), which does not exist.")
    }

    private static func firstMissing(_ facts: ItemFacts) -> String? {
        if facts.sessionSlot == nil { return "session" }
        return facts.batchSlot != nil || facts.ledger.batches.exists(facts.item.batchID) ? nil : "batch"
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? {
        Proposal(
            findings: [.init(finding)], repair: .choice,
            alternatives: [
                .init(
                    title: "Delete item \(facts.item.id)", consequence: "Nothing refers to it.",
                    changes: [.delete(.item(facts.item.id))])
            ],
            evidence: [RowEvidence(facts.ledger).item(facts.item)])
    }
}
