internal import FinancialMath
internal import Reconciliation
internal import Reports

/// The script that applies the repairs of one rule.
struct RuleScript {
    let plan: RepairPlan
    let run: RunIdentity
    let radii: RepairRadii
    let withheld: Withheld
    let style: FigureStyle

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let reason = withheld.reason(for: plan.rule)
        let facts = ScriptFacts(run: run, rule: plan.rule, names: plan.names, withheld: reason)
        try output.put(SQLText.comments(style.comment(header)))
        try ScriptFrame.begin(&output, path: reason == nil ? "" : "../")
        try ScriptData(plan: plan, facts: facts).write(&output)
        for choice in plan.choices { try write(choice, &output) }
        try ScriptFrame.end(&output, path: reason == nil ? "" : "../")
    }
}

/// The first and the last line of every script: the two times that it includes `tieout.sql`.
///
/// Where that is not beside the script, psql would go on, and take what the site's people have written for statements. What it is
/// told about errors counts from the next line on.
enum ScriptFrame {
    static func begin(_ output: inout (some ScriptOutput & ~Copyable), path: String) throws {
        try output.put("\\set ON_ERROR_STOP on\n\\set tieout_begins true \\ir \(path)\(SharedScript.fileName)\n")
    }

    static func end(_ output: inout (some ScriptOutput & ~Copyable), path: String) throws {
        try output.put("\\set tieout_begins false \\ir \(path)\(SharedScript.fileName)\n")
    }
}

private extension RuleScript {
    var header: String {
        let reason = withheld.reason(for: plan.rule).map { ["WITHHELD: \($0).\n"] } ?? []
        let parts = [title] + reason + [contents + "\n" + use] + (plan.automatic.isEmpty ? [] : [blast]) + [rights]
        return parts.joined(separator: "\n")
    }

    var title: String {
        let words = Catalogue.descriptions.first { $0.id == plan.rule }.map { ": \($0.title)" } ?? ""
        return "tieout: repairs of \(plan.rule)\(words)\nRun \(run.id), as of \(run.asOf)"
    }

    var contents: String {
        """
        \(plan.automatic.count) automatic, \(plan.choices.count) to choose; they settle \(plan.findingCount) of this \
        rule's findings; \(plan.impact.figure) at stake.\(following)
        """
    }

    var following: String {
        guard !plan.followers.isEmpty else { return "" }
        return """

            \(plan.followers.count) more are of figures that are right, and follow other repairs of the run once those are \
            applied.
            """
    }

    var use: String {
        """
        Dry run:    psql -f \(plan.rule).sql
        Apply:      psql \(withheld.switches(for: plan.rule)) -f \(plan.rule).sql
        Take back:  psql -v apply=1 -f undo/\(plan.rule).sql\(plan.choices.isEmpty ? "" : Self.choosing)
        """
    }

    static let choosing = """

        Choose:     delete the two dashes before an alternative, at the end; or: tieout repair apply DIR --pick FINDING=A
        """

    var blast: String {
        let radius = radii.radius(ofAutomatic: plan.automatic.map(\.proposal))
        return "Besides these rows the automatic repairs move:\n" + BlastRadiusText(radius: radius).header
    }

    /// What every script needs, README.txt says.
    var rights: String {
        let grants = RepairGrants(plans: [plan], names: plan.names).grants.map { "  " + $0 }
        return (["Rights, beside those that README.txt says all scripts need:"] + grants + [shared]).joined(
            separator: "\n")
    }

    var shared: String { "How it is done, and guarded: tieout.sql, SHA-256 \(SharedScript.sha256)." }

    /// The alternatives of a choice in words, and the lines by which one is picked.
    func write(_ repair: RepairPlan.Repair, _ output: inout (some ScriptOutput & ~Copyable)) throws {
        let settles = repair.proposal.findings.map { "\($0.id) \($0.rule), \($0.impact.figure) at stake" }
        try output.put("\n" + SQLText.comments(style.comment(settles.joined(separator: "; "))))
        for (index, alternative) in repair.proposal.offered.enumerated() {
            let letter = Proposal.letter(index)
            let consequence = alternative.consequence.isEmpty ? "" : " \(alternative.consequence)"
            let moves = BlastRadiusText(radius: radii.radius(of: alternative)).lines.map { "     \(style.comment($0))" }
            let words = SQLText.comment("\(letter): \(alternative.title).\(consequence)")
            try output.put(SQLText.comments(([words] + moves).map { " " + $0 }.joined(separator: "\n")))
            try output.put("--INSERT INTO pg_temp.tieout_pick VALUES ('\(repair.name.id)', '\(letter)');\n")
        }
        if let more = repair.proposal.unoffered { try output.put(SQLText.comments(" " + more)) }
    }
}
