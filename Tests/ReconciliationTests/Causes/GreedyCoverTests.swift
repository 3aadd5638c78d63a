import FinancialMath
import TestSupport
import Testing

@testable import Reconciliation

/// What was planted into many things that have nothing in common is found, in the words in which it was planted.
@Suite struct GreedyCoverTests {
    /// A trait `host 7` of a thing is the number 7 of the dimension 1; dimension 0 is the rule, of which nothing is usual.
    struct Trait: Hashable {
        let dimension: Int
        let value: Int
    }

    /// How many values each dimension has, all as frequent as one another.
    private static let values = [30, 40, 60, 12]
    private static let mostMoney: Int64 = 10_000

    private func cover(_ things: [GreedyCover<Trait>.Thing]) -> GreedyCover<Trait> {
        GreedyCover(things: things, rank: \.dimension) { trait in
            trait.dimension == 0 ? nil : (part: 100, whole: 100 * Self.values[trait.dimension])
        }
    }

    private func thing(
        _ planted: [Trait], _ random: inout some RandomNumberGenerator
    ) -> GreedyCover<Trait>.Thing {
        let traits = Self.values.indices.map { dimension in
            planted.first { $0.dimension == dimension }
                ?? Trait(dimension: dimension, value: Int.random(in: 0..<Self.values[dimension], using: &random))
        }
        return GreedyCover.Thing(
            money: Money(unscaled: Int64.random(in: 1...Self.mostMoney, using: &random), places: 2), traits: traits)
    }

    /// One to three planted traits, several causes at once, with noise around them.
    @Test func findsWhatWasPlanted() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            var plants: [Set<Trait>] = []
            for cause in 0..<3 {
                let count = Int.random(in: 1...3, using: &random)
                plants.append(
                    Set(
                        Self.values.indices.shuffled(using: &random).prefix(count).map {
                            Trait(dimension: $0, value: cause)
                        }))
            }
            let noise = (0..<60).map { _ in thing([], &random) }
            let planted = plants.enumerated().flatMap { cause, traits in
                (0..<(400 >> cause)).map { _ in thing(Array(traits), &random) }
            }
            let things = (planted + noise).shuffled(using: &random)
            let patterns = cover(things).patterns()
            #expect(Set(patterns[0].traits) == plants[0], "\(plants)")
            for plant in plants {
                #expect(patterns.contains { plant.isSubset(of: $0.traits) || Set($0.traits).isSubset(of: plant) })
            }
        }
    }

    /// A pattern's things all have its traits, no thing is in two, and none is so small that it may be an accident.
    @Test func partsThings() {
        var random = SeededGenerator.printed()
        for _ in 0..<20 {
            let things = (0..<Int.random(in: 0...200, using: &random)).map { _ in thing([], &random) }
            let patterns = cover(things).patterns()
            let covered = patterns.flatMap(\.things)
            #expect(Set(covered).count == covered.count)
            for pattern in patterns {
                #expect(pattern.things.count >= GreedyCover<Trait>.leastThings && pattern.traits.count <= 3)
                #expect(
                    pattern.things.allSatisfy {
                        things[$0].traits.filter(pattern.traits.contains).count == pattern.traits.count
                    })
            }
            let rest = things.indices.filter { !covered.contains($0) }
            let rules = Dictionary(grouping: rest) { things[$0].traits[0] }
            #expect(rules.values.allSatisfy { $0.count < GreedyCover<Trait>.leastThings })
        }
    }

    /// What everything has explains nothing: four in ten are no more than usual where three in ten are.
    @Test func aTraitMustBeRemarkable() {
        let things = (0..<10).map { place in
            GreedyCover<Trait>.Thing(
                money: Money(1),
                traits: [Trait(dimension: 0, value: 0)] + (place < 9 ? [Trait(dimension: 1, value: 0)] : []))
        }
        func traits(of everything: Int) -> [Int] {
            GreedyCover<Trait>(things: things, rank: \.dimension) {
                $0.dimension == 0 ? nil : (part: everything, whole: 10)
            }
            .patterns()[0].traits.map(\.dimension)
        }
        #expect(traits(of: 4) == [0, 1])
        #expect(traits(of: 5) == [0])
    }

    /// Of rules that say as much as one another, that of the first thing comes first: two runs say the same.
    @Test func equalsComeInTheOrderOfTheThings() {
        let rules = (0..<40).map { Trait(dimension: 0, value: $0) }
        for money in [Money.zero, Money(1)] {
            let things = rules.flatMap { rule in
                Array(repeating: GreedyCover<Trait>.Thing(money: money, traits: [rule]), count: 5)
            }
            #expect(cover(things).patterns().map(\.traits) == rules.map { [$0] })
        }
    }
}
