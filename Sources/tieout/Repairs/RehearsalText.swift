import FinancialMath
import Reconciliation
import Repairs

/// What a rehearsal has shown, as the terminal shows it.
struct RehearsalText {
    let report: RehearsalReport
    let run: String
    let place: String
    let remarks: [String]

    var text: String {
        let heading = ["Rehearsal of run \(run)", "In \(place); everything was rolled back"] + notes
        let blocks = [
            heading, findings, list("New:", report.new), list("Repaired, and found all the same:", report.unsettled),
            skipped, tables, unlogged, [verdict],
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}

private extension RehearsalText {
    var notes: [String] {
        let own = remarks.map { "Note: \($0)" }
        guard report.come > 0 || report.left > 0 else { return own }
        return own + [
            "Note: the database has moved on since the run: \(report.come) findings have come, \(report.left) are gone."
        ]
    }

    /// A line for each rule to which the repairs made a difference, and one for all.
    var findings: [String] {
        let parts = [report.before, report.gone, report.remaining, report.new]
        let changed = Set((report.gone + report.new + report.unsettled).map(\.rule))
        let rules = Catalogue.descriptions.map(\.id).filter(changed.contains)
        let rows = rules.map { rule in line(rule.description, parts.map { $0.filter { $0.rule == rule } }) }
        let heads = ["rule", "before", "impact", "gone", "impact", "remain", "impact", "new", "impact"]
        return TextTable([heads] + rows + [line("all rules", parts)], numbers: 1..<9).lines
    }

    func line(_ name: String, _ parts: [[Finding]]) -> [String] {
        [name] + parts.flatMap { [String($0.count), $0.reduce(Money.zero) { $0 + $1.impact }.formatted] }
    }

    func list(_ title: String, _ findings: [Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let rows = findings.map { finding in
            [
                finding.id.description, finding.rule.description, finding.key.description, finding.impact.formatted,
                finding.repair.rawValue,
            ]
        }
        return [title] + TextTable([["finding", "rule", "key", "impact", "repair"]] + rows, numbers: 3..<4).lines
    }

    var skipped: [String] {
        guard !report.skipped.isEmpty else { return [] }
        let rows = report.skipped.map { [$0.finding, $0.rule, $0.impact.formatted, $0.skipped?.description ?? ""] }
        return ["Skipped:"] + TextTable([["finding", "rule", "impact", "reason"]] + rows, numbers: 2..<3).lines
    }

    /// Tables with what was done to them, and what the log has of it where that is another thing.
    var tables: [String] {
        let names = Set(report.tables.map(\.table)).sorted()
        guard !names.isEmpty else { return [] }
        let rows = names.map { name in
            let own = report.tables.filter { $0.table == name }
            let counts = [own.map(\.counted.updated), own.map(\.counted.inserted), own.map(\.counted.deleted)]
            return [name] + counts.map { String($0.reduce(0, +)) }
        }
        let table = TextTable([["table", "updated", "inserted", "deleted"]] + rows, numbers: 1..<4).lines
        return ["Rows changed, as the server counts them:"] + table + deviations
    }

    var deviations: [String] {
        report.deviations.map { change in
            Terminal.line(
                "  \(change.script) on \(change.table): \(Self.words(change.counted)); by the log "
                    + Self.words(change.logged))
        }
    }

    static func words(_ counts: RowCounts) -> String {
        "\(counts.updated) updated, \(counts.inserted) inserted, \(counts.deleted) deleted"
    }

    var unlogged: [String] {
        guard !report.unlogged.isEmpty else { return [] }
        return ["Changed beside what the log says:"] + report.unlogged.map { "  " + Terminal.line($0) }
    }

    var verdict: String {
        guard !report.isProof else {
            return """
                Proven: \(Self.count(report.gone.count, "finding")) gone, none new, and nothing was changed but what the \
                log of repairs says.
                """
        }
        guard !report.isIdle else { return "Nothing was repaired, so nothing is proven." }
        var reasons: [String] = []
        if !report.new.isEmpty {
            let automatic = report.new.count { $0.repair == .automatic }
            let next = automatic == 0 ? "" : ", of which the next run repairs \(automatic) automatically"
            reasons.append("\(Self.count(report.new.count, "finding")) new\(next)")
        }
        if !report.unsettled.isEmpty {
            reasons.append("\(Self.count(report.unsettled.count, "finding")) still there after the repair")
        }
        if !report.deviations.isEmpty || !report.unlogged.isEmpty {
            reasons.append("more was changed than the log says, for instance by a trigger")
        }
        return "Not proven: \(reasons.joined(separator: "; "))."
    }

    static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun) is" : "\(count) \(noun)s are" }
}
