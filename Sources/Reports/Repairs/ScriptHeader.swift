internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The words at the top of a script.
struct ScriptHeader {
    let plan: RepairPlan
    let run: RunIdentity
    let radii: RepairRadii
    let grants: RepairGrants
    let hold: RepairHold?

    var text: String {
        let parts = [title] + (hold.map { [$0.text] } ?? []) + [contents, use, blast, guards, grantsText]
        return parts.joined(separator: "\n\n")
    }
}

extension ScriptHeader {
    static func blastTitle(_ repairs: String) -> String {
        "\(repairs) besides the rows that they change (from what the run read to what it would read):"
    }
}

private extension ScriptHeader {
    var title: String {
        "tieout: repairs of \(plan.rule)\nRun \(run.id), as of \(run.asOf)"
    }

    var contents: String {
        """
        Repairs: \(plan.repairs.count) (\(plan.automatic.count) automatic, \(plan.choices.count) to choose)
        Findings of this rule that they settle: \(plan.findingCount)
        Money at stake: \(plan.impact.formatted)
        What they do:
        \(deeds.map { "  - " + $0 }.joined(separator: "\n"))
        """
    }

    /// The titles of the alternatives, a few of them when each repair has its own.
    var deeds: [String] {
        var titles: [String] = []
        for title in plan.repairs.lazy.flatMap(\.proposal.alternatives).map(\.title) where !titles.contains(title) {
            guard titles.count < 8 else { return titles + ["and more, see below"] }
            titles.append(title)
        }
        return titles
    }

    var use: String {
        """
        Dry run, which shows what would change and rolls back:   psql -f \(plan.rule).sql
        Apply it:                                                psql \(hold.switches) -f \(plan.rule).sql
        Take it back:                                            psql -v apply=1 -f undo/\(plan.rule).sql
        """
    }

    var blast: String {
        guard !plan.automatic.isEmpty else {
            return "What each alternative moves besides the rows that it changes stands beside it below."
        }
        let radius = radii.radius(ofAutomatic: plan.automatic.map(\.proposal))
        let choices = plan.choices.isEmpty ? "" : "\n  (each choice: see below)"
        return Self.blastTitle("The automatic repairs move") + "\n" + BlastRadiusText(radius: radius).header + choices
    }

    var guards: String {
        """
        A repair is applied only while the rows that it changes, and those that it rests on, hold what the run
        read; what has moved on is skipped and listed. Applying it twice changes nothing the second time. Each
        changed cell is logged in \(SQLNames.logName). If an ERROR stops the script, it has changed nothing.
        """ + (plan.choices.isEmpty ? "" : "\n" + Self.choosing)
    }

    static let choosing = """
        Choices are applied only where one is picked: delete the two dashes before the line of the alternative.
        """

    var grantsText: String {
        "Rights that the role needs, beside TEMPORARY on the database:\n"
            + grants.statements.map { "  " + $0 }.joined(separator: "\n")
    }
}

/// The alternatives of a script's choices in words, and the lines by which one is picked.
struct ChoiceList {
    let choices: [RepairPlan.Repair]
    let radii: RepairRadii

    func write(_ script: inout RepairScript) {
        script.comment("Choices: delete the two dashes before INSERT in the line of the one that you pick.")
        script.sql("CREATE TEMP TABLE tieout_pick (finding_id text NOT NULL, way text NOT NULL) ON COMMIT DROP;")
        for repair in choices { script.sql(lines(repair)) }
    }

    private func lines(_ repair: RepairPlan.Repair) -> String {
        let alternatives = repair.proposal.alternatives.enumerated().map { index, alternative in
            let way = RepairPlan.letter(index)
            let consequence = alternative.consequence.isEmpty ? "" : " \(alternative.consequence)"
            let pick = "(\(SQLText.literal(repair.name.id.description)), \(SQLText.literal(way)))"
            let moves = BlastRadiusText(radius: radii.radius(of: alternative)).lines.map {
                "--     \(SQLText.comment($0))\n"
            }
            return """
                --  \(SQLText.comment("\(way): \(alternative.title).\(consequence)"))
                \(moves.joined())--INSERT INTO tieout_pick VALUES \(pick);
                """
        }
        let settles = repair.proposal.findings.map { "\($0.id) \($0.rule), \($0.impact.formatted) at stake" }
        return "\n-- \(SQLText.comment(settles.joined(separator: "; ")))\n" + alternatives.joined(separator: "\n")
    }
}
