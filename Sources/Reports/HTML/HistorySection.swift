internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the front page says of the runs before: what is new, what is settled, and how it has gone.
struct HistorySection: TemplateRow {
    let facts: PageFacts
    /// The earlier runs and this one, oldest first.
    private let nights: [History.Night]

    static let tags: [PageTag<Self>] = [
        // In one sentence.
        .text("comparison") {
            $0.facts.news?.sentence ?? "There is no earlier run of this database here to compare with."
        },
        // The page that lists what is new and what is settled.
        .maybe("list") { $0.facts.news.map { _ in NewsPage.path } },
        .flag("hasPrevious") { $0.history.previous != nil },
        .rows("changes", \.changes),
        // Both charts, from the second night on; then the same in figures, latest first.
        .rows("trend") { $0.hasTrend ? [TrendChart($0.nights, .findings), TrendChart($0.nights, .money)] : [] },
        .flag("hasTrend", \.hasTrend),
        .rows("nights") { $0.hasTrend ? $0.nights.reversed().map(NightRow.init) : [] },
        .flag("hasSkipped") { !$0.history.skipped.isEmpty },
        .rows("skipped") { $0.history.skipped.map { SkippedRow(skipped: $0) } },
    ]

    init(_ facts: PageFacts) {
        self.facts = facts
        nights =
            facts.run.history.nights + [
                History.Night(run: facts.run.runID, asOf: facts.outcome.asOf, sums: facts.open.bySeverity)
            ]
    }

    private var history: History { facts.run.history }
    private var hasTrend: Bool { nights.count > 1 }

    private var changes: [Card] {
        [
            Card("New", facts.sums.new), Card("As before", facts.sums.open), Card("Settled", facts.sums.settled),
        ]
    }

    struct NightRow: TemplateRow {
        let night: History.Night

        static let tags: [PageTag<Self>] = [
            .text("run") { $0.night.run },
            .text("critical") { $0.count(.critical) },
            .text("error") { $0.count(.error) },
            .text("warning") { $0.count(.warning) },
            .text("notice") { $0.count(.notice) },
            .text("total") { $0.total.count.counted },
            .text("impact") { $0.total.impact.figure },
        ]

        private func count(_ severity: Severity) -> String { String(night.sums[severity]?.count ?? 0) }
        private var total: Breakdown.Sum { night.sums.values.reduce(Breakdown.Sum(), +) }
    }

    struct SkippedRow: TemplateRow {
        let skipped: History.Skipped

        static let tags: [PageTag<Self>] = [.text("run") { $0.skipped.run }, .text("reason") { $0.skipped.reason }]
    }
}

/// What new.html shows: the findings that the run before did not have, and those that only it had.
struct NewsPage: TemplatePage {
    static let template = "new"
    static let path = "new.html"
    /// More of each are in history.csv alone.
    static let limit = 1_000

    let facts: PageFacts
    private let previous: History.Previous
    private let new: [Finding]
    /// The most money first.
    private let settled: [History.Settled]

    static let tags: [PageTag<Self>] = [
        .text("title") { "New since \($0.facts.run.history.name(of: $0.previous.asOf))" },
        .text("sentence") { $0.facts.news?.sentence ?? "" },
        .flag("hasNew") { !$0.new.isEmpty },
        .rows("new") { $0.facts.rows($0.new.largest(limit)) },
        // A sentence when some are left out.
        .maybe("moreNew") { more($0.new.count, "new") },
        .flag("hasSettled") { !$0.settled.isEmpty },
        .rows("settled") { $0.settled.prefix(limit).map { SettledRow(finding: $0) } },
        .maybe("moreSettled") { more($0.settled.count, "settled") },
    ]

    /// Nil where there is no earlier run to compare with.
    init?(_ facts: PageFacts) {
        guard let previous = facts.run.history.previous else { return nil }
        self.facts = facts
        self.previous = previous
        new = facts.openFindings.filter(facts.run.history.isNew)
        settled = facts.run.history.settled.sorted { $0.impact > $1.impact }
    }

    private static func more(_ count: Int, _ state: String) -> String? {
        guard count > limit else { return nil }
        return "The \(limit.counted) largest of \(count.counted) are shown; history.csv lists them all, with the state "
            + "\(state)."
    }

    struct SettledRow: TemplateRow {
        let finding: History.Settled

        static let tags: [PageTag<Self>] = [
            .text("id") { $0.finding.id },
            .text("key") { $0.finding.key },
            .text("rule") { $0.finding.rule },
            .text("severity") { $0.finding.severity.rawValue },
            .text("since") { $0.finding.firstSeen.day },
            .text("impact") { $0.finding.impact.figure },
        ]
    }
}
