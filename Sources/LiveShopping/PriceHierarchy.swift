public import FinancialMath

/// Which step of the hierarchy gives an item's price.
public enum PriceSource: Sendable, Hashable {
    case override(PriceOverrideID)
    case negotiated
    case margin(MarginOrigin)
    case cost
    case unverifiable(Unverifiable)

    public enum MarginOrigin: Sendable, Hashable {
        case client
        /// A row of `pricing_defaults`, by its category.
        case pricingDefault(String)
    }

    /// Why a margin or cost price cannot be recomputed; the first that holds.
    public enum Unverifiable: String, Sendable, Hashable {
        case pricingProfile = "pricing-profile"
        case pricingRules = "pricing-rules"
        case noCost = "no-cost"
        case marginTooHigh = "margin-too-high"
    }

    /// The word in prices.csv.
    public var word: String {
        switch self {
        case .override: "OVERRIDE"
        case .negotiated: "NEGOTIATED"
        case .margin: "MARGIN"
        case .cost: "COST"
        case .unverifiable: "UNVERIFIABLE"
        }
    }
}

/// A price with everything that it was made from.
public struct PriceDerivation: Sendable, Hashable {
    public var source: PriceSource
    /// The batch's cost, nil when unknown.
    public var cost: Cost?
    /// The cost as prices are made from it.
    public var baseCost: BaseCost?
    /// The margin that was found, for margin prices and unverifiable ones.
    public var margin: Percentage?
    /// When the pricing default that gave the margin was last changed.
    public var marginUpdatedAt: Timestamp?
    /// Nil for unverifiable prices, and for agreements that name no price: nothing is recomputed.
    public var expected: Money?
    /// The price from the base cost's neighbour, as right as the other.
    public var expectedOtherwise: Money?
}

/// A cost rounded to cents: the live system rounds it before it adds the margin.
public struct BaseCost: Sendable, Hashable {
    public let amount: Money
    /// The other cent beside a midpoint on half a cent, which the live system computes in binary and may round either way.
    public let neighbour: Money?

    init(_ cost: Cost, isMidpoint: Bool) {
        amount = cost.roundedToMoney
        let exact = Money(converting: cost)
        let difference = (amount - exact).multiplied(by: 2)
        neighbour = isMidpoint && difference.magnitude == Self.cent ? amount - difference : nil
    }

    /// The lower of the two.
    public var lower: Money { neighbour.map { min($0, amount) } ?? amount }

    private static let cent = Money(unscaled: 1, places: 2)
}

/// What host and client agreed on for an item.
public struct Agreement: Sendable, Hashable {
    public let acceptedAt: Timestamp
    /// Nil when only the cart's price says what was agreed.
    public let price: Money?

    public init(acceptedAt: Timestamp, price: Money?) {
        self.acceptedAt = acceptedAt
        self.price = price
    }

    /// The price that it gives, to the cent.
    public var roundedPrice: Money? { price?.rounded(places: 2) }
}

/// A margin, and where it comes from.
private struct FoundMargin: Sendable {
    let percent: Percentage
    let origin: PriceSource.MarginOrigin
    /// When the pricing default was last changed.
    let updatedAt: Timestamp?
}

/// The inputs that prices are made from, besides an item's own session and batch.
public struct PriceHierarchy: Sendable {
    /// Categories of last resort, in the order in which they are tried.
    public static let fallbackCategories = ["OTHER", "DEFAULT"]

    private let defaults: [ExactText: PricingDefault]
    /// Which end of a cost range live shopping prices from, or its middle.
    public let costBasis: CostBasis

    /// - Parameter channelBasis: the LIVE_SHOPPING channel's default basis; nil or any other word is MID.
    public init(defaults: [ExactText: PricingDefault], channelBasis: Word<CostBasis>?) {
        self.defaults = defaults
        costBasis = channelBasis?.known ?? .mid
    }

    /// What a batch and the category of its product bring to a price, the same for every item of the batch.
    public struct BatchBasis: Sendable {
        public let cost: Cost?
        public let baseCost: BaseCost?
        fileprivate let margin: FoundMargin?
    }

