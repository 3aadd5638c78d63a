internal import Common
internal import Digests
internal import FinancialMath
internal import LiveShopping

/// Whether two multisets of (batch, sample, quantity, price, amount) are one: to the sum of their hashes one side is added,
/// and from it the other is taken. It has no order, and sums of disjoint parts add up.
///
/// The hashes are keyed by a number that nobody knows who writes rows, so that nobody can write some that look alike to it.
/// Two sides that differ sum to zero once in 2^64 times.
struct Fingerprint: Sendable, Hashable {
    private var sum: UInt64 = 0

    mutating func add(_ hash: UInt64) { sum &+= hash }

    mutating func subtract(_ hash: UInt64) { sum &-= hash }

    mutating func merge(_ other: Self) { sum &+= other.sum }

    var isZero: Bool { sum == 0 }

    /// What hashes are keyed by: sums with one key add up, and no others.
    struct Key: Sendable {
        fileprivate let bits: UInt64

        /// Drawn anew by each process.
        static let ofProcess = Key(bits: UInt64.random(in: .min ... .max))

        fileprivate init(bits: UInt64) { self.bits = bits }

        /// The same for all shards of one moment, and known to nobody before that moment was kept.
        init(ofShards facts: [Partial.Fact]) {
            let digest = SHA256.digest(of: facts.flatMap { Array("\($0.name)=\($0.value)\n".utf8) })
            bits = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) { try coder.code(&sum) }

    /// Of all but the amount.
    @inline(__always)
    static func hash(
        _ key: Key, batch: BatchID, isSample: Bool, quantity: Quantity, price: Money
    ) -> UInt64 {
        var state = mixed(key.bits ^ UInt64(bitPattern: batch.rawValue))
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
