internal import BigInt

extension Storage {
    /// Whether the magnitude is at most what Int64 counts in units of the last of so many places.
    @inlinable
    func fitsInt64(places: Int) -> Bool {
        if case .narrow = self, places <= Self.narrowPlaces { return true }
        return wideFitsInt64(places: places)
    }

    @usableFromInline @inline(never)
    func wideFitsInt64(places: Int) -> Bool {
        big.magnitude <= BigDecimal(coefficient: BigInt(Int64.max), exponent: -places)
    }
}
