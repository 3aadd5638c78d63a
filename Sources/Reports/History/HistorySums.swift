internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// How many findings are new, as before, and settled, with the money behind them.
struct HistorySums {
    private(set) var new = Breakdown.Sum()
    /// The money behind the new ones, told once.
    let newAtRisk: Money
    /// How many of the new ones had been settled before.
    private(set) var cameBack = 0
    private(set) var open = Breakdown.Sum()
    /// Of this run's findings, those that do not count.
    private(set) var accepted = 0
    private(set) var settled = Breakdown.Sum()

    /// An amount that cannot be true is in no sum.
    init(_ outcome: Outcome, _ history: History, _ known: AcceptedFindings = .none) {
        let (findings, limit) = (outcome.findings, outcome.mostBelievable)
        newAtRisk =
            known.open(findings).filter { history.firstSeen[$0.id.number] == nil && $0.isBelievable(limit) }.moneyAtRisk
        for finding in findings {
            if known.acceptance(of: finding) != nil {
                accepted += 1
            } else if history.firstSeen[finding.id.number] == nil {
                new.add(finding.believed(limit))
                if history.comebacks[finding.id.number] != nil { cameBack += 1 }
            } else {
                open.add(finding.believed(limit))
            }
        }
        for finding in history.settled { settled.add(finding.impact.believed(limit)) }
    }

    /// What is new, in one sentence; nil where there is nothing to compare with.
    func news(_ history: History) -> News? {
        guard let previous = history.previous else { return nil }
        let back = cameBack == 0 ? "" : " (\(cameBack.counted) of them came back)"
        let money = new.count == 0 ? "" : ", \(newAtRisk.figure) at risk"
        let known = accepted == 0 ? "" : "; \(accepted.counted) accepted"
        return News(
            count: History.new(new.count),
            rest: " since \(history.name(of: previous.asOf))\(back)\(money); \(open.count.counted) as before\(known); "
                + "\(settled.count.counted) settled.")
    }

    /// What is new, or why nothing is said of it; empty where there was no run before.
    func sentence(_ history: History) -> String {
        news(history)?.sentence
            ?? history.skipped.last.map { "Not compared with \($0.run), which \($0.reason)." } ?? ""
    }
}

/// `5 new since yesterday, 1204.50 at risk; 104 as before; 3 settled.`
struct News: Sendable {
    /// `5 new`, which leads to the list of them.
    let count: String
    let rest: String

    var sentence: String { count + rest }
}

/// Since when a finding is open, as tables of findings show it.
struct FindingAge {
    /// `new`, or the day of the first run that had it, or `first run` where there was none before; what is filtered by.
    let since: String
    /// That it came back, and that repairs have brought it about.
    let notes: [String]
}

extension History {
    func age(of finding: Finding) -> FindingAge {
        let since =
            switch standing(of: finding) {
            case .unknown: "first run"
            case .new: "new"
            case .open(let first): first.day
            }
        return FindingAge(since: since, notes: notes(on: finding))
    }

    /// How a page tells the age of one finding in a sentence: `New. Came back: repaired in 2026-11-20T020000Z.`
    func sentence(on finding: Finding) -> String {
        let age: String =
            switch standing(of: finding) {
            case .unknown: ""
            case .new: "New."
            case .open(let first): "Open since \(first.day), \(length(since: first))."
            }
        return ([age] + notes(on: finding).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." })
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `2 new since yesterday.`; nil where there is nothing to compare with.
    func sentence(new count: Int) -> String? {
        previous.map { "\(Self.new(count)) since \(name(of: $0.asOf))." }
    }

    fileprivate static func new(_ count: Int) -> String { count == 0 ? "Nothing new" : "\(count.counted) new" }

    private func notes(on finding: Finding) -> [String] {
        var notes: [String] = []
        if let back = comebacks[finding.id.number] {
            notes.append("came back: " + (back.repairedIn.map { "repaired in \($0)" } ?? "settled in \(back.run)"))
        }
        if let previous, comesFromRepairs(finding) { notes.append("moved by repairs of \(previous.run)") }
        return notes
    }

    private func length(since first: Timestamp) -> String {
        let nights = nights(since: first)
        return nights < 1 ? "earlier the same day" : Words.count(nights, "night")
    }

    /// How a sentence names an earlier run's moment: by the day, where that tells it from this run's.
    func name(of moment: Timestamp) -> String {
        switch nights(since: moment) {
        case ..<1: "the run before"
        case 1: "yesterday"
        default: moment.day
        }
    }
}
