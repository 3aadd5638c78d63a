extension Exact: CustomStringConvertible {
    /// The number as ``formattedExactly`` writes it.
    public var description: String { formattedExactly }

    /// The number with exactly its dimension's places, rounded half away from zero, such as "-12.50".
    ///
    /// What rounds to zero is written without a sign.
    public var formatted: String { storage.text(places: D.places) }

    /// The number with exactly so many places, rounded half away from zero.
    ///
    /// - Precondition: `places` is not negative.
    public func formatted(places: Int) -> String { storage.text(places: places) }

    /// The number with all its digits, and at least its dimension's places: "35.00", "33.3333".
    public var formattedExactly: String { storage.text(places: max(D.places, storage.neededPlaces)) }

    /// Appends ``formatted`` in ASCII, without making a string.
    @inlinable
    public func appendFormatted(to bytes: inout [UInt8]) { storage.append(places: D.places, to: &bytes) }
}
