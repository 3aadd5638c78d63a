internal import FinancialMath
internal import LiveShopping

extension CauseFinder {
    typealias Group = (origin: CauseOrigin, places: [Int])

    /// So many causes of a rule that have a reason of their own stay by themselves; more are what happens in mass.
    private static let reasonsOfARule = 5

    /// Puts causes together that have the same in common.
    ///
    /// - Parameter groups: In the order of their first findings, which explain the others.
    func together(_ groups: [Group]) -> [Group] {
        guard groups.count >= GreedyCover<CauseTrait>.leastThings else { return groups }
        let (apart, many) = parted(groups)
        let traits = CauseTraits(ledger)
        let cover = GreedyCover(
            things: many.map { group in
                let root = findings[group.places[0]]
                return GreedyCover<CauseTrait>.Thing(
                    money: money(group), traits: traits.traits(of: root, root.subject.item.flatMap { prices[$0] }))
            },
            rank: \.rank, frequency: traits.frequency)
        let patterns = cover.patterns()
        let covered = Set(patterns.flatMap(\.things))
        let mass = patterns.map { pattern -> Group in
            (
                .mass(pattern.traits, mostly: pattern.mostly),
                pattern.things.flatMap { many[$0].places }.sorted(by: explainsFirst)
            )
        }
        return apart + mass + many.indices.filter { !covered.contains($0) }.map { many[$0] }
    }

    private func parted(_ groups: [Group]) -> (apart: [Group], many: [Group]) {
        var reasons: [RuleID: [Int]] = [:]
        for (place, group) in groups.enumerated() where group.origin.isReason && group.places.count > 1 {
            reasons[findings[group.places[0]].rule, default: []].append(place)
        }
        var apart: Set<Int> = []
        for places in reasons.values { apart.formUnion(largest(places, of: groups)) }
        let rest = groups.indices.filter { !apart.contains($0) }
        return (apart.sorted().map { groups[$0] }, rest.map { groups[$0] })
    }

    /// Those with the most money.
    private func largest(_ places: [Int], of groups: [Group]) -> ArraySlice<Int> {
        let sums = Dictionary(uniqueKeysWithValues: places.map { ($0, money(groups[$0])) })
        let sorted = places.sorted { one, other in
            let (left, right) = (sums[one] ?? .zero, sums[other] ?? .zero)
            return left == right ? one < other : left > right
        }
        return sorted.prefix(Self.reasonsOfARule)
    }

    private func money(_ group: Group) -> Money { group.places.reduce(.zero) { $0 + findings[$1].impact } }
}

private extension CauseOrigin {
    /// It says why, and not only where.
    var isReason: Bool {
        switch self {
        case .margin, .uselessMargin, .noMargin, .pricingProfile, .cost, .host, .missing, .room: true
        case .session, .order, .item, .client, .batch, .mass, .finding: false
        }
    }
}
