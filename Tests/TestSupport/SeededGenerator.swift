import Foundation

/// SplitMix64: the same values for the same seed, everywhere.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// A generator with a seed of its own, which is printed; `TIEOUT_SEED` makes it the same again.
    public static func printed(_ name: String = #function) -> SeededGenerator {
        let pasted = ProcessInfo.processInfo.environment["TIEOUT_SEED"].flatMap { UInt64($0) }
        let seed = pasted ?? UInt64.random(in: 1...UInt64.max)
        print("TIEOUT_SEED=\(seed) \(name)")
        return SeededGenerator(seed: seed)
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
