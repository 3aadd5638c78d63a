internal import FinancialMath
internal import LiveShopping

/// A batch whose quantities can be read, with what carts and orders promise of it.
struct BatchFacts {
    let batch: Batch
    let tally: BatchTally
    let cost: Cost?
    let available: Quantity
    /// The live items that hold it, where more is held than there is; else empty.
    let holdingItems: [CartItem]
    let ledger: Ledger

    init?(slot: Int, tallies: Tallies, holdingItems: [CartItem]) {
        ledger = tallies.ledger
        batch = ledger.batches.batches[slot]
        tally = tallies.batches[slot]
        guard let available = batch.available else { return nil }
        self.available = available
        self.holdingItems = holdingItems
        cost = ledger.batches.cost(at: slot)
    }

    /// What may be promised: never less than nothing.
    var sellable: Quantity { max(.zero, available) }
    var sampleStock: Quantity { max(.zero, batch.sample.value ?? .zero) }

    var isOversold: Bool { tally.softHold > sellable && tally.softHold.isPositive }
    var isSampleOversold: Bool { tally.sampleHold > sampleStock && tally.sampleHold.isPositive }

    var key: FindingKey { FindingKey(.batch(batch.id)) }
    var subject: Subject { Subject(batch: batch.id) }
    var reservedStored: Quantity { batch.reserved.value ?? .zero }

    /// What has to be taken from the latest items, until the hold fits.
    func cuts(samples: Bool) -> [HoldCut] {
        var excess = samples ? tally.sampleHold - sampleStock : tally.softHold - sellable
        var cuts: [HoldCut] = []
        let latestFirst = holdingItems.filter { $0.isSample == samples }
            .sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
        for item in latestFirst {
            guard excess.isPositive else { break }
            guard let quantity = item.quantity.value, quantity.isPositive else { continue }
            let cut = min(quantity, excess)
            cuts.append(HoldCut(item: item, quantity: cut))
            excess -= cut
        }
        return cuts
    }
}

/// So much of one item that the batch cannot give.
struct HoldCut {
    let item: CartItem
    let quantity: Quantity

    var value: Money {
        item.unitPrice.value.map { ($0 * quantity).roundedToMoney } ?? .zero
    }
}

extension BatchFacts {
    /// Cuts the latest items until the hold fits.
    func cutting(for finding: Finding, samples: Bool) -> Proposal? {
        let cuts = cuts(samples: samples)
        guard !cuts.isEmpty else { return nil }
        let evidence = RowEvidence(ledger)
        let rows = holdingItems.filter { $0.isSample == samples }.sorted { $0.id < $1.id }
        return Proposal(
            findings: [.init(finding)], repair: .choice,
            alternatives: [
                .init(
                    title: "Cut the latest: \(cuts.words(ledger))",
                    consequence: "The carts are smaller by \(cuts.total.formatted); tell their hosts.",
                    changes: cuts.map { $0.change(ledger) })
            ],
            evidence: [evidence.batch(batch)] + rows.map(evidence.item))
    }
}

extension HoldCut {
    /// The whole item goes, or its quantity becomes what is left.
    func change(_ ledger: Ledger) -> Change {
        let left = (item.quantity.value ?? .zero) - quantity
        guard left.isPositive else { return CartChange.remove(item, ledger) }
        return .set(.item(item.id), column: CartItem.Field.quantity.name, from: Cell(item.quantity), to: Cell(left))
    }
}
