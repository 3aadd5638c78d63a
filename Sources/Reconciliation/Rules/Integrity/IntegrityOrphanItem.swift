internal import LiveShopping

/// An item of a session or batch that does not exist.
struct IntegrityOrphanItem: ItemRule {
    static let description = RuleDescription(
        id: "integrity.orphan-item", severity: .error,
        title: "An item without its session or batch",
        rationale: "Nothing says who wanted it, or what it is: a row that was left behind.",
        remedy: "Delete the item, or restore what it names.",
        population: .presentItems, looksAt: [.carts], cause: .missingRow,
        examples: [
            .fires(
                "The item names session 99, which does not exist.", "item=1", expected: "session", actual: "none",
                repair: .choice
            ) {
                $0.session(.active)
                $0.item { $0.sessionID = ID(99) }
            },
            .silent("The item's session and batch exist.") {
                $0.session(.active)
                $0.item()
            },
            .fires("The item names batch 99, which does not exist.", "item=1", expected: "batch", actual: "none") {
                $0.session(.active)
                $0.item { $0.batchID = ID(99) }
            },
            .fires(
                "The item names neither a session nor a batch that exists.", "item=1", expected: "session",
                actual: "none"
            ) {
                $0.item {
                    $0.sessionID = ID(99)
                    $0.batchID = ID(99)
                }
            },
            .silent("The item's session was deleted, but its row is there.") {
                $0.session(.ended) { $0.isDeleted = true }
                $0.item()
            },
            .silent("The item's batch was deleted, but its row is there.") {
                $0.stock { $0.isDeleted = true }
                $0.session(.active)
                $0.item()
            },
            .silent("The item's batch cannot be read, but its row is there.") {
                $0.stock { $0.loses(.onHand) }
                $0.session(.active)
                $0.item()
            },
            .silent("The item without a session is deleted.") {
                $0.item {
                    $0.sessionID = ID(99)
                    $0.isDeleted = true
                }
            },
        ])

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard let missing = Self.firstMissing(facts) else { return nil }
        let id = missing == "session" ? facts.item.sessionID.description : facts.item.batchID.description
        return ruling(
            facts.key, facts.subject, expected: missing, actual: "none",
            repair: .choice(
                [
                    .init(
                        title: "Delete item \(facts.item.id)", consequence: "Nothing refers to it.",
                        changes: [.delete(.item(facts.item.id))])
                ],
                restingOn: [RowEvidence(facts.ledger).item(facts.item)]),
            because: "Item \(facts.item.id) names \(missing) \(id), which does not exist.")
    }

    private static func firstMissing(_ facts: ItemFacts) -> String? {
        if facts.sessionSlot == nil { return "session" }
        return facts.batchSlot != nil || facts.ledger.batches.exists(facts.item.batchID) ? nil : "batch"
    }
}
