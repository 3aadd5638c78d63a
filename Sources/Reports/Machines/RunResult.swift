internal import FinancialMath
internal import Foundation
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
        let breakdown = Breakdown(open)
        let sums = HistorySums(outcome.findings, run.history, run.accepted)
        document = Document(
            status: status, runID: run.runID, asOf: outcome.asOf.exactDescription,
            verdict: Prose.unmarked(
                Words.verdict(breakdown, accepted: run.accepted.total, unreadable: outcome.unreadable.count)),
            notices: Notices.all(outcome, [], lost: run.history.lost).map(Prose.unmarked),
            previousRun: run.history.previous?.run,
            findings: Count(breakdown.total.count, breakdown.atRisk),
            new: run.history.previous.map { _ in Count(sums.new.count, sums.newAtRisk) },
            asBefore: run.history.previous.map { _ in sums.open.count },
            settled: run.history.previous.map { _ in sums.resolved.count },
            accepted: Count(run.accepted.total.count, run.accepted.total.impact),
            bySeverity: Dictionary(
                uniqueKeysWithValues: Severity.allCases.map { severity in
                    let count = breakdown.sum(severity).count
                    return (severity.rawValue, Count(count, breakdown.atRiskBySeverity[severity] ?? .zero))
                }),
            byRule: Dictionary(
                uniqueKeysWithValues: breakdown.byRule.map { rule, sum in
                    (rule.description, Count(sum.count, breakdown.atRiskByRule[rule] ?? .zero))
                }),
            unreadableCells: outcome.unreadable.count, repairsWithheld: !run.withheld.isEmpty,
            paths: Paths(
                folder: folder, report: "\(folder)/index.html", findings: "\(folder)/findings.csv",
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

private struct Paths: Encodable {
    let folder: String
    let report: String
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
    let notices: [String]
    /// Absent, as are `new`, `asBefore` and `settled`, where there is no run to compare with.
    let previousRun: String?
    /// Those that count: without the accepted ones.
    let findings: Count
    let new: Count?
    let asBefore: Int?
    let settled: Int?
    let accepted: Count
    let bySeverity: [String: Count]
    let byRule: [String: Count]
    let unreadableCells: Int
    let repairsWithheld: Bool
    let paths: Paths
}
