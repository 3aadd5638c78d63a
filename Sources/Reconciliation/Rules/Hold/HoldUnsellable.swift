internal import FinancialMath
internal import LiveShopping

/// A cart promises goods that are not for sale.
struct HoldUnsellable: ItemRule {
    static let description = RuleDescription(
        id: "hold.unsellable", severity: .warning,
        title: "In a cart, but not for sale",
        rationale: "The item's batch was deleted or is not LIVE: what the client was promised will not be delivered.",
        remedy: "Offer the client another batch, or take the item out of the cart.",
        population: .items, looksAt: [.sessions, .carts, .batchStates],
        needs: [[RuleInput(Batch.Field.status), RuleInput(Batch.Field.deletedAt)]], cause: .batch,
        examples: [
            .fires(
                "The cart has two pieces of a batch that is in quarantine.", "item=1", expected: "LIVE",
                actual: "QUARANTINED", impact: "25.00", repair: .choice
            ) {
                $0.stock { $0.status = "QUARANTINED" }
                $0.session(.active)
                $0.item()
            },
            .silent("The batch is for sale.") {
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The batch has no status at all.", "item=1", expected: "LIVE", actual: "none", impact: "25.00"
            ) {
                $0.stock { $0.status = nil }
                $0.session(.paused)
                $0.item()
            },
            .fires(
                "The batch is for sale by its status, but was deleted.", "item=1", expected: "LIVE", actual: "DELETED",
                impact: "25.00"
            ) {
                $0.stock { $0.isDeleted = true }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "What is not for sale is in the cart as a sample.", "item=1", expected: "LIVE", actual: "QUARANTINED",
                impact: "0.00"
            ) {
                $0.stock { $0.status = "QUARANTINED" }
                $0.session(.active)
                $0.item { $0.isSample = true }
            },
            .fires(
                "The quantity of what is not for sale is not a number.", "item=1", expected: "LIVE",
                actual: "QUARANTINED", impact: "0.00"
            ) {
                $0.stock { $0.status = "QUARANTINED" }
                $0.session(.active)
                $0.item { $0.quantity = .nan }
            },
            .silent("The session has ended.") {
                $0.stock { $0.status = "QUARANTINED" }
                $0.session(.ended)
                $0.item()
            },
            .silent("The item was taken out of the cart.") {
                $0.stock { $0.status = "QUARANTINED" }
                $0.session(.active)
                $0.item { $0.isDeleted = true }
            },
            .silent("The cart's batch is for sale, another batch of the product is not.") {
                $0.batch { $0.status = "QUARANTINED" }
                $0.session(.active)
                $0.item()
            },
        ])

    let scope = ItemScope.open

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.isLive, facts.isSessionOpen, let batch = facts.batch, let session = facts.session,
            let status = batch.obstacleToSale(facts.ledger.available)
        else { return nil }
        return ruling(
            facts.key, facts.subject, expected: "LIVE", actual: status,
            impact: facts.item.isSample ? .zero : facts.item.value, repair: Self.repair(facts, session, batch),
            because: """
                \(facts.name): the batch is \(status == "none" ? "without a status" : status), and the item is worth \
                \(facts.item.value.formatted).
                """)
    }

    private static func repair(_ facts: ItemFacts, _ session: Session, _ batch: Batch) -> Repair {
        let evidence = RowEvidence(facts.ledger)
        return .choice(
            [facts.removal("It leaves the cart; nothing is held for it any more.")],
            restingOn: [evidence.session(session), evidence.item(facts.item), evidence.batch(batch)])
    }
}

extension Batch {
    /// Why it is not for sale, in a word; nil when it is.
    func obstacleToSale(_ available: AvailableColumns) -> String? {
        if isDeleted { return "DELETED" }
        guard available.has(Field.status), status != "LIVE" else { return nil }
        return status ?? "none"
    }
}
