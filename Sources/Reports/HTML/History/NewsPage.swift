internal import FinancialMath
internal import LiveShopping
internal import Mustache
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
    let new: [NewRow]
    /// A sentence when some are left out; empty otherwise.
    let moreNew: [String]
    let hasSettled: Bool
    let settled: [SettledRow]
    let moreSettled: [String]

    static let path = "new.html"
    /// More of each are in history.csv alone.
    static let limit = 1_000

    /// A new finding; it answers the template by itself, because there may be many.
    struct NewRow: MustacheParent {
        /// Where it is told in full, from the report's root; none, or one.
        let address: [String]
        let key: String
        let rule: String
        let severity: String
        let client: [SubjectLink]
        let impact: String
        let repair: String
        /// That it came back, or comes from repairs.
        let notes: [String]
        let explanation: String

        func child(named name: String) -> Any? {
            switch name {
            case "address": address
            case "key": key
            case "rule": rule
            case "severity": severity
            case "client": client
            case "impact": impact
            case "repair": repair
            case "notes": notes
            case "explanation": explanation
            default: nil
            }
        }
    }

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
        new: [
            NewRow(
                address: [""], key: "", rule: "", severity: "", client: [PageSamples.link], impact: "", repair: "",
                notes: [""], explanation: "")
        ],
        moreNew: [""], hasSettled: true,
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
            hasNew: !new.isEmpty, new: new.largest(Self.limit).map { NewRow($0, facts) },
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

private extension NewsPage.NewRow {
    init(_ finding: Finding, _ facts: PageFacts) {
        self.init(
            address: facts.addresses.address(of: finding.id).map { [$0] } ?? [], key: finding.key.words,
            rule: finding.rule.description, severity: finding.severity.rawValue,
            client: SubjectLink.client(finding.subject, facts.subjects), impact: finding.impact.figure,
            repair: finding.repair.rawValue, notes: facts.run.history.age(of: finding).notes,
            explanation: finding.explanation.prose)
    }
}

private extension NewsPage.SettledRow {
    init(_ finding: History.Settled) {
        self.init(
            id: finding.id, key: finding.key, rule: finding.rule, severity: finding.severity.rawValue,
            since: finding.firstSeen.day, impact: finding.impact.figure)
    }
}
