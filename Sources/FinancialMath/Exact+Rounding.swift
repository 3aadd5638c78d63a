extension Exact {
    /// The number rounded to so many decimal places, halves away from zero.
    ///
    /// Negative places round to tens, hundreds and so on.
    @inlinable
    public func rounded(places: Int) -> Self { Self(storage.rounded(places: places)) }

    /// Whether no digit but zero stands behind that many places, so that rounding to them changes nothing.
    @inlinable
    public func hasAtMost(places: Int) -> Bool { storage.hasAtMost(places: places) }
}

extension Exact where D == AmountDimension {
    /// The amount as money: rounded to 2 places, halves away from zero.
    @inlinable public var roundedToMoney: Money { Money(storage.roundedToCents) }
}

extension Exact where D == CostDimension {
    /// The cost as money: rounded to 2 places, halves away from zero.
    @inlinable public var roundedToMoney: Money { Money(storage.roundedToCents) }

    /// The cost half way between two, exactly.
    @inlinable
    public static func midpoint(_ a: Cost, _ b: Cost) -> Cost { Cost(Storage.midpoint(a.storage, b.storage)) }

    /// The price that leaves a margin of so many per cent: cost ÷ (1 − margin ÷ 100), with 2 places.
    ///
    /// Rounded once, halves away from zero, from the exact quotient. Nil when the margin is 100 or more.
    @inlinable
    public func price(margin: Percentage) -> Money? {
        guard let price = Storage.price(cost: storage, margin: margin.storage) else { return nil }
        return Money(price)
    }
}
