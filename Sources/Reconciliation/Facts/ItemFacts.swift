internal import FinancialMath
internal import LiveShopping

/// A cart item that is not deleted, with everything that the rules about items ask of it.
struct ItemFacts {
    let item: CartItem
    let ledger: Ledger
    /// Nil when the item names a session that does not exist.
    let sessionSlot: Int?
    /// Nil when the item names a batch that does not exist or takes part in nothing.
    let batchSlot: Int?
    /// Not deleted, of a session that exists and is not deleted.
    let isLive: Bool
    /// A live item of an open session for which no order counts yet.
    let isHolding: Bool
    let hasLiveOrder: Bool
    /// The price by the hierarchy, for items that the price rules look at.
    let price: PriceDerivation?

    init(item: CartItem, ledger: Ledger, orders: OrderBook) {
        self.item = item
        self.ledger = ledger
        sessionSlot = ledger.sessions.slot(of: item.sessionID)
        batchSlot = ledger.batches.slot(of: item.batchID)
        guard let sessionSlot, !ledger.sessions.standings[sessionSlot].isDeleted else {
            (isLive, isHolding, hasLiveOrder, price) = (false, false, false, nil)
            return
        }
        isLive = true
        hasLiveOrder = orders.summary(ofSession: sessionSlot).live > 0
        isHolding = orders.isHolding(ledger.sessions.standings[sessionSlot], slot: sessionSlot)
        price = Self.derivePrice(item, ledger, sessionSlot, batchSlot, hasLiveOrder: hasLiveOrder)
    }

    var session: Session? { sessionSlot.map { ledger.sessions[$0] } }
    var batch: Batch? { batchSlot.map { ledger.batches.batches[$0] } }
    var unitPrice: Money? { item.isReadable ? item.unitPrice.value : nil }
    var quantity: Quantity? { item.isReadable ? item.quantity.value : nil }

    /// What is to be shown with a finding about it.
    var subject: Subject {
        var subject = session?.subject ?? Subject(session: item.sessionID)
        subject.batch = item.batchID
        subject.item = item.id
        return subject
    }

    /// The row of prices.csv.
    var priceResult: PriceResult? {
        guard let price, let unitPrice, let quantity else { return nil }
        let difference = price.expected.map { unitPrice - $0 }
        return PriceResult(
            item: item.id, session: item.sessionID, batch: item.batchID, product: item.productID,
            source: price.source, cost: price.cost, margin: price.margin, expected: price.expected, actual: unitPrice,
            difference: difference, quantity: quantity,
            extendedDifference: difference.map { ($0 * quantity).roundedToMoney })
    }
}

extension ItemFacts {
    /// Takes the item out of the cart: marked deleted where items can be, else its row is deleted.
    func removal(_ consequence: String) -> Proposal.Alternative {
        .init(
            title: "Take item \(item.id) out of the cart", consequence: consequence,
            changes: [CartChange.remove(item, ledger)])
    }
}

private extension ItemFacts {
    /// Billable, readable, inside the price window, with a known batch, in a session whose prices count.
    static func derivePrice(
        _ item: CartItem, _ ledger: Ledger, _ sessionSlot: Int, _ batchSlot: Int?, hasLiveOrder: Bool
    ) -> PriceDerivation? {
        let session = ledger.sessions.standings[sessionSlot]
        guard !item.isSample, item.isReadable, let batchSlot, session.takesPart,
            ledger.settings.isInsidePriceWindow(item.updatedAt, asOf: ledger.asOf),
            arePricesChecked(session.status, hasLiveOrder: hasLiveOrder)
        else { return nil }
        let product = ledger.batches.batches[batchSlot].productID
        return ledger.batches.prices.derive(
            override: ledger.overrides.override(session: item.sessionID, product: product),
            agreement: item.agreement,
            client: ledger.clients.basis(of: session.client), batch: ledger.batches.bases[batchSlot])
    }

    static func arePricesChecked(_ status: SessionStatus?, hasLiveOrder: Bool) -> Bool {
        switch status {
        case .active, .paused, .ended, .converted: true
        case .scheduled: hasLiveOrder
        case .cancelled, nil: false
        }
    }
}
