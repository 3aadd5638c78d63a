internal import Reconciliation
internal import Reports

/// Runs the automatic repairs one script after the other, or takes everything back in the opposite order.
struct AllTogether {
    let plans: [RepairPlan]
    let run: RunIdentity
    let radii: RepairRadii
    let isUndo: Bool
    /// The way from the script to `tieout.sql`.
    let path: String
    /// Why these scripts are withheld; nil when they are not.
    let withheld: String?
    let style: FigureStyle

    static let fileName = "apply-all.sql"

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put(SQLText.comments(style.comment(isUndo ? undoHeader : applyHeader)))
        try output.put(Self.opening)
        if !chosen.isEmpty { try keepFunctions(&output) }
        for plan in chosen {
            try output.put("\\echo \\echo == \(plan.rule) \\ir \(plan.rule).sql\n")
        }
        if chosen.isEmpty { try output.put("\\echo 'There are no automatic repairs: nothing was changed.'\n") }
        try output.put(closing)
    }

    /// What a transaction has made and rolled back the server forgets, but not the plans in it: each script of a dry run would be slower
    /// than the one before.
    private func keepFunctions(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put("-- The functions, which stay with this connection; the tables go at once.\n")
        try ScriptFrame.begin(&output, path: path)
        try output.put("COMMIT;\n")
    }

    /// What is only to choose from is applied by its own script.
    private var chosen: [RepairPlan] {
        isUndo ? plans.reversed() : plans.filter { !$0.automatic.isEmpty || !$0.followers.isEmpty }
    }
}

private extension AllTogether {
    var applyHeader: String {
        """
        tieout: all automatic repairs, one script after the other
        Run \(run.id), as of \(run.asOf)
        \(withheld.map { "\nWITHHELD: \($0).\n" } ?? "")
        Dry run:    psql -f apply-all.sql
        Apply:      psql \(Withheld.switches(withheld != nil)) -f apply-all.sql
        Take back:  psql -v apply=1 -f undo/apply-all.sql

        Besides the rows that they change, all automatic repairs together move:
        \(BlastRadiusText(radius: radii.radius(ofAll: plans.lazy.map { $0.repairs.map(\.proposal) })).header)

        Each script is a transaction of its own. If an ERROR stops one, nothing of it was changed; those
        before it are committed, and running this again skips them. In a dry run each script starts from the
        database as it is, not from what the one before it would have made of it.
        """
    }

    var undoHeader: String {
        """
        tieout: the way back from everything that the scripts of this run have changed, the last first
        Run \(run.id), as of \(run.asOf)

        Dry run:    psql -f apply-all.sql
        Take back:  psql -v apply=1 -f apply-all.sql

        Each script is a transaction of its own. If an ERROR stops one, nothing of it was changed.
        """
    }

    static let opening = """
        \\set ON_ERROR_STOP on
        \\set QUIET on
        \\set tieout_all_proposed 0
        \\set tieout_all_done 0
        \\set tieout_all_skipped 0

        """

    var closing: String {
        """

        \\echo \\echo == all together
        SELECT :tieout_all_proposed AS proposed, :tieout_all_done AS \(isUndo ? "undone" : "applied"), \
        :tieout_all_skipped AS skipped;
        \\unset tieout_all_proposed

        """
    }
}
