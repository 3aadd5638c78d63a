internal import BigInt

/// How an exact number is kept: in 64 bits at 6 places when it fits, in a class of any size when it does not.
///
/// Canonical: what fits the narrow form is never wide, and a wide number has no zeros at its end, so that
/// equal numbers have equal storage. Everything that is not about narrow numbers leaves the inlined path by
/// one call.
@frozen @usableFromInline
enum Storage: Sendable {
    /// A number counted in millionths.
    case narrow(Int64)

    /// Any other number.
    case wide(Wide)
}

/// A number that does not fit ``Storage/narrow(_:)``.
@usableFromInline
final class Wide: Sendable {
    /// Normalized, and beyond ±9,223,372,036,854.775807 or with more than 6 places.
    let value: BigDecimal
    /// Shorter numbers around one of very many places, the lower one first: what they agree on need not be computed from
    /// thousands of digits.
    let neighbours: (BigDecimal, BigDecimal)?

    private static let neighbourPlaces = 60

    init(_ value: BigDecimal) {
        self.value = value
        let exponent = 0 - Self.neighbourPlaces
        guard value.exponent < 2 * exponent else {
            neighbours = nil
            return
        }
        let middle = value.rounded(toExponent: exponent)
        let step = BigDecimal(coefficient: 1, exponent: exponent)
        neighbours = (middle - step, middle + step)
    }
}

extension Storage {
    /// The decimal places of the narrow form.
    @inlinable static var narrowPlaces: Int { 6 }

    /// One, in the narrow form.
    @inlinable static var unit: Int64 { 1_000_000 }

    /// The number in its canonical form.
    init(_ value: BigDecimal) {
        self.init(normalized: value.normalized)
    }

    /// The number in its canonical form, given without zeros at its end.
    init(normalized value: BigDecimal) {
        let shift = value.exponent + Self.narrowPlaces
        // A coefficient that is not zero reaches Int64's 19 digits at a shift of 18.
        if shift >= 0, shift <= 18, let narrow = Int64(exactly: value.coefficient * BigInt(BigUInt.powerOfTen(shift))) {
            self = .narrow(narrow)
        } else {
            self = .wide(Wide(value))
        }
    }

    /// The number in the form that has no limits.
    var big: BigDecimal {
        switch self {
        case .narrow(let value): BigDecimal(coefficient: BigInt(value), exponent: -Self.narrowPlaces)
        case .wide(let wide): wide.value
        }
    }

    /// 10 to a power from 0 to 18.
    @inlinable @inline(__always)
    static func powerOfTen(_ exponent: Int) -> Int64 {
        var power: Int64 = 1
        for _ in 0..<exponent { power &*= 10 }
        return power
    }

    /// `unscaled` × 10^−`places`, for places from 0 to 18.
    @inlinable
    init(unscaled: Int64, places: Int) {
        if places <= Self.narrowPlaces {
            let (value, overflow) = unscaled.multipliedReportingOverflow(
                by: Self.powerOfTen(Self.narrowPlaces - places))
            if !overflow {
                self = .narrow(value)
                return
            }
        }
        self = Self.scaled(unscaled, places: places)
    }

    @usableFromInline @inline(never)
    static func scaled(_ unscaled: Int64, places: Int) -> Storage {
        Storage(BigDecimal(coefficient: BigInt(unscaled), exponent: -places))
    }

    @inlinable
    static func areEqual(_ left: Storage, _ right: Storage) -> Bool {
        switch (left, right) {
        case (.narrow(let a), .narrow(let b)): a == b
        case (.wide(let a), .wide(let b)): areEqual(a, b)
        default: false
        }
    }

    @inlinable
    static func isLess(_ left: Storage, _ right: Storage) -> Bool {
        if case .narrow(let a) = left, case .narrow(let b) = right { return a < b }
        return isLessWide(left, right)
    }

    @usableFromInline @inline(never)
    static func areEqual(_ left: Wide, _ right: Wide) -> Bool { left.value == right.value }

    @usableFromInline @inline(never)
    static func isLessWide(_ left: Storage, _ right: Storage) -> Bool { left.big < right.big }

    /// −1, 0 or 1.
    @inlinable
    var sign: Int {
        switch self {
        case .narrow(let value): Int(value.signum())
        case .wide(let wide): Self.sign(wide)
        }
    }

    @usableFromInline @inline(never)
    static func sign(_ wide: Wide) -> Int { wide.value.isNegative ? -1 : 1 }
}
