extension Exact: AdditiveArithmetic {
    /// The number 0.
    @inlinable public static var zero: Self { Self(.narrow(0)) }

    @inlinable
    public static func + (left: Self, right: Self) -> Self { Self(Storage.sum(left.storage, right.storage)) }

    @inlinable
    public static func - (left: Self, right: Self) -> Self { Self(Storage.difference(left.storage, right.storage)) }

    /// The number with its sign turned.
    @inlinable
    public static prefix func - (number: Self) -> Self { Self(number.storage.negated) }
}

extension Exact {
    /// The exact product with a whole number.
    @inlinable
    public func multiplied(by integer: Int) -> Self { Self(storage.multiplied(by: integer)) }
}

/// The exact amount of a quantity at a price, not rounded.
@inlinable
public func * (price: Money, quantity: Quantity) -> Amount {
    Amount(Storage.product(price.storage, quantity.storage))
}

/// The exact amount of a quantity at a cost, not rounded.
@inlinable
public func * (cost: Cost, quantity: Quantity) -> Amount {
    Amount(Storage.product(cost.storage, quantity.storage))
}
