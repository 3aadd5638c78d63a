internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// How many findings are new, as before, and no more, with the money behind them.
struct HistorySums {
    private(set) var new = Breakdown.Sum()
    /// The money behind the new ones, told once.
    let newAtRisk: Money
    private(set) var open = Breakdown.Sum()
    /// Of this night's findings, those that do not count.
    private(set) var accepted = 0
    private(set) var resolved = Breakdown.Sum()

    init(_ findings: [Finding], _ history: History, _ known: AcceptedFindings = .none) {
        newAtRisk =
            known.open(findings).filter { history.firstSeen[$0.id.number] == nil }.moneyAtRisk
        for finding in findings {
            if known.acceptance(of: finding) != nil {
                accepted += 1
            } else if history.firstSeen[finding.id.number] == nil {
                new.add(finding.impact)
            } else {
                open.add(finding.impact)
            }
        }
        for finding in history.resolved { resolved.add(finding.impact) }
    }

    /// `12 new (1204.50 at risk), 45 as before, 3 resolved since 2026-11-21T020000Z.`; where there is
    /// nothing to compare with, why; empty where there was no run before.
    func sentence(_ history: History) -> String {
        guard let previous = history.previous else {
            return history.skipped.last.map { "Not compared with \($0.run), which \($0.reason)." } ?? ""
        }
        let known = accepted == 0 ? "" : " \(accepted) accepted,"
        let money = new.count == 0 ? "" : " (\(newAtRisk.formatted) at risk)"
        return "\(new.count) new\(money), \(open.count) as before,\(known) \(resolved.count) resolved since "
            + "\(previous.run)."
    }
}

extension History {
    /// What a finding's row says of its age, and of repairs that have brought it about; none where there is nothing to
    /// compare with.
    func words(of finding: Finding) -> [String] {
        let words = words(standing(of: finding))
        guard let previous, comesFromRepairs(finding) else { return words }
        return words.map { "\($0), moved by repairs of \(previous.run)" }
    }

    func words(_ standing: Standing) -> [String] {
        switch standing {
        case .unknown: return []
        case .new: return ["new"]
        case .open(let first):
            let nights = nights(since: first)
            let length = nights < 1 ? "earlier the same day" : Words.count(nights, "night")
            return ["open since \(first.day), \(length)"]
        }
    }
}

extension Timestamp {
    /// The date in UTC: `2026-11-22`.
    var day: String { String(description.prefix { $0 != "T" }) }
}
