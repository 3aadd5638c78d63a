public import FinancialMath

/// What a site may set about the definitions: each is a flag and a configuration key of the same name.
public struct Settings: Sendable, Hashable {
    /// An order younger than this on a session that is not CONVERTED is a conversion in flight.
    public var grace = TimeSpan.minutes(15)
    /// The timeout of a session that carries none itself.
    public var sessionTimeout = TimeSpan.minutes(120)
    /// How long after `scheduledAt` a session that never started is a no-show.
    public var noShow = TimeSpan.hours(24)
    /// Timestamps later than T plus this are in the future.
    public var clockSkew = TimeSpan.minutes(5)
    /// Live items in a cart; more are too many.
    public var cartLimit = 200
    /// A price that differs by more than this fires a price rule.
    public var priceTolerance = Money.zero
    /// An exposure that differs by more than this fires `credit.exposure`.
    public var exposureTolerance = Money.zero
    /// Price rules look at items whose `updatedAt` is not older than T minus this; zero looks at all.
    public var priceWindow = TimeSpan.days(35)
    /// What the stored exposure should equal.
    public var exposureBasis = ExposureBasis.auto
    /// Older words for an order's fulfillmentStatus.
    public var fulfillmentAliases = FulfillmentAliases.standard
    /// A rule that fires on more of what it judged than this is doubted.
    public var maxRuleShare = ShareLimit(percent: 20)
    /// The zone of timestamps without one.
    public var timeZone = SiteTimeZone.utc

    public init() {}

    /// Whether price rules look at an item last changed at this moment.
    @inlinable
    public func isInsidePriceWindow(_ updatedAt: Timestamp, asOf: Timestamp) -> Bool {
        updatedAt >= priceWindowStart(asOf: asOf)
    }

    /// The earliest time of an item's last change at which its price is looked at.
    public func priceWindowStart(asOf: Timestamp) -> Timestamp {
        priceWindow == .zero ? .negativeInfinity : asOf - priceWindow
    }
}

/// What a client's stored exposure should equal.
public enum ExposureBasis: String, Sendable, CaseIterable {
    /// Posted exposure: receivables and open orders.
    case orders
    /// Receivables alone, as the live-shopping system's own credit engine stores it.
    case invoices
    /// The one of the two by which fewer clients are wrong.
    case auto
}
