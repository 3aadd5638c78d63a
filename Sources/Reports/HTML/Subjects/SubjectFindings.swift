internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The findings of every subject that has a page, looked up once for all pages.
struct SubjectFindings {
    /// More make a page that nobody reads to its end.
    static let limit = 500

    private let facts: PageFacts
    private let sessions: [SessionID: [Finding]]
    private let clients: [ClientID: [Finding]]
    private let batches: [BatchID: [Finding]]

    init(_ facts: PageFacts) {
        self.facts = facts
        sessions = Self.grouped(facts, by: \.session, facts.subjects.sessions)
        clients = Self.grouped(facts, by: \.client, facts.subjects.clients)
        batches = Self.grouped(facts, by: \.batch, facts.subjects.batches)
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
            rows: facts.rows(findings.prefix(Self.limit)),
            rest: rest > 0 ? "\(Words.counted(rest, "more finding")) about it: all are in findings.csv." : nil)
    }

    private func news(_ findings: [Finding]) -> String? {
        let history = facts.run.history
        return findings.isEmpty ? nil : history.sentence(new: findings.count(where: history.isNew))
    }
}

/// A subject's findings, in the order of the report, and what they come to.
struct FindingList {
    let verdict: String
    /// By which the verdict is coloured.
    let state: String
    let rows: [FindingRow]
    /// How many are left out, in a sentence.
    let rest: String?

    /// What a page that has such a list shows of it.
    static func tags<Page>(_ list: @escaping @Sendable (Page) -> FindingList) -> [PageTag<Page>] {
        [
            .text("verdict") { list($0).verdict },
            .text("state") { list($0).state },
            .flag("hasFindings") { !list($0).rows.isEmpty },
            .rows("findings") { list($0).rows },
            .maybe("moreFindings") { list($0).rest },
        ]
    }
}

/// What a subject's findings come to.
struct FindingSum {
    let count: Int
    /// How many of them the run before did not have.
    let new: Int
    let money: Money
    /// The worst; nil without findings.
    let severity: Severity?

    init(_ findings: [Finding], _ history: History) {
        let breakdown = Breakdown(findings)
        count = breakdown.total.count
        new = findings.count(where: history.isNew)
        money = breakdown.total.impact
        severity = breakdown.worstSeverity
    }
}
