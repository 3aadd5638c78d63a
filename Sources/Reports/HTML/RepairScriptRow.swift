internal import FinancialMath
internal import Reconciliation

/// A repair script in the list of them.
struct RepairScriptRow {
    let path: String
    /// The page of the rule that it repairs.
    let page: String
    let rule: String
    let title: String
    let automatic: String
    let choices: String
    let impact: String
}

extension RepairScriptRow {
    /// The scripts of a run, in the order in which all are applied.
    static func all(_ facts: PageFacts) -> [RepairScriptRow] {
        var proposals: [RuleID: [Proposal]] = [:]
        for proposal in facts.outcome.proposals {
            for rule in Set(proposal.findings.map(\.rule)) { proposals[rule, default: []].append(proposal) }
        }
        let titles = Dictionary(uniqueKeysWithValues: facts.catalogue.map { ($0.id, $0.title) })
        return Catalogue.inRepairOrder(Set(proposals.keys)).compactMap { rule in
            facts.scripts.path(of: rule).map {
                RepairScriptRow(rule, titles[rule] ?? "", proposals[rule] ?? [], path: $0)
            }
        }
    }

    private init(_ rule: RuleID, _ title: String, _ proposals: [Proposal], path: String) {
        let impact = proposals.flatMap(\.findings).filter { $0.rule == rule }.reduce(Money.zero) { $0 + $1.impact }
        self.init(
            path: path, page: "rules/\(rule).html", rule: rule.description, title: title,
            automatic: proposals.count { $0.repair == .automatic }.counted,
            choices: proposals.count { $0.repair != .automatic }.counted, impact: impact.figure)
    }
}
