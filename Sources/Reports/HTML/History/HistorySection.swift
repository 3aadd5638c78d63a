internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the front page says of the runs before: what is new, what is settled, and how it has gone.
struct HistorySection {
    /// In one sentence.
    let comparison: String
    /// The page that lists what is new and what is settled; none, or one.
    let list: [String]
    let hasPrevious: Bool
    let changes: [ChangeRow]
    /// Both charts, from the second night on.
    let trend: [TrendChart]
    let hasTrend: Bool
    /// The same as the charts, latest first.
    let nights: [NightRow]
    let hasSkipped: Bool
    let skipped: [SkippedRow]

    struct ChangeRow {
        let state: String
        let count: String
        let impact: String
    }

    struct NightRow {
        let run: String
        let critical: String
        let error: String
        let warning: String
        let notice: String
        let total: String
        let impact: String
    }

    struct SkippedRow {
        let run: String
        let reason: String
    }

    static let sample = HistorySection(
        comparison: "", list: [""], hasPrevious: true, changes: [ChangeRow(state: "", count: "", impact: "")],
        trend: [
            TrendChart([History.Night(run: "", asOf: .infinity, sums: [.notice: .init(count: 1)])], .findings)
        ], hasTrend: true,
        nights: [NightRow(run: "", critical: "", error: "", warning: "", notice: "", total: "", impact: "")],
        hasSkipped: true, skipped: [SkippedRow(run: "", reason: "")])
}
