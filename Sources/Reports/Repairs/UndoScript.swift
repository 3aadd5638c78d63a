internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The script that takes back, from the log, what the apply script of the same name has changed.
struct UndoScript {
    let plan: UndoPlan
    let names: SQLNames
    let run: RunIdentity

    func render() -> RepairScript {
        var script = RepairScript()
        let frame = ScriptFrame(names: names, run: run)
        script.comment(header)
        frame.open(&script)
        findings(&script)
        ColumnTable(names: names, columns: columns).create(&script)
        UndoGuards(plan: plan, names: names, history: ScriptHistory(names: names, run: run)).write(&script)
        UndoChanges(plan: plan, names: names, run: run).write(&script)
        ScriptCounts(rule: "undo " + plan.rule.description, done: "undone").write(&script)
        frame.close(&script, nothingDone: "Nothing was changed.")
        return script
    }
}

private extension UndoScript {
    var header: String {
        """
        tieout: the way back from the repairs of \(plan.rule)
        Run \(run.id), as of \(run.asOf)

        Puts back what \(plan.rule).sql has changed, every cell as it was, from \(SQLNames.logName). A cell that has
        moved on since is not touched: the repair that it belongs to is skipped and listed. An amount that was
        added is taken off again, whatever is there by now.

        Dry run, which shows what would change and rolls back:   psql -f \(plan.rule).sql
        Take it back:                                            psql -v apply=1 -f \(plan.rule).sql

        The role needs the rights that \(plan.rule).sql names.
        """
    }

    /// The changed columns and the times of change, which are put back with them.
    var columns: [(table: Table, column: String)] {
        plan.uses.changedColumns
            + plan.uses.compactMap { use in names.updatedColumn(use.table).map { (use.table, $0) } }
    }

    func findings(_ script: inout RepairScript) {
        script.comment("The findings that the repairs are logged under.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_repair (
                no integer PRIMARY KEY, finding_id text NOT NULL, rule text NOT NULL, impact numeric NOT NULL, skipped text
            ) ON COMMIT DROP;
            """)
        script.copy(
            into: "tieout_repair", ["no", "finding_id", "rule", "impact"],
            plan.repairs.enumerated().map { index, repair in
                [String(index + 1), repair.finding, repair.rule, repair.impact.formatted]
            })
        script.sql("ANALYZE tieout_repair;")
    }
}
