public import FinancialMath
public import LiveShopping

/// How an item's price comes about, or why it is not computed.
public enum ItemPrice: Sendable {
    case derived(PriceSteps)
    case notDerived(Reason)

    public enum Reason: Sendable, Hashable, CaseIterable {
        case deleted, sample, unreadable, unknownBatch, sessionNotPriced, beforeWindow
    }
}

/// A price step by step: what the hierarchy had to choose from, what it chose, and what was charged.
public struct PriceSteps: Sendable {
    public var derivation: PriceDerivation
    /// The override that counts for the item's product; it may hold no number.
    public var override: PriceOverride?
    public var costing: Costing
    /// The category of the batch's product; nil where there is no such product.
    public var category: String?
    /// The row of prices.csv, as `--full-prices` lists it.
    public var result: PriceResult
}

/// Where a batch's cost comes from.
public enum Costing: Sendable, Hashable {
    case unknown
    case fixed
    /// The end or the middle that live shopping prices from; `high` is nil where the range has no upper end.
    case range(low: Cost, high: Cost?, basis: CostBasis)
}

extension ItemPrice {
    init(_ item: CartItem, tallies: Tallies) {
        if let reason = Self.obstacle(item, tallies.ledger) {
            self = .notDerived(reason)
            return
        }
        let facts = ItemFacts(item: item, ledger: tallies.ledger, orders: tallies.orders)
        guard let derivation = facts.price, let result = facts.priceResult, let batch = facts.batch else {
            let settings = tallies.ledger.settings
            let isInside = settings.isInsidePriceWindow(item.updatedAt, asOf: tallies.ledger.asOf)
            self = .notDerived(isInside ? .sessionNotPriced : .beforeWindow)
            return
        }
        self = .derived(
            PriceSteps(
                derivation: derivation,
                override: tallies.ledger.overrides.override(session: item.sessionID, product: batch.productID),
                costing: Costing(batch, basis: tallies.ledger.batches.prices.costBasis),
                category: tallies.ledger.batches.product(batch.productID)?.category, result: result))
    }

    /// What about the item itself keeps it from having a price.
    private static func obstacle(_ item: CartItem, _ ledger: Ledger) -> Reason? {
        if item.isDeleted { return .deleted }
        if !item.isReadable { return .unreadable }
        if item.isSample { return .sample }
        return ledger.batches.slot(of: item.batchID) == nil ? .unknownBatch : nil
    }
}

extension Costing {
    init(_ batch: Batch, basis: CostBasis) {
        guard batch.costMode?.known == .range else {
            self = batch.unitCost?.value == nil ? .unknown : .fixed
            return
        }
        guard let low = batch.unitCostMinimum?.value else {
            self = .unknown
            return
        }
        self = .range(low: low, high: batch.unitCostMaximum?.value, basis: basis)
    }
}
