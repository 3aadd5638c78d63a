/// A stream of numbers that is the same for a seed on every machine and in every release (SplitMix64).
struct RandomSource: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for one of many things, so that each is the same whatever else is made.
    init(seed: UInt64, stream: UInt64) {
        var mixer = RandomSource(seed: seed ^ (stream &* 0xD1B5_4A32_D192_ED03))
        state = mixer.next() ^ stream
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Evenly one of a range; the bias of the last digit is below 2⁻³² for the ranges used here.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { integer(1...100) <= percent }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[integer(0...choices.count - 1)] }

    /// One of several, each as often as its weight says.
    mutating func pick<Element>(weighted choices: [(Element, weight: Int)]) -> Element {
        var left = integer(1...choices.reduce(0) { $0 + $1.weight })
        for choice in choices {
            left -= choice.weight
            if left <= 0 { return choice.0 }
        }
        preconditionFailure("a weighted choice needs a weight above zero")
    }
}
