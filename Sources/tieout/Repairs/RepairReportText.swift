import FinancialMath
import Repairs

/// A report of repairs as the terminal shows it: the counts of each rule, what changes, what is skipped and why.
struct RepairReportText {
    let report: RepairReport
    let run: String
    let place: String
    let wording: RepairWording
    let notes: [String]
    /// Choices that nobody has made yet.
    let choices: [ProposedRepair]
    /// What is skipped is listed whole in the end; before the question, the beginning will do.
    let isLast: Bool
    let listsAll: Bool

    private static let most = 40

    var text: String {
        let heading = ["Run \(run)", "In \(place)"] + notes.map { "Note: \($0)" }
        let blocks = [heading, counts, changes, skips, waiting, [ending]]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}

private extension RepairReportText {
    /// The scripts that did something, or had something to do; of an undo there are many others.
    var reported: [ScriptResult] {
        guard report.scripts.count > 1, !wording.isApplying else { return report.scripts }
        return report.scripts.filter { $0.doneBefore.count < $0.repairs.count }
    }

    var counts: [String] {
        guard !report.scripts.isEmpty else { return [] }
        let done = report.isDryRun ? wording.toBeDone : wording.done
        let heads = ["rule", "proposed", done, wording.before, "not picked", "skipped", "impact"]
        let rows = reported.map { script in
            let counts = [
                script.repairs.count, script.done.count, script.doneBefore.count, script.unpicked.count,
                script.passedOver.count,
            ]
            return [script.rule] + counts.map(String.init) + [script.impact.formatted]
        }
        guard report.scripts.count > 1 else { return TextTable([heads] + rows, numbers: 1..<7).lines }
        let totals = report.totals
        let sum = [
            totals.proposed, totals.applied.count, totals.doneBefore.count, totals.unpicked.count, totals.skipped.count,
        ]
        let all = ["each repair once"] + sum.map(String.init) + [totals.impact.formatted]
        return TextTable([heads] + rows + [all], numbers: 1..<7).lines
    }

    var changes: [String] {
        let all = report.scripts.flatMap(\.changes)
        guard !all.isEmpty else { return [] }
        let rows = shown(all, all: listsAll).map { change in
            [
                change.finding, change.rule, "\(change.table) \(change.row)", change.column, short(change.from),
                short(change.to),
            ]
        }
        let title = report.isDryRun ? "To be \(wording.listOfChanges):" : "\(wording.listOfChanges.capitalizedFirst):"
        let table = TextTable([["finding", "rule", "row", "column", "from", "to"]] + rows)
        return [title] + table.lines + more(all.count, all: listsAll)
    }

    var skips: [String] {
        let all = report.scripts.flatMap { script in
            script.passedOver.flatMap { repair in
                let reason = [repair.finding, script.rule, repair.impact.formatted, repair.skipped?.description ?? ""]
                let isRefused = repair.skipped?.isRefusal == true
                return repair.details.isEmpty
                    ? [reason + [""]]
                    : repair.details.map { reason + [isRefused ? Self.refusal($0) : Self.sentence($0)] }
            }
        }
        guard !all.isEmpty else { return [] }
        let table = TextTable(
            [["finding", "rule", "impact", "reason", ""]] + shown(all, all: listsAll || isLast), numbers: 2..<3)
        return ["Skipped:"] + table.lines + more(all.count, all: listsAll || isLast)
    }

    var waiting: [String] {
        guard !choices.isEmpty else { return [] }
        let rows = choices.flatMap { choice in
            choice.alternatives.map { [choice.finding, choice.rule, $0.letter, $0.what] }
        }
        let table = TextTable([["finding", "rule", "pick", "what it does"]] + shown(rows, all: listsAll))
        return ["Waiting for a choice (--pick FINDING=B):"] + table.lines + more(rows.count, all: listsAll)
    }

    /// What the database said, after the table and the constraint, where it named them.
    static func refusal(_ moved: ScriptResult.Moved) -> String {
        let place = [moved.table, moved.column].filter { !$0.isEmpty }.joined(separator: " ")
        return (place.isEmpty ? "" : place + ": ") + (moved.found ?? "")
    }

    static func sentence(_ moved: ScriptResult.Moved) -> String {
        let found = moved.found ?? "null"
        return "\(moved.table) \(moved.row) \(moved.column): expected \(moved.expected ?? "null"), found \(found)"
    }

    var ending: String {
        if report.scripts.isEmpty, report.failure == nil, choices.isEmpty {
            return "There is nothing to \(wording.verb)."
        }
        if report.isDryRun, !isLast { return "Nothing has been changed yet." }
        if report.isDryRun { return "This was a dry run: nothing was changed." }
        let totals = report.totals
        return "\(totals.proposed) proposed, \(totals.applied.count) \(wording.done), "
            + "\(totals.doneBefore.count) \(wording.before), \(totals.unpicked.count) not picked, "
            + "\(totals.skipped.count) skipped."
    }

    func shown<Line>(_ lines: [Line], all: Bool) -> [Line] { all ? lines : Array(lines.prefix(Self.most)) }

    func more(_ count: Int, all: Bool) -> [String] {
        guard !all, count > Self.most else { return [] }
        let place = report.isDryRun ? "--dry-run lists them all" : "tieout_repair_log has them all"
        return ["  … and \(count - Self.most) more; \(place)"]
    }

    /// A value in one line, not the whole of a deleted row.
    func short(_ value: String?) -> String {
        guard let value else { return "null" }
        return value.count > 40 ? value.prefix(39) + "…" : value
    }
}

private extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
