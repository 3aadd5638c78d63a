internal import FinancialMath
internal import LiveShopping

/// An order-independent fingerprint of a multiset of (batch, sample, quantity, price): two 64-bit sums of mixed
/// hashes, to which one side is added and from which the other is taken. Sums of disjoint parts add up.
struct Fingerprint: Sendable, Hashable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0

    mutating func add(batch: BatchID, isSample: Bool, quantity: Quantity, price: Money) {
        let hash = Self.hash(batch, isSample, quantity, price)
        first &+= hash.0
        second &+= hash.1
    }

    mutating func subtract(batch: BatchID, isSample: Bool, quantity: Quantity, price: Money) {
        let hash = Self.hash(batch, isSample, quantity, price)
        first &-= hash.0
        second &-= hash.1
    }

    mutating func merge(_ other: Self) {
        first &+= other.first
        second &+= other.second
    }

    var isZero: Bool { first == 0 && second == 0 }

    private static func hash(
        _ batch: BatchID, _ isSample: Bool, _ quantity: Quantity, _ price: Money
    ) -> (UInt64, UInt64) {
        var state = mixed(UInt64(bitPattern: batch.rawValue) ^ (isSample ? 0x9E37_79B9_7F4A_7C15 : 0))
        state = mixed(state ^ quantity.bits)
        state = mixed(state ^ price.bits.byteSwapped)
        return (state, mixed(state ^ 0xD6E8_FEB8_6659_FD93))
    }
}

/// The finaliser of splitmix64: every bit of the input moves half the bits of the output.
func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}