    /// What a client brings to a price, the same for every item of the client.
    public struct ClientBasis: Sendable {
        /// Why the client's prices cannot be recomputed.
        fileprivate let obstacle: PriceSource.Unverifiable?
        fileprivate let margin: FoundMargin?

        /// It leaves the price to the batch.
        public var isUsual: Bool { obstacle == nil && margin == nil }

        /// The client's prices cannot be recomputed, but where they were overridden or agreed on.
        public var isObstructed: Bool { obstacle != nil }

        /// - Parameter client: nil for a session whose client does not exist.
        public init(_ client: Client?) {
            obstacle =
                client?.pricingProfileID != nil
                ? .pricingProfile : client?.hasPricingRules == true ? .pricingRules : nil
            margin = client?.customMargin.map { FoundMargin(percent: $0, origin: .client, updatedAt: nil) }
        }
    }

    /// - Parameter category: that of the batch's product; nil when there is no such product.
    public func basis(of batch: Batch, category: String?) -> BatchBasis {
        let cost = cost(of: batch)
        let isMidpoint = batch.costMode?.known == .range && costBasis == .mid
        return BatchBasis(
            cost: cost, baseCost: cost.map { BaseCost($0, isMidpoint: isMidpoint) }, margin: margin(category: category))
    }

    /// Override, then agreement, then margin, then cost; an agreement that is not older than the override comes first.
    public func derive(
        override: PriceOverride?, agreement: Agreement?, client: ClientBasis, batch: BatchBasis
    ) -> PriceDerivation {
        if let override, let price = override.price.value, agreement.map({ $0.acceptedAt < override.updatedAt }) ?? true
        {
            return PriceDerivation(
                source: .override(override.id), cost: batch.cost, baseCost: batch.baseCost,
                expected: price.rounded(places: 2))
        }
        if let agreement {
            return PriceDerivation(
                source: .negotiated, cost: batch.cost, baseCost: batch.baseCost,
                expected: agreement.roundedPrice)
        }
        return deriveFromCost(batch, client)
    }

    /// The batch's unit cost as the LIVE_SHOPPING channel sees it; nil when unknown.
    public func cost(of batch: Batch) -> Cost? {
        guard batch.costMode?.known == .range else { return batch.unitCost?.value }
        // A range without a known lower end is no range, whichever end is asked for.
        guard let low = batch.unitCostMinimum?.value else { return nil }
        guard let maximum = batch.unitCostMaximum, costBasis != .low else { return low }
        guard let high = maximum.value else { return nil }
        return costBasis == .high ? high : Cost.midpoint(low, high)
    }
}

private extension PriceHierarchy {
    func deriveFromCost(_ batch: BatchBasis, _ client: ClientBasis) -> PriceDerivation {
        let margin = client.margin ?? batch.margin
        var derivation = PriceDerivation(
            source: .cost, cost: batch.cost, baseCost: batch.baseCost, margin: margin?.percent,
            marginUpdatedAt: margin?.updatedAt)
        if let obstacle = client.obstacle {
            derivation.source = .unverifiable(obstacle)
        } else if let base = batch.baseCost {
            derive(from: base, margin: margin, into: &derivation)
        } else {
            derivation.source = .unverifiable(.noCost)
        }
        return derivation
    }

    func derive(from base: BaseCost, margin: FoundMargin?, into derivation: inout PriceDerivation) {
        guard let margin else {
            derivation.expected = base.amount
            derivation.expectedOtherwise = base.neighbour
            return
        }
        guard let price = Cost(converting: base.amount).price(margin: margin.percent) else {
            derivation.source = .unverifiable(.marginTooHigh)
            return
        }
        derivation.source = .margin(margin.origin)
        derivation.expected = price
        derivation.expectedOtherwise = base.neighbour.flatMap { Cost(converting: $0).price(margin: margin.percent) }
    }

    func margin(category: String?) -> FoundMargin? {
        if let category, let found = margin(ofCategory: category) { return found }
        return Self.fallbackCategories.lazy.compactMap(margin(ofCategory:)).first
    }

    func margin(ofCategory category: String) -> FoundMargin? {
        guard let row = defaults[ExactText(category)], !row.isExcluded, let percent = row.margin.value else {
            return nil
        }
        return FoundMargin(percent: percent, origin: .pricingDefault(category), updatedAt: row.updatedAt)
    }
}
