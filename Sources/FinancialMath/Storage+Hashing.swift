internal import BigInt

extension Storage: Hashable {
    @inlinable
    static func == (left: Storage, right: Storage) -> Bool { areEqual(left, right) }

    @inlinable
    func hash(into hasher: inout Hasher) {
        switch self {
        case .narrow(let value): hasher.combine(value)
        case .wide(let wide): hasher.combine(Self.wideBits(wide))
        }
    }

    /// The same 64 bits for the same number in every run, spread so that sums of them tell multisets apart.
    @inlinable
    var bits: UInt64 {
        switch self {
        case .narrow(let value): Self.mixed(UInt64(bitPattern: value))
        case .wide(let wide): Self.wideBits(wide)
        }
    }

    /// The finalizer of SplitMix64: one to one, and every input bit changes about half of the output.
    @inlinable @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    @usableFromInline @inline(never)
    static func wideBits(_ wide: Wide) -> UInt64 {
        let value = wide.value
        let start = mixed(UInt64(bitPattern: Int64(value.exponent)) &* 2 &+ (value.isNegative ? 1 : 0))
        return value.coefficient.magnitude.words.reduce(start) { mixed($0 ^ UInt64($1)) &+ start }
    }
}
