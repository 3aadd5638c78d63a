internal import FinancialMath
internal import LiveShopping

/// Where a cart item that is not deleted stands: what every item is asked, before any rule is.
///
/// It decides which items a rule could say something of. Almost none: most have a session and a batch, a quantity and
/// a price above zero, the batch's product, and the price that their batch has for everybody, or that the hierarchy gives
/// (``ItemFacts/isPricedAsDerived``). It errs towards looking.
struct ItemStanding {
    /// Nil when the item names a session that does not exist.
    let sessionSlot: Int?
    /// Nil when the item names a batch that does not exist or takes part in nothing.
    let batchSlot: Int?
    /// Not deleted, of a session that exists and is not deleted.
    let isLive: Bool
    /// Live, of an open session.
    let isOpen: Bool
    /// A live item of an open session for which no order counts yet.
    let isHolding: Bool
    /// Its price is recomputed: billable, readable, inside the price window, with a known batch, in a session whose prices
    /// count.
    let isPriced: Bool

    /// Asked of every item: no book is copied for it.
    init(_ item: some CartItemCells, _ ledger: borrowing Ledger, _ orders: borrowing OrderBook) {
        sessionSlot = ledger.sessions.slot(of: item.sessionID)
        batchSlot = ledger.batches.slot(of: item.batchID)
        guard let sessionSlot, !ledger.sessions.standings[sessionSlot].isDeleted else {
            (isLive, isOpen, isHolding, isPriced) = (false, false, false, false)
            return
        }
        let session = ledger.sessions.standings[sessionSlot]
        let summary = orders.summary(ofSession: sessionSlot)
        isLive = true
        isOpen = session.isOpen
        isHolding = session.isOpen && summary.isWithoutLive
        isPriced =
            batchSlot != nil && !item.isSample && item.isReadable && session.takesPart
            && item.updatedAt >= ledger.priceWindowStart
            && Self.arePricesChecked(session.status, hasLiveOrder: !summary.isWithoutLive)
    }

    private static func arePricesChecked(_ status: SessionStatus?, hasLiveOrder: Bool) -> Bool {
        switch status {
        case .active, .paused, .ended, .converted: true
        case .scheduled: hasLiveOrder
        case .cancelled, nil: false
        }
    }

    /// Why an item is looked at besides being counted.
    enum Interest {
        case none
        /// Only its price is, which the rules may remark on or a list is to hold.
        case price
        case rules
    }

    func interest(in item: some CartItemCells, _ ledger: Ledger, fullPrices: Bool) -> Interest {
        if isRemarkable(item, ledger) { return .rules }
        return isPriced && (fullPrices || !hasKnownPrice(item, ledger)) ? .price : .none
    }

    /// A rule could say something of it, whatever its price should be.
    func isRemarkable(_ item: some CartItemCells, _ ledger: Ledger) -> Bool {
        guard sessionSlot != nil, let batchSlot, let quantity = item.quantity.value, let price = item.unitPrice.value,
            quantity.isPositive, item.isSample ? !price.isNegative : price.isPositive
        else { return true }
        let batch = ledger.batches.standings[batchSlot]
        return item.productID != batch.productID || isOpen && !batch.isForSale
    }

    /// It goes for the price that it should, and no rule has anything to say of that: what ``ItemFacts/isPricedAsDerived``
    /// says of it, as far as that is known without unpacking a row.
    func hasKnownPrice(_ item: some CartItemCells, _ ledger: Ledger) -> Bool {
        guard let sessionSlot, let batchSlot, let price = item.unitPrice.value else { return false }
        let batch = ledger.batches.standings[batchSlot]
        if !item.isAgreed, price == batch.usualPrice, ledger.hasUsualPrices(sessionSlot) { return true }
        guard let cost = batch.baseCost, price.isPositive, price >= cost,
            !ledger.isOverridden(batch.productID, in: item.sessionID, at: sessionSlot)
        else { return false }
        if item.isAgreed { return item.agreedPrice == price }
        let client = ledger.sessions.standings[sessionSlot].client
        if let margin = ledger.clients.ownMargin(of: client) {
            return Cost(converting: cost).price(margin: margin) == price
        }
        return price == batch.usualPrice && ledger.clients.isUsual(client)
    }
}
