public import FinancialMath

/// A numeric column's value: a number to count with, or one of the three that PostgreSQL keeps and nobody can add.
@frozen
public enum Figure<Measure: Dimension>: Sendable, Hashable {
    case finite(Exact<Measure>)
    case nan
    case infinity
    case negativeInfinity

    /// The number, or nil when it is none.
    @inlinable
    public var value: Exact<Measure>? {
        if case .finite(let value) = self { return value }
        return nil
    }

    @inlinable
    public var isFinite: Bool { value != nil }

    /// As PostgreSQL writes what is not finite, else with the dimension's places.
    public var formatted: String {
        switch self {
        case .finite(let value): value.formatted
        case .nan: "NaN"
        case .infinity: "Infinity"
        case .negativeInfinity: "-Infinity"
        }
    }

    /// Exactly, with all the places that the column holds.
    public var formattedExactly: String {
        value?.formattedExactly ?? formatted
    }
}

public typealias MoneyFigure = Figure<MoneyDimension>
public typealias QuantityFigure = Figure<QuantityDimension>
public typealias CostFigure = Figure<CostDimension>
public typealias PercentageFigure = Figure<PercentageDimension>
