public import LiveShopping

/// A live-shopping system in small, whose data carry their own truth.
///
/// Without faults, no rule finds anything in it under the default settings. Each fault is made by hand, with a label
/// that says what must be found: by the injector's own knowledge, never by asking the rules. The same arguments make
/// the same rows in the same order. Memory grows with faults and batches, and not with sessions.
public struct Simulation: Sendable {
    private let sessions: Int
    private let seed: UInt64
    private let asOf: Timestamp
    private let allowsOrphans: Bool
    private let planned: [(recipe: FaultRecipe, count: Int)]

    /// Plans a simulated database.
    ///
    /// - Parameters:
    ///   - sessions: How many healthy sessions there are; each fault brings sessions of its own besides.
    ///   - asOf: T, the moment at which a run has to look at the data.
    ///   - faultsPerRule: How many faults there are of each rule, and of what almost breaks it.
    ///   - faults: Other numbers for some rules.
    ///   - allowsOrphans: Whether rows may name rows that do not exist, and sessions share a room code, as the
    ///     reference schema forbids: for snapshot folders, or databases without constraints.
    /// - Throws: ``UnknownFault`` for a rule that nothing can break on purpose.
    public init(
        sessions: Int, seed: UInt64, asOf: Timestamp, faultsPerRule: Int = 0, faults: [String: Int] = [:],
        allowsOrphans: Bool = false
    ) throws(UnknownFault) {
        precondition(sessions >= 0 && faultsPerRule >= 0, "a simulation cannot have fewer than no sessions or faults")
        for rule in faults.keys.sorted() where !Self.rules.contains(rule) { throw UnknownFault(rule: rule) }
        self.sessions = sessions
        self.seed = seed
        self.asOf = asOf
        self.allowsOrphans = allowsOrphans
        planned = FaultRecipe.all.map { ($0, max(0, faults[$0.rule] ?? faultsPerRule)) }
            .filter { $0.count > 0 && (allowsOrphans || !$0.recipe.breaksConstraints) }
    }

    /// The names of the rules that faults can be asked for, family by family.
    public static let rules: [String] = FaultRecipe.all.map(\.rule)

    /// The rules whose faults the reference schema's constraints forbid.
    public static let rulesBreakingConstraints: [String] = FaultRecipe.all.filter(\.breaksConstraints).map(\.rule)

    /// Makes every row, and says what is wrong with them.
    ///
    /// - Returns: What must be found, sorted; nothing else must be.
    public func run(into sink: some RowSink) throws -> [Label] {
        // A shop with a margin for everything never falls back to cost.
        let hasFallbackMargins = !planned.contains { $0.recipe.needsNoFallbackMargin }
        let world = World(sessions: sessions, seed: seed, asOf: asOf, hasFallbackMargins: hasFallbackMargins)
        var ids = Identifiers(
            sessions: sessions, products: world.shop.products.count, batches: world.shop.batches.count)
        for number in 1...world.hosts { try sink.write(world.user(number)) }
        try world.shop.writeGoods(into: sink)
        let stock = try live(in: world, &ids, into: sink)
        let labels = try breakRules(in: world, &ids, into: sink)
        try world.shop.writeBatches(stock, into: sink)
        return labels.sorted()
    }

    private func live(
        in world: World, _ ids: inout Identifiers, into sink: some RowSink
    ) throws -> [BatchID: Ledger.Holdings] {
        var stock: [BatchID: Ledger.Holdings] = [:]
        var place = 0
        while place < sessions {
            let count = ClientLife.sessionCount(world: world, place: place)
            var life = ClientLife(world: world, place: place, ids: ids)
            life.live(through: place..<place + count)
            for (batch, holdings) in try life.scene.settle(into: sink) {
                stock[batch, default: Ledger.Holdings()] += holdings
            }
            ids = life.ids
            place += count
        }
        return stock
    }

    private func breakRules(
        in world: World, _ ids: inout Identifiers, into sink: some RowSink
    ) throws -> [Label] {
        var labels: [Label] = []
        for (recipe, count) in planned {
            for (index, injector) in recipe.injectors(count).enumerated() {
                let random = RandomSource(seed: seed, stream: recipe.stream &+ UInt64(index))
                var stage = Stage(world: world, rule: recipe.rule, random: random, ids: ids)
                injector(&stage)
                _ = try stage.scene.settle(into: sink)
                labels += stage.labels
                ids = stage.ids
            }
        }
        return labels
    }
}

/// There is no fault of that name.
public struct UnknownFault: Error, CustomStringConvertible {
    public let rule: String

    public var description: String {
        "no fault is called '\(rule)'; there are \(Simulation.rules.joined(separator: ", "))"
    }
}
