internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension RulePage {
    /// - Parameter findings: All that the rule found, in the order of the report.
    init(
        _ rule: RuleDescription, findings: [Finding], sum: Breakdown.Sum, asOf: Timestamp, run: RunFacts,
        script: String?, blast: BlastSection?
    ) {
        let isCut = findings.count > Self.limit
        self.init(
            title: rule.title, rule: rule.id.description,
            severity: (findings.map(\.severity).min() ?? rule.severity).rawValue,
            rationale: rule.rationale, remedy: rule.remedy, asOf: asOf.description, runID: run.runID,
            toolVersion: run.toolVersion, count: Words.count(findings.count, "finding"), impact: sum.impact.formatted,
            order: isCut
                ? "The \(Self.limit) with the largest impact of \(findings.count), largest first."
                : "Largest impact first.",
            isCut: isCut, hasRepairs: findings.contains { $0.repair != .manual }, scripts: script.map { [$0] } ?? [],
            blast: blast.map { [$0] } ?? [], findings: findings.largest(Self.limit).map(FindingRow.init))
    }
}

extension FindingRow {
    init(_ finding: Finding) {
        self.init(
            id: finding.id.description, severity: finding.severity.rawValue, key: finding.key.description,
            subject: finding.subject.ids, room: finding.subject.roomCode.map { [$0] } ?? [],
            expected: finding.expected, actual: finding.actual, impact: finding.impact.formatted,
            repair: finding.repair.rawValue, explanation: finding.explanation)
    }
}

private extension Subject {
    /// `session 42, order 9, client 3`.
    var ids: String {
        let named: [(String, Int64?)] = [
            ("session", session?.rawValue), ("order", order?.rawValue), ("client", client?.rawValue),
            ("batch", batch?.rawValue), ("item", item?.rawValue),
        ]
        return named.compactMap { name, id in id.map { "\(name) \($0)" } }.joined(separator: ", ")
    }
}
