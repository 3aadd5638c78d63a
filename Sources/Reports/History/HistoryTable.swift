internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of history.csv: a finding of this run or of the one before, and what became of it.
struct HistoryLine {
    enum State: String {
        case new, open, resolved
    }

    let id: String
    let state: State
    let rule: String
    let key: String
    let severity: Severity
    let impact: Money
    let firstSeen: Timestamp

    /// The findings in the order of findings.csv, then what the previous run had and this one has not.
    static func lines(_ outcome: Outcome, _ history: History) -> [HistoryLine] {
        outcome.findings.map { finding in
            let first = history.firstSeen[finding.id.number]
            return HistoryLine(
                id: finding.id.description, state: first == nil ? .new : .open, rule: finding.rule.description,
                key: finding.key.description, severity: finding.severity, impact: finding.impact,
                firstSeen: first ?? outcome.asOf)
        }
            + history.resolved.map { finding in
                HistoryLine(
                    id: finding.id, state: .resolved, rule: finding.rule, key: finding.key,
                    severity: finding.severity, impact: finding.impact, firstSeen: finding.firstSeen)
            }
    }
}

extension CSVTable<HistoryLine> {
    /// history.csv: what is new, what is open since when, and what is no more. The next run reads it, so that a finding's
    /// age does not rest on runs that have been pruned.
    static let history = CSVTable(
        fileName: "history.csv",
        columns: [
            .text("finding_id") { $0.id },
            .text("state") { $0.state.rawValue },
            .text("rule") { $0.rule },
            .text("key") { $0.key },
            .text("severity") { $0.severity.rawValue },
            .exact("impact") { $0.impact },
            .text("first_seen") { $0.firstSeen.exactDescription },
        ])
}
