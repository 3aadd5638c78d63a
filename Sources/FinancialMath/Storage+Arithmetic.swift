internal import BigInt

extension Storage {
    @inlinable
    static func sum(_ left: Storage, _ right: Storage) -> Storage {
        if case .narrow(let a) = left, case .narrow(let b) = right {
            let (value, overflow) = a.addingReportingOverflow(b)
            if !overflow { return .narrow(value) }
        }
        return wideSum(left, right)
    }

    @inlinable
    static func difference(_ left: Storage, _ right: Storage) -> Storage {
        if case .narrow(let a) = left, case .narrow(let b) = right {
            let (value, overflow) = a.subtractingReportingOverflow(b)
            if !overflow { return .narrow(value) }
        }
        return wideDifference(left, right)
    }

    /// The number with its sign turned.
    @inlinable
    var negated: Storage {
        if case .narrow(let value) = self, value != .min { return .narrow(-value) }
        return wideNegated
    }

    /// The exact product; without a call while the product of the millionths fits 64 bits, which a price and a
    /// quantity do as long as they come to less than 9.2 millions.
    @inlinable
    static func product(_ left: Storage, _ right: Storage) -> Storage {
        if case .narrow(let a) = left, case .narrow(let b) = right {
            let (value, overflow) = a.multipliedReportingOverflow(by: b)
            if !overflow {
                let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit)
                if remainder == 0 { return .narrow(quotient) }
            }
        }
        return longProduct(left, right)
    }

    @inlinable
    func multiplied(by integer: Int) -> Storage {
        if case .narrow(let value) = self {
            let (product, overflow) = value.multipliedReportingOverflow(by: Int64(integer))
            if !overflow { return .narrow(product) }
        }
        return wideProduct(integer)
    }

    @usableFromInline @inline(never)
    static func wideSum(_ left: Storage, _ right: Storage) -> Storage {
        let (left, right) = (left.big, right.big)
        return mediumSum(left, right) ?? Storage(left + right)
    }

    @usableFromInline @inline(never)
    static func wideDifference(_ left: Storage, _ right: Storage) -> Storage { wideSum(left, right.negated) }

    @usableFromInline
    var wideNegated: Storage { Storage(-big) }

    @usableFromInline @inline(never)
    static func longProduct(_ left: Storage, _ right: Storage) -> Storage {
        if case .narrow(let a) = left, case .narrow(let b) = right {
            let product = Int128(a) * Int128(b)
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(unit))
            if remainder == 0, let value = Int64(exactly: quotient) { return .narrow(value) }
            return Storage(product, exponent: -2 * narrowPlaces)
        }
        return Storage(left.big * right.big)
    }

    @usableFromInline @inline(never)
    func wideProduct(_ integer: Int) -> Storage {
        Storage(big * BigDecimal(coefficient: BigInt(integer), exponent: 0))
    }

    /// Half of the sum, exactly.
    @inlinable
    static func midpoint(_ left: Storage, _ right: Storage) -> Storage {
        if case .narrow(let sum) = sum(left, right), sum & 1 == 0 { return .narrow(sum / 2) }
        return wideMidpoint(left, right)
    }

    @usableFromInline @inline(never)
    static func wideMidpoint(_ left: Storage, _ right: Storage) -> Storage {
        Storage((left.big + right.big) * BigDecimal(coefficient: 5, exponent: -1))
    }
}
