import LiveShopping

/// How one rule is broken on purpose, in several ways, and what comes close and must not be found.
struct FaultRecipe: Sendable {
    typealias Injector = @Sendable (inout Stage) -> Void

    let rule: String
    let faults: [Injector]
    let nearMisses: [Injector]
    /// The reference schema's constraints make it impossible.
    var breaksConstraints = false
    /// It needs a shop in which some goods have no margin at all.
    var needsNoFallbackMargin = false

    init(
        _ rule: String, _ faults: [Injector], nearMisses: [Injector] = [], breaksConstraints: Bool = false,
        needsNoFallbackMargin: Bool = false
    ) {
        self.rule = rule
        self.faults = faults
        self.nearMisses = nearMisses
        self.breaksConstraints = breaksConstraints
        self.needsNoFallbackMargin = needsNoFallbackMargin
    }

    /// Every recipe, family by family.
    static let all: [FaultRecipe] =
        conversion + converted + links + lines + linePrices + orders + prices + agreements + priceLimits + credit
        + holds
        + abandonment + invoices + billing + lifecycle + integrity + records

    /// So many faults, going through the variants in turn, and as many near misses where there are any.
    func injectors(_ count: Int) -> [Injector] {
        (0..<count).map { faults[$0 % faults.count] }
            + (nearMisses.isEmpty ? [] : (0..<count).map { nearMisses[$0 % nearMisses.count] })
    }

    /// Where the recipe's random numbers begin, so that a new recipe changes no other's.
    var stream: UInt64 {
        rule.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
