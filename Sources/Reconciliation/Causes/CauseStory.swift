/// What the findings of a cause have in common, told from the findings alone.
struct CauseStory {
    /// In the order of the outcome.
    let findings: [Finding]
    /// More rules make no sentence.
    private static let rulesLimit = 6

    /// How much of what there is; empty for one finding, which tells its own story.
    func text(_ origin: CauseOrigin, _ places: [Int]) -> String {
        guard places.count > 1 else { return "" }
        return [composition(places), spread(places), movedOn(origin, places)].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

private extension CauseStory {
    /// `1 conversion.open-session, 3 line.price.`
    func composition(_ places: [Int]) -> String {
        let counts = places.reduce(into: [RuleID: Int]()) { $0[findings[$1].rule, default: 0] += 1 }
        let rules = counts.keys.sorted { Catalogue.rank(of: $0) < Catalogue.rank(of: $1) }
        let rest = rules.count - Self.rulesLimit
        return rules.prefix(Self.rulesLimit).map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
            + (rest > 0 ? ", and findings of \(counted(rest, "other rule"))." : ".")
    }

    func spread(_ places: [Int]) -> String {
        let sessions = Set(places.compactMap { findings[$0].subject.session }).count
        let clients = Set(places.compactMap { findings[$0].subject.client }).count
        guard sessions > 1 else { return "" }
        return "In \(counted(sessions, "session")) of \(counted(clients, "client"))."
    }

    func movedOn(_ origin: CauseOrigin, _ places: [Int]) -> String {
        guard case .margin = origin else { return "" }
        let count = places.count { findings[$0].severity == .notice }
        guard count > 0 else { return "" }
        let part = count == places.count ? "all of them" : "\(count) of them"
        return "In \(part) the cost or the margin was changed after the item was priced."
    }
}
