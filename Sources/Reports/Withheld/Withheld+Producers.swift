public import LiveShopping
public import Reconciliation

extension Withheld {
    /// Everything that makes a run's repairs doubtful: too much of it at once, rules that fire on too much, inputs that
    /// went away, and tables of another server, which would keep what a dry run rolls back.
    ///
    /// - Parameters:
    ///   - limit: Up to which share of the sessions, or of the money, repairs are believed.
    ///   - lost: The inputs that the run before had and this one lacks.
    ///   - foreign: The tables that belong to another server.
    public init(_ outcome: Outcome, limit: ShareLimit, lost: [SchemaPart] = [], foreign: Set<Table> = []) {
        self.init(outcome, limit: limit)
        for doubt in outcome.doubts { rules[doubt.rule, default: []].append("\(doubt.words); \(doubt.advice)") }
        for rule in Catalogue.descriptions {
            let missing = lost.filter { Self.concerns($0, rule) }
            guard !missing.isEmpty else { continue }
            let names = missing.map(\.name).joined(separator: ", ")
            rules[rule.id, default: []].append("it rests on \(names), which the run before had and this one lacks")
        }
        let proposals = outcome.proposals + outcome.stakes.followers
        for (rule, tables) in Self.foreignTargets(proposals, foreign) {
            let names = tables.map(\.name).sorted().joined(separator: ", ")
            rules[rule, default: []].append(
                "\(names) belongs to another server, which would keep what a dry run rolls back")
        }
        let repaired = Set(proposals.flatMap { $0.findings.map(\.rule) })
        rules = rules.filter { repaired.contains($0.key) }
    }

    /// A table that went away takes its columns along.
    private static func concerns(_ lost: SchemaPart, _ rule: RuleDescription) -> Bool {
        rule.inputs.contains { $0 == lost || (lost.column == nil && $0.table == lost.table) }
    }

    private static func foreignTargets(_ proposals: [Proposal], _ foreign: Set<Table>) -> [RuleID: Set<Table>] {
        guard !foreign.isEmpty else { return [:] }
        var targets: [RuleID: Set<Table>] = [:]
        for proposal in proposals {
            let tables = Set(proposal.alternatives.flatMap(\.changes).map(\.table)).intersection(foreign)
            guard !tables.isEmpty else { continue }
            for rule in proposal.findings.map(\.rule) { targets[rule, default: []].formUnion(tables) }
        }
        return targets
    }
}

private extension Change {
    var table: Table {
        switch self {
        case .set(let row, _, _, _), .add(let row, _, _), .delete(let row): row.table
        case .insertLine: .orderLines
        }
    }
}
