/// An exact decimal number of one dimension, such as money or a quantity.
///
/// Numbers between ±9,223,372,036,854.775807 with up to 6 places live in 64 bits and need no allocation;
/// every other number is kept exactly in a form of any size. Nothing rounds, wraps or traps by itself:
/// rounding happens where a function's name says so.
///
/// Numbers of different dimensions do not mix. Adding money to a quantity does not compile; multiplying
/// them gives an ``Amount``; ``init(converting:)`` says in so many words that a number changes its meaning.
@frozen
public struct Exact<D: Dimension>: Sendable, Hashable {
    @usableFromInline var storage: Storage

    @inlinable
    init(_ storage: Storage) {
        self.storage = storage
    }

    /// A whole number of units.
    @inlinable
    public init(_ integer: Int) {
        self.init(Storage(unscaled: Int64(integer), places: 0))
    }

    /// `unscaled` × 10^−`places`, so that 1234 with 2 places is 12.34.
    ///
    /// - Precondition: `places` is from 0 to 18.
    @inlinable
    public init(unscaled: Int64, places: Int) {
        precondition(places >= 0 && places <= 18, "an unscaled number has 0 to 18 decimal places")
        self.init(Storage(unscaled: unscaled, places: places))
    }

    /// The number that a decimal literal spells, exactly, as ``ReferenceMath`` would read it.
    ///
    /// Nil when the text is no decimal literal, and when its value has more digits than PostgreSQL's numeric
    /// can hold: 131,072 before the point, 16,383 behind it.
    @inlinable
    public init?(literal: some StringProtocol) {
        guard let storage = Storage(literal: String(literal)) else { return nil }
        self.init(storage)
    }

    /// The number that a decimal literal spells, as ``init(literal:)`` reads it, when it has no more than so many digits
    /// before the point, and so many from the first to the last that is not zero. One that has more costs no more than
    /// reading its text.
    @inlinable
    public init?(literal: some StringProtocol, wholeDigits: Int, digits: Int) {
        guard let storage = Storage(literal: String(literal), wholeDigits: wholeDigits, digits: digits) else {
            return nil
        }
        self.init(storage)
    }

    /// The number in the binary form of PostgreSQL's numeric: Σ digit[i] × 10000^(`weight` − i).
    ///
    /// Exact at any size. Short numbers, nearly all there are, cost a few nanoseconds and no allocation.
    /// The sum holds for every digit that 16 bits can hold, also for those beyond 9,999 that PostgreSQL
    /// never sends.
    ///
    /// - Parameters:
    ///   - count: How many digits there are; none spell zero.
    ///   - weight: The power of 10000 of the first digit; PostgreSQL sends it in 16 bits.
    ///   - isNegative: Whether the number is below zero.
    ///   - digit: The digit at an index from 0 up to `count`, most significant first.
    @inlinable @inline(__always)
    public init(base10000Digits count: Int, weight: Int, isNegative: Bool, digit: (Int) -> UInt16) {
        self.init(Storage(base10000Digits: count, weight: weight, isNegative: isNegative, digit: digit))
    }

    /// The same number in another dimension.
    @inlinable
    public init<Other: Dimension>(converting other: Exact<Other>) {
        self.init(other.storage)
    }

    @inlinable
    public func hash(into hasher: inout Hasher) { storage.hash(into: &hasher) }
}

extension Exact: Comparable {
    @inlinable
    public static func == (left: Self, right: Self) -> Bool { Storage.areEqual(left.storage, right.storage) }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool { Storage.isLess(left.storage, right.storage) }
}

extension Exact {
    /// Whether the number is 0.
    @inlinable public var isZero: Bool { storage.sign == 0 }

    /// Whether the number is less than 0.
    @inlinable public var isNegative: Bool { storage.sign < 0 }

    /// Whether the number is greater than 0.
    @inlinable public var isPositive: Bool { storage.sign > 0 }

    /// The number without its sign.
    @inlinable public var magnitude: Self { isNegative ? -self : self }

    /// Whether the fixed-point columns of tieout's files and tables can hold the number.
    ///
    /// True from −92,233,720,368,547,758.07 to 92,233,720,368,547,758.07 for money, between the limits
    /// ±922,337,203,685,477.5807 for quantities and costs, and always for percentages and amounts. More
    /// places than the column shows do not make a number too large.
    @inlinable public var isWithinColumnRange: Bool { !D.isBounded || storage.fitsInt64(places: D.places) }

    /// The number counted in millionths; nil for one that has more places, or does not fit 64 bits so.
    ///
    /// `Exact(unscaled: millionths, places: 6)` is the number again.
    @inlinable public var millionths: Int64? {
        if case .narrow(let value) = storage { return value }
        return nil
    }

    /// Sixty-four well-mixed bits, the same for equal numbers in every run and on every machine.
    ///
    /// Meant for fingerprints of multisets, which must not depend on the order or on the process. Not a
    /// cryptographic hash.
    @inlinable public var bits: UInt64 { storage.bits }
}
