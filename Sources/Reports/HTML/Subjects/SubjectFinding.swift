internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A finding on the page of a subject: in full, with the repair that is proposed.
struct SubjectFinding {
    let id: String
    let severity: String
    let rule: String
    let title: String
    /// Where the finding stands on the pages of its rule; none when it is in findings.csv alone.
    let address: [String]
    let key: String
    let expected: String
    let actual: String
    let impact: String
    let explanation: String
    /// Since when it is open, and that it came back; none where there is nothing to compare with.
    let age: [String]
    /// What `repair` means for it.
    let repair: String
    let ways: [Way]
    /// The script that has the repair; none, or one.
    let script: [String]

    /// One way to repair.
    struct Way {
        /// `A:`, as the repair script names it, where there are several to choose from; else empty.
        let letter: String
        let title: String
        let consequence: String
    }
}

/// The findings of every subject that has a page, with their repairs: each looked up once for all pages.
struct SubjectFindings {
    /// More make a page that nobody reads to its end.
    static let limit = 500

    let links: SubjectPages
    private let facts: PageFacts
    private let titles: [RuleID: String]
    /// Where the proposal that settles a finding is among the proposals.
    private let proposals: [FindingID: Int]
    private let sessions: [SessionID: [Finding]]
    private let clients: [ClientID: [Finding]]
    private let batches: [BatchID: [Finding]]

    init(_ facts: PageFacts) {
        self.facts = facts
        links = facts.subjects
        titles = Dictionary(facts.catalogue.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        sessions = Self.grouped(facts, by: \.session, facts.subjects.sessions)
        clients = Self.grouped(facts, by: \.client, facts.subjects.clients)
        batches = Self.grouped(facts, by: \.batch, facts.subjects.batches)
        proposals = facts.outcome.proposals.enumerated().reduce(into: [:]) { places, proposal in
            for settled in proposal.element.findings { places[settled.id] = proposal.offset }
        }
    }

    private static func grouped<Entity>(
        _ facts: PageFacts, by subject: KeyPath<Subject, ID<Entity>?>, _ wanted: Set<ID<Entity>>
    ) -> [ID<Entity>: [Finding]] {
        facts.outcome.findings.reduce(into: [:]) { groups, finding in
            guard let id = finding.subject[keyPath: subject], wanted.contains(id) else { return }
            groups[id, default: []].append(finding)
        }
    }

    func list(of session: SessionID) -> FindingList { list(sessions[session] ?? []) }
    func list(of client: ClientID) -> FindingList { list(clients[client] ?? []) }
    func list(of batch: BatchID) -> FindingList { list(batches[batch] ?? []) }

    /// How many there are and what they come to, without writing them out.
    func sum(of session: SessionID) -> FindingSum { FindingSum(sessions[session] ?? [], facts.run.history) }
    func sum(of client: ClientID) -> FindingSum { FindingSum(clients[client] ?? [], facts.run.history) }
    func sum(of batch: BatchID) -> FindingSum { FindingSum(batches[batch] ?? [], facts.run.history) }

    private func list(_ findings: [Finding]) -> FindingList {
        let breakdown = Breakdown(findings)
        let rest = findings.count - Self.limit
        return FindingList(
            verdict: [Words.verdict(breakdown, unreadable: 0), news(findings) ?? ""].filter { !$0.isEmpty }
                .joined(separator: " "), state: breakdown.worstSeverity?.rawValue ?? "clean",
            rows: findings.prefix(Self.limit).map(row),
            rest: rest > 0 ? ["\(Words.counted(rest, "more finding")) about it: all are in findings.csv."] : [])
    }

    private func news(_ findings: [Finding]) -> String? {
        let history = facts.run.history
        return findings.isEmpty ? nil : history.sentence(new: findings.count(where: history.isNew))
    }

    private func row(_ finding: Finding) -> SubjectFinding {
        let proposal = proposals[finding.id].map { facts.outcome.proposals[$0] }
        return SubjectFinding(
            id: finding.id.description, severity: finding.severity.rawValue, rule: finding.rule.description,
            title: titles[finding.rule] ?? "", address: facts.addresses.address(of: finding.id).map { [$0] } ?? [],
            key: finding.key.words, expected: finding.expectedWords, actual: finding.actualWords,
            impact: finding.impact.figure, explanation: finding.explanation.prose,
            age: [facts.run.history.sentence(on: finding)].filter { !$0.isEmpty }, repair: finding.repair.meaning,
            ways: proposal.map(SubjectFinding.Way.all) ?? [],
            script: proposal.flatMap { _ in facts.scripts.path(of: finding.rule) }.map { [$0] } ?? [])
    }
}

/// A subject's findings, in the order of the report, and what they come to.
struct FindingList {
    let verdict: String
    /// By which the verdict is coloured.
    let state: String
    let rows: [SubjectFinding]
    /// How many are left out; none, or one sentence.
    let rest: [String]
}

/// What a subject's findings come to.
struct FindingSum {
    let count: Int
    /// How many of them the run before did not have.
    let new: Int
    let money: Money
    let impact: String
    /// The worst; none without findings.
    let severity: [String]

    init(_ findings: [Finding], _ history: History) {
        let breakdown = Breakdown(findings)
        count = breakdown.total.count
        new = findings.count(where: history.isNew)
        money = breakdown.total.impact
        impact = money.figure
        severity = breakdown.worstSeverity.map { [$0.rawValue] } ?? []
    }
}

private extension SubjectFinding.Way {
    static func all(of proposal: Proposal) -> [Self] {
        let isChoice = proposal.alternatives.count > 1
        return proposal.offered.enumerated().map { place, alternative in
            Self(
                letter: isChoice ? Proposal.letter(place) + ":" : "", title: alternative.title.prose,
                consequence: alternative.consequence.prose)
        }
    }
}

private extension RepairClass {
    var meaning: String {
        switch self {
        case .automatic: "Automatic: right whatever a person would decide."
        case .choice: "A choice: someone has to pick."
        case .manual: "Manual: for a person to look at."
        }
    }
}
