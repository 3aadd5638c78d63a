/// What a number measures, so that numbers of different kinds do not mix by accident.
///
/// A dimension has no values; it only tags ``Exact``. Adding money to a quantity does not compile, because
/// `Exact<MoneyDimension>` and `Exact<QuantityDimension>` are different types.
public protocol Dimension: Sendable {
    /// How many decimal places a value shows when it is printed.
    static var places: Int { get }

    /// The word for a value of this dimension in a sentence, in lower case.
    static var name: String { get }

    /// Whether the columns that hold such values fit a 64-bit integer counted in units of the last place.
    ///
    /// ``Exact/isWithinColumnRange`` is true for every value of a dimension that is not bounded.
    static var isBounded: Bool { get }
}

/// Money in the one currency of the system, shown with 2 places.
public enum MoneyDimension: Dimension {
    @inlinable public static var places: Int { 2 }
    @inlinable public static var name: String { "money" }
    @inlinable public static var isBounded: Bool { true }
}

/// Quantities of goods, shown with 4 places.
public enum QuantityDimension: Dimension {
    @inlinable public static var places: Int { 4 }
    @inlinable public static var name: String { "quantity" }
    @inlinable public static var isBounded: Bool { true }
}

/// Unit costs, shown with 4 places and kept with as many as they have.
public enum CostDimension: Dimension {
    @inlinable public static var places: Int { 4 }
    @inlinable public static var name: String { "cost" }
    @inlinable public static var isBounded: Bool { true }
}

/// Percentages such as margins, shown with 2 places; 12.5 means 12.5 %.
public enum PercentageDimension: Dimension {
    @inlinable public static var places: Int { 2 }
    @inlinable public static var name: String { "percentage" }
    @inlinable public static var isBounded: Bool { false }
}

/// Unrounded products of a price or a cost and a quantity, shown with 2 places.
public enum AmountDimension: Dimension {
    @inlinable public static var places: Int { 2 }
    @inlinable public static var name: String { "amount" }
    @inlinable public static var isBounded: Bool { false }
}

/// An exact sum of money.
public typealias Money = Exact<MoneyDimension>

/// An exact quantity of goods.
public typealias Quantity = Exact<QuantityDimension>

/// An exact cost of one unit.
public typealias Cost = Exact<CostDimension>

/// An exact percentage.
public typealias Percentage = Exact<PercentageDimension>

/// An exact product of a price or a cost and a quantity, not rounded yet.
public typealias Amount = Exact<AmountDimension>
