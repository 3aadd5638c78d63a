internal import FinancialMath
internal import LiveShopping

/// A cart item that is not deleted, with everything that the rules about items ask of it.
struct ItemFacts {
    let item: CartItem
    let ledger: Ledger
    let standing: ItemStanding
    /// The price by the hierarchy, for items that the price rules look at.
    let price: PriceDerivation?

    init(item: CartItem, standing: ItemStanding, ledger: Ledger) {
        self.item = item
        self.standing = standing
        self.ledger = ledger
        price = standing.isPriced ? Self.derivePrice(item, standing, ledger) : nil
    }

    init(item: CartItem, ledger: Ledger, orders: OrderBook) {
        self.init(item: item, standing: ItemStanding(item, ledger, orders), ledger: ledger)
    }

    var sessionSlot: Int? { standing.sessionSlot }
    var batchSlot: Int? { standing.batchSlot }
    var isLive: Bool { standing.isLive }
    var isSessionOpen: Bool { standing.isOpen }
    var isHolding: Bool { standing.isHolding }
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

    /// Its price is the one that the hierarchy gives, to the last digit, and that is one that no rule remarks on.
    var isPricedAsDerived: Bool {
        guard let price, let expected = price.expected, expected == unitPrice, price.source.isSettling,
            !expected.isZero
        else { return false }
        return price.cost == nil || price.baseCost.map { expected >= $0.lower } == true
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

private extension PriceSource {
    /// Where it comes from is nothing to remark on.
    var isSettling: Bool {
        switch self {
        case .override, .negotiated, .margin: true
        case .cost, .unverifiable: false
        }
    }
}

private extension ItemFacts {
    static func derivePrice(_ item: CartItem, _ standing: ItemStanding, _ ledger: Ledger) -> PriceDerivation? {
        guard let sessionSlot = standing.sessionSlot, let batchSlot = standing.batchSlot else { return nil }
        let batch = ledger.batches.batches[batchSlot]
        return ledger.batches.prices.derive(
            override: ledger.overrides.override(session: item.sessionID, product: batch.productID),
            agreement: item.agreement,
            client: ledger.clients.basis(of: ledger.sessions.standings[sessionSlot].client),
            batch: ledger.batches.basis(of: batch))
    }
}
