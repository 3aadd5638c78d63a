internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
public import Reconciliation

/// What a run came to, for other programs: what `tieout run --json` leaves.
///
/// `version` is 1. What is added keeps it; what is taken away, or changes its meaning, makes it 2.
public struct RunResult: Sendable {
    private let document: Document

    /// - Parameters:
    ///   - status: What the program will end with.
    ///   - folder: Where the report was published.
    public init(_ outcome: Outcome, _ run: RunFacts, status: Int32, folder: String) {
        let open = run.accepted.open(outcome.findings)
        let limit = outcome.mostBelievable
        let breakdown = Breakdown(open, believable: limit)
        let new = run.history.previous.map { _ in Breakdown(open.filter(run.history.isNew), believable: limit) }
        let sums = HistorySums(outcome, run.history, run.accepted)
        document = Document(
            status: status, runID: run.runID, asOf: outcome.asOf.exactDescription,
            verdict: Prose.unmarked(
                Words.verdict(breakdown, accepted: run.accepted.total, unreadable: outcome.unreadable.count)),
            news: (sums.news(run.history)?.sentence).map(Prose.unmarked),
            notices: Notices.all(outcome, open, lost: run.history.lost).map(Prose.unmarked),
            previousRun: run.history.previous?.run,
            findings: Count(breakdown.total.count, breakdown.atRisk),
            new: new.map { Count($0.total.count, $0.atRisk) },
            cameBack: new.map { _ in sums.cameBack },
            asBefore: new.map { _ in sums.open.count },
            settled: new.map { _ in sums.settled.count },
            accepted: Count(run.accepted.total.count, run.accepted.total.impact),
            bySeverity: breakdown.counted(Severity.allCases), byRule: breakdown.countedRules,
            newBySeverity: new?.counted(Severity.allCases), newByRule: new?.countedRules,
            unreadableCells: outcome.unreadable.count, repairsWithheld: !run.withheld.isEmpty,
            paths: Paths(
                folder: folder, report: "\(folder)/index.html",
                new: new.map { _ in "\(folder)/\(NewsPage.path)" }, findings: "\(folder)/findings.csv",
                manifest: "\(folder)/\(Manifest.fileName)"))
    }

    /// As JSON, with a newline at its end.
    public var json: String { JSONText.of(document) + "\n" }
}

private struct Count: Encodable {
    let findings: Int
    /// Money with two places: the largest finding of each session, order, client or batch counts.
    let atRisk: String

    init(_ findings: Int, _ atRisk: Money) {
        self.findings = findings
        self.atRisk = atRisk.formatted
    }
}

private extension Breakdown {
    func counted(_ severities: [Severity]) -> [String: Count] {
        Dictionary(
            uniqueKeysWithValues: severities.map {
                ($0.rawValue, Count(sum($0).count, atRiskBySeverity[$0] ?? .zero))
            })
    }

    var countedRules: [String: Count] {
        Dictionary(
            uniqueKeysWithValues: byRule.map { rule, sum in
                (rule.description, Count(sum.count, atRiskByRule[rule] ?? .zero))
            })
    }
}

private struct Paths: Encodable {
    let folder: String
    let report: String
    let new: String?
    let findings: String
    let manifest: String
}

private struct Document: Encodable {
    let version = 1
    let status: Int32
    let runID: String
    /// T, exact to the microsecond.
    let asOf: String
    let verdict: String
    /// What is new, in a sentence. Absent, as is all that compares with the run before, where there is none.
    let news: String?
    let notices: [String]
    let previousRun: String?
    /// Those that count: without the accepted ones.
    let findings: Count
    let new: Count?
    /// How many of the new ones had been settled before.
    let cameBack: Int?
    let asBefore: Int?
    let settled: Int?
    let accepted: Count
    let bySeverity: [String: Count]
    let byRule: [String: Count]
    let newBySeverity: [String: Count]?
    let newByRule: [String: Count]?
    let unreadableCells: Int
    let repairsWithheld: Bool
    let paths: Paths
}
