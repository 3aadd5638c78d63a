internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of history.csv: a finding of this run or of the one before, and what became of it.
struct HistoryLine {
    enum State: String {
        case new, open, settled
    }

    /// So many columns history.csv had before it said what had come back.
    static let firstColumns = 7

    let id: String
    let state: State
    let rule: String
    let key: String
    let severity: Severity
    let impact: Money
    let firstSeen: Timestamp
    /// How it had been settled before it came back.
    let comeback: History.Settlement?

    /// The findings in the order of findings.csv, then what the previous run had and this one has not.
    static func lines(_ outcome: Outcome, _ history: History) -> [HistoryLine] {
        outcome.findings.map { finding in
            let first = history.firstSeen[finding.id.number]
            return HistoryLine(
                id: finding.id.description, state: first == nil ? .new : .open, rule: finding.rule.description,
                key: finding.key.description, severity: finding.severity, impact: finding.impact,
                firstSeen: first ?? outcome.asOf, comeback: history.comebacks[finding.id.number])
        }
            + history.settled.map { finding in
                HistoryLine(
                    id: finding.id, state: .settled, rule: finding.rule, key: finding.key,
                    severity: finding.severity, impact: finding.impact, firstSeen: finding.firstSeen, comeback: nil)
            }
    }
}

extension CSVTable<HistoryLine> {
    /// history.csv: what is new, what is open since when, what has come back, and what is settled. The next run reads it,
    /// so that a finding's age does not rest on runs that have been pruned.
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
            .text("settled_in") { $0.comeback?.run },
            .text("repaired_in") { $0.comeback?.repairedIn },
        ])
}

/// A line of settled.csv: a finding that was settled not long ago, and is not back.
struct SettledLine {
    let id: UInt64
    let run: String

    /// What comes back after longer than this is new and nothing else.
    static let memory = TimeSpan.days(90)

    /// Those that were settled last come first.
    static func lines(_ history: History) -> [SettledLine] {
        history.gone.map { SettledLine(id: $0, run: $1.run) }
            .sorted { one, other in one.run == other.run ? one.id < other.id : one.run > other.run }
    }
}

extension CSVTable<SettledLine> {
    /// settled.csv: what earlier runs had settled. Each run carries it on, so that what comes back is known by the run before.
    static let settled = CSVTable(
        fileName: "settled.csv",
        columns: [
            .text("finding_id") { FindingID(number: $0.id).description },
            .text("settled_in") { $0.run },
        ])
}
