internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension HistorySection {
    init(_ facts: PageFacts) {
        let (outcome, history) = (facts.outcome, facts.run.history)
        let sums = HistorySums(outcome.findings, history, facts.run.accepted)
        let night = History.Night(run: facts.run.runID, asOf: outcome.asOf, sums: facts.open.bySeverity)
        let nights = history.nights + [night]
        let hasTrend = nights.count > 1
        self.init(
            comparison: history.previous == nil
                ? "There is no earlier run of this database here to compare with." : sums.sentence(history),
            hasPrevious: history.previous != nil,
            changes: [
                ChangeRow("New", sums.new), ChangeRow("As before", sums.open), ChangeRow("Resolved", sums.resolved),
            ],
            trend: hasTrend ? [TrendChart(nights, .findings), TrendChart(nights, .money)] : [], hasTrend: hasTrend,
            nights: hasTrend ? nights.reversed().map(NightRow.init) : [],
            hasResolved: !history.resolved.isEmpty,
            resolved: history.resolved.prefix(Self.resolvedLimit).map { ResolvedRow($0, history) },
            resolvedNote: Self.resolvedNote(history.resolved.count),
            hasSkipped: !history.skipped.isEmpty,
            skipped: history.skipped.map { SkippedRow(run: $0.run, reason: $0.reason) })
    }

    private static func resolvedNote(_ count: Int) -> String {
        let sentence = "\(Words.count(count, "finding")) of the run before that this one has not."
        guard count > resolvedLimit else { return sentence }
        return sentence + " The first \(resolvedLimit) are shown; history.csv lists them all."
    }
}

private extension HistorySection.ChangeRow {
    init(_ state: String, _ sum: Breakdown.Sum) {
        self.init(state: state, count: String(sum.count), impact: sum.impact.formatted)
    }
}

private extension HistorySection.NightRow {
    init(_ night: History.Night) {
        func count(_ severity: Severity) -> String { String(night.sums[severity]?.count ?? 0) }
        let total = night.sums.values.reduce(Breakdown.Sum(), +)
        self.init(
            run: night.run, critical: count(.critical), error: count(.error), warning: count(.warning),
            notice: count(.notice), total: String(total.count), impact: total.impact.formatted)
    }
}

private extension HistorySection.ResolvedRow {
    init(_ finding: History.Resolved, _ history: History) {
        let nights = history.nights(since: finding.firstSeen)
        self.init(
            resolvedID: finding.id, rule: finding.rule, severity: finding.severity.rawValue, key: finding.key,
            impact: finding.impact.formatted,
            age: nights < 1 ? "less than a night" : Words.count(nights, "night"))
    }
}
