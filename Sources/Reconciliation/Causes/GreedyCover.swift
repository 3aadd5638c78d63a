internal import FinancialMath

/// Covers many things by what they have in common: what explains the most money in the fewest words comes first.
///
/// A thing has money and traits. Again and again the one trait that has the most money of what is left is taken, and
/// then made narrower by a further trait as long as that keeps nine tenths of the money: each word has to earn its
/// place. A trait counts only where it is remarkable, at least twice as frequent as among everything there is: in a shop
/// with one host it says nothing that the host is the same. What has been covered is gone, and the next trait is taken.
struct GreedyCover<Trait: Hashable> {
    struct Thing {
        let money: Money
        /// None twice; the order is that in which they are tried.
        let traits: [Trait]
    }

    /// What some things have in common.
    struct Pattern {
        let traits: [Trait]
        /// Their places, ascending.
        let things: [Int]
        /// What most of them have in common besides.
        var mostly: Trait?
    }

    /// Fewer things have something in common by accident.
    static var leastThings: Int { 5 }
    /// Where nothing but a place or a time is in common, it takes more of them, and four times as many as usual.
    static var leastTogether: Int { 10 }
    /// More words say less.
    static var mostTraits: Int { 3 }

    let things: [Thing]
    /// Which of several traits with the same money is taken, the lowest first.
    let rank: (Trait) -> Int
    /// How many there are of everything, and how many of those have a trait; nil for a trait that is always remarkable.
    let frequency: (Trait) -> (part: Int, whole: Int)?

    /// In the order in which they were taken.
    func patterns() -> [Pattern] {
        var left = Set(things.indices)
        var members: [Trait: [Int]] = [:]
        for (place, thing) in things.enumerated() {
            for trait in thing.traits { members[trait, default: []].append(place) }
        }
        members = members.filter { $0.value.count >= Self.leastThings }
        var sums = members.mapValues { sum($0) }
        var patterns: [Pattern] = []
        while let first = best(sums, of: left.count) {
            let all = members[first, default: []].filter(left.contains)
            var pattern = narrowed(Pattern(traits: [first], things: all))
            pattern.mostly = next(pattern, keeping: 1, of: 2)
            patterns.append(pattern)
            for place in pattern.things {
                left.remove(place)
                for trait in things[place].traits { sums[trait]?.remove(things[place].money) }
            }
            sums = sums.filter { $0.value.count >= Self.leastThings }
        }
        return patterns
    }
}

private extension GreedyCover {
    struct Sum {
        var count = 0
        var money = Money.zero
        /// The place of the first thing: of several traits of one rank that say as much, that of the first thing is taken.
        private(set) var first = Int.max

        mutating func add(_ amount: Money, at place: Int) {
            count += 1
            money = money + amount
            first = min(first, place)
        }

        mutating func remove(_ amount: Money) {
            count -= 1
            money = money - amount
        }
    }

    func sum(_ places: [Int]) -> Sum { places.reduce(into: Sum()) { $0.add(things[$1].money, at: $1) } }

    /// The remarkable trait with the most money, or where there is none with the most things.
    func best(_ sums: [Trait: Sum], of count: Int) -> Trait? {
        sums.filter { trait, sum in
            frequency(trait) == nil
                || sum.count >= Self.leastTogether && isRemarkable(trait, sum.count, times: 4, of: count)
        }.max { one, other in
            if one.value.money != other.value.money { return one.value.money < other.value.money }
            if one.value.count != other.value.count { return one.value.count < other.value.count }
            return (rank(one.key), one.value.first) > (rank(other.key), other.value.first)
        }?.key
    }

    func isRemarkable(_ trait: Trait, _ count: Int, times: Int = 2, of all: Int) -> Bool {
        guard let frequency = frequency(trait) else { return true }
        let (usual, isTooMuch) = (times * all).multipliedReportingOverflow(by: frequency.part)
        let (here, _) = count.multipliedReportingOverflow(by: frequency.whole)
        return !isTooMuch && here >= usual
    }

    func narrowed(_ pattern: Pattern) -> Pattern {
        guard pattern.traits.count < Self.mostTraits, let next = next(pattern, keeping: 9, of: 10) else {
            return pattern
        }
        return narrowed(
            Pattern(
                traits: pattern.traits + [next], things: pattern.things.filter { things[$0].traits.contains(next) }))
    }

    /// A further remarkable trait with a share of a pattern's money, or where there is none of its things.
    func next(_ pattern: Pattern, keeping part: Int, of whole: Int) -> Trait? {
        var sums: [Trait: Sum] = [:]
        for place in pattern.things {
            for trait in things[place].traits where !pattern.traits.contains(trait) {
                sums[trait, default: Sum()].add(things[place].money, at: place)
            }
        }
        let all = sum(pattern.things)
        let kept = sums.filter { trait, sum in
            sum.count >= Self.leastThings && isShare(part, whole, sum, of: all)
                && isRemarkable(trait, sum.count, of: all.count)
        }
        return kept.min { one, other in
            let (left, right) = (rank(one.key), rank(other.key))
            guard left == right else { return left < right }
            if one.value.money != other.value.money { return one.value.money > other.value.money }
            return one.value.first < other.value.first
        }?.key
    }

    func isShare(_ part: Int, _ whole: Int, _ sum: Sum, of all: Sum) -> Bool {
        guard !all.money.isZero else { return sum.count * whole >= all.count * part }
        return times(whole, sum.money) >= times(part, all.money)
    }

    func times(_ number: Int, _ money: Money) -> Money { (0..<number).reduce(.zero) { sum, _ in sum + money } }
}
