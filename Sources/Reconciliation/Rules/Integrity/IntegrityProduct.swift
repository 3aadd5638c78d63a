internal import LiveShopping

/// The item names another product than its batch.
struct IntegrityProduct: ItemRule {
    static let description = RuleDescription(
        id: "integrity.product", severity: .error,
        title: "The item's product is not its batch's",
        rationale: "The client sees one product and is sold a batch of another.",
        remedy: "Apply the repair: it sets the batch's product, which is what would be delivered.")

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Finding? {
        guard facts.isLive, let slot = facts.batchSlot,
            facts.ledger.batches.batches[slot].productID != facts.item.productID, let batch = facts.batch
        else { return nil }
        return finding(
            facts.key, facts.subject, expected: batch.productID.description,
            actual: facts.item.productID.description, repair: .automatic,
            because: """
                \(facts.name): the batch is of \(facts.ledger.named(batch.productID)), the item says \
                \(facts.ledger.named(facts.item.productID)).
                """)
    }

    func proposal(for finding: Finding, _ facts: ItemFacts) -> Proposal? {
        guard let batch = facts.batch else { return nil }
        let evidence = RowEvidence(facts.ledger)
        return Proposal(
            findings: [.init(finding)], repair: .automatic,
            alternatives: [
                .init(
                    title: "Set the product of item \(facts.item.id) to \(batch.productID)",
                    changes: [
                        .set(
                            .item(facts.item.id), column: CartItem.Field.productID.name,
                            from: .integer(facts.item.productID.rawValue), to: .integer(batch.productID.rawValue))
                    ])
            ],
            evidence: [evidence.item(facts.item), evidence.batchProduct(batch)])
    }
}

extension Ledger {
    /// `Darjeeling (product 4)`, or `product 4` when there is no such row.
    func named(_ id: ProductID) -> String {
        batches.product(id).map { "\($0.name) (product \(id))" } ?? "product \(id)"
    }
}
