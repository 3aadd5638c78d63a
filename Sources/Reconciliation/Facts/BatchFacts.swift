internal import FinancialMath
internal import LiveShopping

/// A batch whose quantities can be read, with what carts and orders promise of it.
struct BatchFacts {
    let batch: Batch
    let tally: BatchTally
    let cost: Cost?
    let onHand: Quantity
    /// As it is stored.
    let reserved: Quantity
    let quarantine: Quantity
    let hold: Quantity
    /// Those rows behind it that a rule asks for.
    private(set) var rows: BatchRows
    let ledger: Ledger

    /// What a rule has to see besides the tallies.
    struct Request: OptionSet, Sendable {
        let rawValue: UInt8

        /// The live items that hold it.
        static let holdingItems = Request(rawValue: 1)
        /// The order lines that may reserve it, and their orders.
        static let reservations = Request(rawValue: 2)
    }

    init?(slot: Int, tallies: Tallies, rows: BatchRows = .none) {
        self.init(readable: slot, tallies: tallies, rows: rows)
        guard batch.hasReadableQuantities else { return nil }
    }

    /// - Parameter slot: That of a batch whose quantities can be read; one that is no number counts as zero.
    init(readable slot: Int, tallies: Tallies, rows: BatchRows = .none) {
        ledger = tallies.ledger
        batch = ledger.batches.batches[slot]
        tally = tallies.batches[slot]
        onHand = batch.onHand.value ?? .zero
        reserved = batch.reserved.value ?? .zero
        quarantine = batch.quarantine.value ?? .zero
        hold = batch.hold.value ?? .zero
        self.rows = rows
        cost = ledger.batches.basis(of: batch).cost
    }

    func with(_ rows: BatchRows) -> BatchFacts {
        var batch = self
        batch.rows = rows
        return batch
    }

    var available: Quantity { onHand - reserved - quarantine - hold }

    /// What may be promised: never less than nothing.
    var sellable: Quantity { max(.zero, available) }
    var sampleStock: Quantity { max(.zero, batch.sample.value ?? .zero) }

    var isOversold: Bool { tally.softHold > sellable && tally.softHold.isPositive }
    var isSampleOversold: Bool { tally.sampleHold > sampleStock && tally.sampleHold.isPositive }

    var key: FindingKey { FindingKey(.batch(batch.id)) }
    var subject: Subject { Subject(batch: batch.id) }
    var reservationEvidence: [Evidence] { rows.reservationEvidence(of: batch.id, ledger) }

    /// What has to be taken from the latest items, until the hold fits.
    func cuts(samples: Bool) -> [HoldCut] {
        var excess = samples ? tally.sampleHold - sampleStock : tally.softHold - sellable
        var cuts: [HoldCut] = []
        let latestFirst = rows.holdingItems(of: batch.id).filter { $0.isSample == samples }
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
    func cutting(_ cuts: [HoldCut], samples: Bool) -> Repair {
        let evidence = RowEvidence(ledger)
        let items = rows.holdingItems(of: batch.id).filter { $0.isSample == samples }.sorted { $0.id < $1.id }
        let slots = Set(items.compactMap { ledger.sessions.slot(of: $0.sessionID) })
        let sessions = slots.map { ledger.sessions[$0] }.sorted { $0.id < $1.id }
        // Where another repair of the run closes one of these sessions, less is held than was read.
        let open = sessions.map { session in
            let status = Cell(session.status.description)
            return Change.set(.session(session.id), column: Session.Field.status.name, from: status, to: status)
        }
        let cut = Proposal.Alternative(
            title: "Cut the latest: \(cuts.words(ledger))",
            consequence: "The carts are smaller by \(cuts.total.formatted); tell their hosts.",
            changes: cuts.map { $0.change(ledger) } + open)
        let grounds = Grounds([evidence.batch(batch)] + items.map(evidence.item) + sessions.map(evidence.session))
        return .choice(cuts.isEmpty ? [] : [cut], restingOn: grounds)
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
