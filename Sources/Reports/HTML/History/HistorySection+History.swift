internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension HistorySection {
    init(_ facts: PageFacts) {
        let (outcome, history) = (facts.outcome, facts.run.history)
        let night = History.Night(run: facts.run.runID, asOf: outcome.asOf, sums: facts.open.bySeverity)
        let nights = history.nights + [night]
        let hasTrend = nights.count > 1
        self.init(
            comparison: facts.news?.sentence ?? "There is no earlier run of this database here to compare with.",
            list: facts.news.map { _ in [NewsPage.path] } ?? [],
            hasPrevious: history.previous != nil,
            changes: [
                ChangeRow("New", facts.sums.new), ChangeRow("As before", facts.sums.open),
                ChangeRow("Settled", facts.sums.settled),
            ],
            trend: hasTrend ? [TrendChart(nights, .findings), TrendChart(nights, .money)] : [], hasTrend: hasTrend,
            nights: hasTrend ? nights.reversed().map(NightRow.init) : [],
            hasSkipped: !history.skipped.isEmpty,
            skipped: history.skipped.map { SkippedRow(run: $0.run, reason: $0.reason) })
    }
}

private extension HistorySection.ChangeRow {
    init(_ state: String, _ sum: Breakdown.Sum) {
        self.init(state: state, count: sum.count.counted, impact: sum.impact.figure)
    }
}

private extension HistorySection.NightRow {
    init(_ night: History.Night) {
        func count(_ severity: Severity) -> String { String(night.sums[severity]?.count ?? 0) }
        let total = night.sums.values.reduce(Breakdown.Sum(), +)
        self.init(
            run: night.run, critical: count(.critical), error: count(.error), warning: count(.warning),
            notice: count(.notice), total: total.count.counted, impact: total.impact.figure)
    }
}
