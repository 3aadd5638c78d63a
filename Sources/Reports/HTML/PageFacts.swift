internal import Reconciliation

/// What the pages of one report are made from, and where they are: one value, which every row of every page asks.
final class PageFacts: Sendable {
    let outcome: Outcome
    /// Every rule that ran, in the order of the report.
    let catalogue: [RuleDescription]
    /// What is wrong, as the rules say it.
    let titles: [RuleID: String]
    let run: RunFacts
    /// Of all findings.
    let breakdown: Breakdown
    /// Those that count: without the accepted ones.
    let openFindings: [Finding]
    let open: Breakdown
    /// What is new, as before and settled.
    let sums: HistorySums
    /// What is new in one sentence; nil where there is nothing to compare with.
    let news: News?
    /// How many findings of a rule are new and count.
    let newByRule: [RuleID: Int]
    /// How many findings of a rule are accepted.
    let acceptedByRule: [RuleID: Int]
    /// The root causes of the findings that count, the most money first.
    let causes: [Cause]
    let addresses: FindingAddresses
    let subjects: SubjectPages
    let scripts: RepairScriptPaths
    /// Where the proposal that settles a finding is among the proposals.
    private let proposals: [FindingID: Int]

    init(
        outcome: Outcome, catalogue: [RuleDescription], run: RunFacts, scripts: RepairScriptPaths = .none
    ) {
        self.outcome = outcome
        self.catalogue = catalogue
        titles = Dictionary(catalogue.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        self.run = run
        self.scripts = scripts
        subjects = SubjectPages(outcome.details)
        breakdown = Breakdown(outcome.findings, believable: outcome.mostBelievable)
        openFindings = run.accepted.open(outcome.findings)
        open = run.accepted.entries.isEmpty ? breakdown : Breakdown(openFindings, believable: outcome.mostBelievable)
        sums = HistorySums(outcome, run.history, run.accepted)
        news = sums.news(run.history)
        newByRule = Dictionary(openFindings.filter(run.history.isNew).map { ($0.rule, 1) }, uniquingKeysWith: +)
        acceptedByRule = Dictionary(run.accepted.accepted(outcome.findings).map { ($0.rule, 1) }, uniquingKeysWith: +)
        causes = Self.causes(outcome, run.accepted)
        addresses = FindingAddresses(outcome.findings, believable: outcome.mostBelievable)
        proposals = outcome.proposals.enumerated().reduce(into: [:]) { places, proposal in
            for settled in proposal.element.findings { places[settled.id] = proposal.offset }
        }
    }

    private static func causes(_ outcome: Outcome, _ accepted: AcceptedFindings) -> [Cause] {
        guard !accepted.entries.isEmpty else { return outcome.causes }
        let open = outcome.causes.compactMap { $0.counting(outcome.findings) { accepted.acceptance(of: $0) == nil } }
        return open.sorted { one, other in
            one.impact == other.impact ? one.findings[0] < other.findings[0] : one.impact > other.impact
        }
    }
}

extension PageFacts {
    /// The causes that several findings share.
    var sharedCauses: [Cause] { causes.filter(\.isShared) }

    /// What the pages say of the run.
    var head: RunHead { RunHead(asOf: outcome.asOf, run: run) }

    /// What settles a finding.
    func proposal(for finding: Finding) -> Proposal? { proposals[finding.id].map { outcome.proposals[$0] } }

    func rows(_ findings: some Sequence<Finding>) -> [FindingRow] { findings.map { FindingRow($0, self) } }

    /// The rules that found something, in the order of the catalogue.
    var foundRules: [RuleRow] {
        catalogue.filter { breakdown.sum($0.id).count > 0 }.map { RuleRow(rule: $0, facts: self) }
    }
}
