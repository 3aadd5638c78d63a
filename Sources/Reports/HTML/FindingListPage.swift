internal import FinancialMath
internal import LiveShopping
internal import Mustache
internal import Reconciliation

/// What rules/index.html shows: the largest findings of all rules in one table, to be filtered and sorted together.
struct FindingListPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    /// How many there are, and whether some are left out.
    let note: String
    let findings: [FindingListRow]
    /// The rules that found something, whose pages have every finding.
    let rules: [RuleLink]

    struct RuleLink {
        let rule: String
        let title: String
        let count: String
    }

    static let limit = 1_000
}

/// A finding in a line; it answers the template by itself, because there are many.
struct FindingListRow: MustacheParent {
    let rule: String
    /// Where it is told in full, from the report's root; none, or one.
    let address: [String]
    let key: String
    let severity: String
    let client: [SubjectLink]
    /// The page that tells most of what it is about; none, or one.
    let about: [Linked]
    let impact: String
    let repair: String
    /// `new`, or the day of the first run that had it.
    let since: String
    /// That it came back, or comes from repairs.
    let notes: [String]
    let explanation: String

    func child(named name: String) -> Any? {
        switch name {
        case "rule": rule
        case "address": address
        case "key": key
        case "severity": severity
        case "client": client
        case "about": about
        case "impact": impact
        case "repair": repair
        case "since": since
        case "notes": notes
        case "explanation": explanation
        default: nil
        }
    }
}

extension FindingListPage {
    init(_ facts: PageFacts) {
        let all = facts.outcome.findings
        let isCut = all.count > Self.limit
        self.init(
            title: "Findings", asOf: facts.outcome.asOf.moment, runID: facts.run.runID,
            toolVersion: facts.run.toolVersion,
            note: isCut
                ? "The \(Self.limit.counted) with the largest impact of \(all.count.counted) findings, the largest first."
                : "\(Words.counted(all.count, "finding")), the largest first.",
            findings: all.largest(Self.limit).map { FindingListRow($0, facts) },
            rules: facts.catalogue.compactMap { rule in
                let count = facts.breakdown.sum(rule.id).count
                guard count > 0 else { return nil }
                return RuleLink(rule: rule.id.description, title: rule.title, count: count.counted)
            })
    }
}

extension FindingListRow {
    init(_ finding: Finding, _ facts: PageFacts) {
        let age = facts.run.history.age(of: finding)
        self.init(
            rule: finding.rule.description, address: facts.addresses.address(of: finding.id).map { [$0] } ?? [],
            key: finding.key.words, severity: finding.severity.rawValue,
            client: SubjectLink.client(finding.subject, facts.subjects),
            about: facts.subjects.page(of: finding.subject).map { [Linked($0.words, $0.address)] } ?? [],
            impact: finding.impact.figure, repair: finding.repair.rawValue, since: age.since, notes: age.notes,
            explanation: finding.explanation.prose)
    }
}
