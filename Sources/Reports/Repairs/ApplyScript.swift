internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The script that applies the repairs of one rule.
struct ApplyScript {
    let plan: RepairPlan
    let names: SQLNames
    let run: RunIdentity
    let radii: RepairRadii
    let hold: RepairHold?
    /// Tables from which some script of the run deletes rows.
    let deletedFrom: Set<Table>

    func render() -> RepairScript {
        var script = RepairScript()
        let frame = ScriptFrame(names: names, run: run)
        let history = ScriptHistory(names: names, run: run)
        let grants = RepairGrants(plan: plan, names: names)
        script.comment(ScriptHeader(plan: plan, run: run, radii: radii, grants: grants, hold: hold).text)
        if let hold { script.psql(hold.barrier) }
        frame.open(&script)
        if !plan.choices.isEmpty { ChoiceList(choices: plan.choices, radii: radii).write(&script) }
        ScriptData(plan: plan, names: names).write(&script)
        ColumnTable(names: names, columns: plan.uses.changedColumns).create(&script)
        history.write(&script)
        ScriptGuards(plan: plan, names: names, deletedFrom: deletedFrom).write(&script)
        ScriptChanges(plan: plan, names: names, history: history).write(&script)
        ScriptCounts(rule: plan.rule.description, done: "applied").write(&script)
        frame.close(&script, nothingDone: "Nothing was changed.")
        return script
    }
}

/// What a script counts at its end: every repair is applied or skipped.
struct ScriptCounts {
    let rule: String
    /// The column's word for what was not skipped.
    let done: String

    func write(_ script: inout RepairScript) {
        script.psql(
            """
            \\echo 'Counts:'
            \\if :tieout_apply
            \\set tieout_word \(done)
            \\else
            \\set tieout_word 'would be \(done)'
            \\endif
            """)
        script.sql(
            """
            SELECT \(SQLText.literal(rule)) AS rule, CASE WHEN :'tieout_apply' = 't' THEN 'apply' ELSE 'dry run' END AS mode,
                count(*) AS proposed, count(*) FILTER (WHERE skipped IS NULL) AS :"tieout_word",
                count(*) FILTER (WHERE skipped IS NOT NULL) AS skipped,
                coalesce(sum(impact) FILTER (WHERE skipped IS NULL), 0.00) AS impact
            FROM tieout_repair;
            """)
        script.psql(
            """
            SELECT count(*) AS tieout_proposed, count(*) FILTER (WHERE skipped IS NULL) AS tieout_done,
                count(*) FILTER (WHERE skipped IS NOT NULL) AS tieout_skipped,
                count(*) FILTER (WHERE skipped IS NULL) = 0 AS tieout_nothing FROM tieout_repair \\gset

            """)
    }
}
