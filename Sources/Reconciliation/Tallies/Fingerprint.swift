internal import FinancialMath
internal import LiveShopping

/// Whether two multisets of (batch, sample, quantity, price, amount) are one: to the sum of their hashes one side is added,
/// and from it the other is taken. It has no order, and sums of disjoint parts add up.
///
/// The hashes are keyed by a number that each process draws anew, so that nobody can write rows that look alike to it.
/// Two sides that differ sum to zero once in 2^64 times.
struct Fingerprint: Sendable, Hashable {
    private var sum: UInt64 = 0

    mutating func add(_ hash: UInt64) { sum &+= hash }

    mutating func subtract(_ hash: UInt64) { sum &-= hash }

    mutating func merge(_ other: Self) { sum &+= other.sum }

    var isZero: Bool { sum == 0 }

    private static let key = UInt64.random(in: .min ... .max)

    /// Of all but the amount.
    @inline(__always)
    static func hash(batch: BatchID, isSample: Bool, quantity: Quantity, price: Money) -> UInt64 {
        var state = mixed(key ^ UInt64(bitPattern: batch.rawValue))
        state = mixed(state ^ (isSample ? ~quantity.bits : quantity.bits))
        return mixed(state ^ price.bits)
    }

    /// The hash with the amount taken in.
    @inline(__always)
    static func hash(_ hash: UInt64, amount: Money) -> UInt64 { mixed(hash ^ amount.bits) }
}

/// The finaliser of splitmix64: every bit of the input moves half the bits of the output.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}
