internal import LiveShopping

/// The item names another product than its batch.
struct IntegrityProduct: ItemRule {
    static let description = RuleDescription(
        id: "integrity.product", severity: .error,
        title: "The item's product is not its batch's",
        rationale: "The client sees one product and is sold a batch of another.",
        remedy: "Apply the repair: it sets the batch's product, which is what would be delivered.",
        population: .items, looksAt: [.sessions, .carts], repairStage: .products,
        examples: [
            .fires(
                "The item names product 2, and its batch is of product 1.", "item=1", expected: "1", actual: "2",
                repair: .automatic
            ) {
                $0.session(.active)
                $0.item { $0.productID = ID(2) }
            },
            .silent("The item names the product of its batch.") {
                $0.session(.active)
                $0.item()
            },
            .silent("The item names another product, and a batch that does not exist.") {
                $0.session(.active)
                $0.item {
                    $0.batchID = ID(99)
                    $0.productID = ID(2)
                }
            },
            .silent("The item that names another product was taken out of the cart.") {
                $0.session(.active)
                $0.item {
                    $0.productID = ID(2)
                    $0.isDeleted = true
                }
            },
            .silent("The session of the item that names another product was deleted.") {
                $0.session(.ended) { $0.isDeleted = true }
                $0.item { $0.productID = ID(2) }
            },
            .fires(
                "The item that names another product is a sample in a session that was called off.", "item=1",
                expected: "1", actual: "2"
            ) {
                $0.session(.cancelled)
                $0.item {
                    $0.productID = ID(2)
                    $0.isSample = true
                }
            },
        ])

    let scope = ItemScope.all

    func judge(_ facts: ItemFacts) -> Ruling? {
        guard facts.isLive, let slot = facts.batchSlot,
            facts.ledger.batches.batches[slot].productID != facts.item.productID, let batch = facts.batch
        else { return nil }
        return ruling(
            facts.key, facts.subject, expected: batch.productID.description,
            actual: facts.item.productID.description, repair: Self.repair(facts, batch),
            because: """
                \(facts.name): the batch is of \(facts.ledger.named(batch.productID)), the item says \
                \(facts.ledger.named(facts.item.productID)).
                """)
    }

    private static func repair(_ facts: ItemFacts, _ batch: Batch) -> Repair {
        let evidence = RowEvidence(facts.ledger)
        let change = Change.set(
            .item(facts.item.id), column: CartItem.Field.productID.name, from: .integer(facts.item.productID.rawValue),
            to: .integer(batch.productID.rawValue))
        return .automatic(
            .init(title: "Set the product of item \(facts.item.id) to \(batch.productID)", changes: [change]),
            restingOn: [evidence.item(facts.item), evidence.batchProduct(batch)])
    }
}

extension Ledger {
    /// `Darjeeling (product 4)`, or `product 4` when there is no such row.
    func named(_ id: ProductID) -> String {
        batches.product(id).map { "\(told($0.name)) (product \(id))" } ?? "product \(id)"
    }
}
