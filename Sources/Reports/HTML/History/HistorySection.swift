internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the front page says of the nights before: what is new, what is resolved, and how it has gone.
struct HistorySection {
    /// In one sentence.
    let comparison: String
    let hasPrevious: Bool
    let changes: [ChangeRow]
    /// Both charts, from the second night on.
    let trend: [TrendChart]
    let hasTrend: Bool
    /// The same as the charts, latest first.
    let nights: [NightRow]
    let hasResolved: Bool
    let resolved: [ResolvedRow]
    /// How many there are, and whether the list is cut.
    let resolvedNote: String
    let hasSkipped: Bool
    let skipped: [SkippedRow]

    /// More resolved findings than these stand in history.csv alone.
    static let resolvedLimit = 50

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

    struct ResolvedRow {
        let resolvedID: String
        let rule: String
        let severity: String
        let key: String
        let impact: String
        let age: String
    }

    struct SkippedRow {
        let run: String
        let reason: String
    }

    static let sample = HistorySection(
        comparison: "", hasPrevious: true, changes: [ChangeRow(state: "", count: "", impact: "")],
        trend: [
            TrendChart([History.Night(run: "", asOf: .infinity, sums: [.notice: .init(count: 1)])], .findings)
        ], hasTrend: true,
        nights: [NightRow(run: "", critical: "", error: "", warning: "", notice: "", total: "", impact: "")],
        hasResolved: true,
        resolved: [ResolvedRow(resolvedID: "", rule: "", severity: "", key: "", impact: "", age: "")],
        resolvedNote: "", hasSkipped: true, skipped: [SkippedRow(run: "", reason: "")])
}
