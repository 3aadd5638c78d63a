internal import FinancialMath
public import LiveShopping
public import Reconciliation

/// A run in the text format of Prometheus, for node_exporter's textfile collector: what `tieout run --metrics` leaves.
///
/// The file of a run that fails stays that of the last one that did not, so that its age is the alarm.
public struct Metrics: Sendable {
    public let text: String

    /// - Parameter ended: When the run was done.
    public init(_ outcome: Outcome, catalogue: [RuleDescription], _ run: RunFacts, ended: Timestamp) {
        var page = MetricPage()
        page.gauge(
            "last_success_timestamp_seconds", "When the last run that left a report was done.", ended.unixSeconds)
        page.gauge(
            "as_of_timestamp_seconds", "The moment that the last run is as of.", outcome.asOf.unixSeconds)
        if let newest = outcome.newestTime {
            page.gauge(
                "newest_row_timestamp_seconds", "The newest time in any row that was read.", newest.unixSeconds)
        }
        Self.findings(outcome, catalogue, run, &page)
        Self.reading(outcome, run, &page)
        text = page.text
    }

    private static func findings(
        _ outcome: Outcome, _ catalogue: [RuleDescription], _ run: RunFacts, _ page: inout MetricPage
    ) {
        let breakdown = Breakdown(run.accepted.open(outcome.findings), believable: outcome.mostBelievable)
        let rules = catalogue.map { rule in
            (labels: [("rule", rule.id.description), ("severity", rule.severity.rawValue)], id: rule.id)
        }
        page.gauges("findings", "Findings that count, by rule; the severity is the rule's own.") {
            rules.map { ($0.labels, String(breakdown.sum($0.id).count)) }
        }
        page.gauges("at_risk", "Money behind the findings of a rule, in the site's currency.") {
            rules.map { ($0.labels, (breakdown.atRiskByRule[$0.id] ?? .zero).formatted) }
        }
        page.gauges("findings_by_severity", "Findings that count, by the severity that each has.") {
            Severity.allCases.map { ([("severity", $0.rawValue)], String(breakdown.sum($0).count)) }
        }
        page.gauge("at_risk_total", "Money behind all findings that count, counted once.", breakdown.atRisk.formatted)
        page.gauge("accepted_findings", "Findings that are known and accepted.", run.accepted.total.count)
        if run.history.previous != nil {
            let sums = HistorySums(outcome, run.history, run.accepted)
            page.gauge("new_findings", "Findings that the run before did not have.", sums.new.count)
            page.gauge("settled_findings", "Findings of the run before that are no more.", sums.settled.count)
        }
        page.gauge("repairs_withheld", "1 when repair scripts are withheld.", run.withheld.isEmpty ? 0 : 1)
    }

    private static func reading(_ outcome: Outcome, _ run: RunFacts, _ page: inout MetricPage) {
        page.gauges("rows", "Rows that were read, by table.") {
            outcome.totals.map { ([("table", $0.table.name)], String($0.rows)) }
        }
        page.gauge("unreadable_cells", "Cells that could not be used.", outcome.unreadable.count)
        page.gauge(
            "lost_inputs", "Tables and columns that the run before had and this one lacks.", run.history.lost.count)
        page.gauges("step_seconds", "How long a step of the run took.") {
            run.timings.map { timing in
                let parts = timing.duration.components
                let thousandths = parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000
                return ([("step", timing.step)], "\(thousandths / 1_000).\(padded(thousandths % 1_000))")
            }
        }
    }

    private static func padded(_ thousandths: Int64) -> String {
        let digits = String(thousandths)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}

/// Lines of the text format, each metric with its help and its type.
private struct MetricPage {
    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: some CustomStringConvertible) {
        gauges(name, help) { [([], value.description)] }
    }

    mutating func gauges(
        _ name: String, _ help: String, _ values: () -> [(labels: [(String, String)], value: String)]
    ) {
        text += "# HELP tieout_\(name) \(help)\n# TYPE tieout_\(name) gauge\n"
        for (labels, value) in values() {
            let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            text += "tieout_\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
        }
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
