internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension CausesPage {
    init(_ facts: PageFacts) {
        let (outcome, run) = (facts.outcome, facts.run)
        let shared = facts.sharedCauses
        let cut = shared.count > Self.limit ? " The \(Self.limit) with the most money are here." : ""
        self.init(
            title: "Causes", asOf: outcome.asOf.description, runID: run.runID, toolVersion: run.toolVersion,
            note: Words.causes(facts) + cut,
            causes: shared.prefix(Self.limit).map { CauseCard($0, facts, findings: Self.findingsLimit) })
    }
}

extension LeadingCauses {
    /// Nil when every finding is a cause of its own.
    init?(_ facts: PageFacts) {
        let leading = facts.sharedCauses.prefix(Self.limit)
        guard !leading.isEmpty else { return nil }
        self.init(causes: leading.map { CauseCard($0, facts, findings: 0) }, note: Words.causes(facts))
    }
}

private extension CauseCard {
    /// - Parameter limit: How many of the findings are shown; none for the front page.
    init(_ cause: Cause, _ facts: PageFacts, findings limit: Int) {
        let findings = cause.findings.map { facts.outcome.findings[$0] }
        self.init(
            id: findings[0].id.description, title: cause.title, subject: cause.subject.isEmpty ? [] : [cause.subject],
            story: cause.story.isEmpty ? [] : [cause.story], severity: cause.severity.rawValue,
            count: String(findings.count), impact: cause.impact.formatted,
            findings: findings.prefix(limit).map { CauseFinding($0, facts.addresses) },
            more: findings.count > limit && limit > 0
                ? ["And \(findings.count - limit) more: they are on the pages of their rules and in findings.csv."]
                : [])
    }
}

private extension CauseFinding {
    init(_ finding: Finding, _ addresses: FindingAddresses) {
        self.init(
            address: addresses.address(of: finding.id).map { [$0] } ?? [], rule: finding.rule.description,
            severity: finding.severity.rawValue, key: finding.key.description, impact: finding.impact.formatted,
            explanation: finding.explanation)
    }
}

private extension Words {
    /// `30 of 57 findings share 9 causes; each of the others is one of its own.`
    static func causes(_ facts: PageFacts) -> String {
        let (shared, all) = (facts.sharedCauses, facts.open.total.count)
        let findings = shared.reduce(0) { $0 + $1.findings.count }
        let others = findings == all ? "." : "; each of the others is one of its own."
        return "\(findings) of \(count(all, "finding")) share \(count(shared.count, "cause"))" + others
    }
}
