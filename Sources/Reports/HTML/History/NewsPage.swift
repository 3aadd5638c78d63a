internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What new.html shows: the findings that the run before did not have, and those that only it had.
struct NewsPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    /// In one sentence.
    let sentence: String
    let hasNew: Bool
    let new: [FindingListRow]
    /// A sentence when some are left out; empty otherwise.
    let moreNew: [String]
    let hasSettled: Bool
    let settled: [SettledRow]
    let moreSettled: [String]

    static let path = "new.html"
    /// More of each are in history.csv alone.
    static let limit = 1_000

    struct SettledRow {
        let id: String
        let key: String
        let rule: String
        let severity: String
        let since: String
        let impact: String
    }

    static let sample = NewsPage(
        title: "", asOf: "", runID: "", toolVersion: "", sentence: "", hasNew: true,
        new: [PageSamples.listed], moreNew: [""], hasSettled: true,
        settled: [SettledRow(id: "", key: "", rule: "", severity: "", since: "", impact: "")], moreSettled: [""])
}

extension NewsPage {
    /// Nil where there is no earlier run to compare with.
    init?(_ facts: PageFacts) {
        let (outcome, history) = (facts.outcome, facts.run.history)
        guard let previous = history.previous else { return nil }
        let new = facts.openFindings.filter(history.isNew)
        let settled = history.settled.sorted { $0.impact > $1.impact }
        self.init(
            title: "New since \(history.name(of: previous.asOf))", asOf: outcome.asOf.moment,
            runID: facts.run.runID, toolVersion: facts.run.toolVersion, sentence: facts.news?.sentence ?? "",
            hasNew: !new.isEmpty, new: new.largest(Self.limit).map { FindingListRow($0, facts) },
            moreNew: Self.more(new.count, "new"), hasSettled: !settled.isEmpty,
            settled: settled.prefix(Self.limit).map(SettledRow.init), moreSettled: Self.more(settled.count, "settled"))
    }

    private static func more(_ count: Int, _ state: String) -> [String] {
        count > limit
            ? [
                "The \(limit.counted) largest of \(count.counted) are shown; history.csv lists them all, with the state \(state)."
            ] : []
    }
}

private extension NewsPage.SettledRow {
    init(_ finding: History.Settled) {
        self.init(
            id: finding.id, key: finding.key, rule: finding.rule, severity: finding.severity.rawValue,
            since: finding.firstSeen.day, impact: finding.impact.figure)
    }
}
