package import Reconciliation

/// The order in which the scripts of a run are applied, and the script that does so.
package enum RepairOrder {
    package static let allTogether = "apply-all.sql"

    package static func sorted(_ found: Set<RuleID>) -> [RuleID] { Catalogue.inRepairOrder(found) }
}

/// Runs the automatic repairs one script after the other, or takes everything back in the opposite order.
struct AllTogether {
    let plans: [RepairPlan]
    let run: RunIdentity
    let radii: RepairRadii
    let isUndo: Bool
    let hold: RepairHold?

    var text: String {
        var script = RepairScript()
        script.comment(isUndo ? undoHeader : applyHeader)
        script.psql(Self.opening)
        if let hold, !isUndo { script.psql(hold.barrier) }
        for plan in chosen {
            script.psql("\n\\echo\n\\echo '== \(plan.rule)'\n\\ir \(plan.rule).sql\n" + Self.sum)
        }
        script.psql(closing)
        return script.text
    }

    /// What is only to choose from is applied by its own script.
    private var chosen: [RepairPlan] {
        isUndo ? plans.reversed() : plans.filter { !$0.automatic.isEmpty }
    }
}

private extension AllTogether {
    var applyHeader: String {
        """
        tieout: all automatic repairs, one script after the other
        Run \(run.id), as of \(run.asOf)
        \(hold.map { "\n\($0.text)\n" } ?? "")
        Dry run, which shows what would change and rolls back:   psql -f apply-all.sql
        Apply them:                                              psql \(hold.switches) -f apply-all.sql
        Take them back:                                          psql -v apply=1 -f undo/apply-all.sql

        \(ScriptHeader.blastTitle("All automatic repairs together move"))
        \(BlastRadiusText(radius: radii.radius(ofAll: plans)).header)

        Each script is a transaction of its own. If an ERROR stops one, that one has changed nothing; those
        before it are committed, and running this again skips them. In a dry run each script starts from the
        database as it is, not from what the one before it would have made of it.
        """
    }

    var undoHeader: String {
        """
        tieout: the way back from everything that the scripts of this run have changed, the last first
        Run \(run.id), as of \(run.asOf)

        Dry run, which shows what would change and rolls back:   psql -f apply-all.sql
        Take it back:                                            psql -v apply=1 -f apply-all.sql

        Each script is a transaction of its own. If an ERROR stops one, that one has changed nothing.
        """
    }

    static let opening = """
        \\set ON_ERROR_STOP on
        \\set QUIET on
        \\set tieout_all_proposed 0
        \\set tieout_all_done 0
        \\set tieout_all_skipped 0
        """

    static let sum = """
        SELECT :tieout_all_proposed + :tieout_proposed AS tieout_all_proposed, :tieout_all_done + :tieout_done AS tieout_all_done,
            :tieout_all_skipped + :tieout_skipped AS tieout_all_skipped \\gset
        """

    var closing: String {
        """

        \\echo
        \\echo '== all together'
        SELECT :tieout_all_proposed AS proposed, :tieout_all_done AS \(isUndo ? "undone" : "applied"), \
        :tieout_all_skipped AS skipped;
        """
    }
}
