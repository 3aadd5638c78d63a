internal import Reconciliation

/// What the pages of one report are made from, and where they are.
struct PageFacts {
    let outcome: Outcome
    /// Every rule that ran, in the order of the report.
    let catalogue: [RuleDescription]
    let run: RunFacts
    /// Of all findings.
    let breakdown: Breakdown
    /// Those that count: without the accepted ones.
    let openFindings: [Finding]
    let open: Breakdown
    /// How many findings of a rule are accepted.
    let acceptedByRule: [RuleID: Int]
    /// What several findings that count have come of, the most money first.
    let sharedCauses: [Cause]
    let addresses: FindingAddresses
    let subjects: SubjectPages
    let scripts: RepairScriptPaths

    init(
        outcome: Outcome, catalogue: [RuleDescription], run: RunFacts, scripts: RepairScriptPaths = .none
    ) {
        self.outcome = outcome
        self.catalogue = catalogue
        self.run = run
        self.scripts = scripts
        subjects = SubjectPages(outcome.details)
        breakdown = Breakdown(outcome.findings, believable: outcome.mostBelievable)
        openFindings = run.accepted.open(outcome.findings)
        open = run.accepted.entries.isEmpty ? breakdown : Breakdown(openFindings, believable: outcome.mostBelievable)
        acceptedByRule = Dictionary(run.accepted.accepted(outcome.findings).map { ($0.rule, 1) }, uniquingKeysWith: +)
        sharedCauses = Self.shared(outcome, run.accepted)
        addresses = FindingAddresses(outcome.findings)
    }

    private static func shared(_ outcome: Outcome, _ accepted: AcceptedFindings) -> [Cause] {
        guard !accepted.entries.isEmpty else { return outcome.causes.filter(\.isShared) }
        let open = outcome.causes.compactMap { $0.counting(outcome.findings) { accepted.acceptance(of: $0) == nil } }
        return open.filter(\.isShared).sorted { one, other in
            one.impact == other.impact ? one.findings[0] < other.findings[0] : one.impact > other.impact
        }
    }
}
