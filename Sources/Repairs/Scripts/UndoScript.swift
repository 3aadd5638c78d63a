internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The script that takes back, from the log, what the apply script of the same name has changed.
struct UndoScript {
    let rule: RuleID
    let run: RunIdentity
    let names: SQLNames
    /// Every table that may have been changed.
    let tables: [Table]
    let repairs: [Repair]
    /// The way to `tieout.sql`.
    var path = "../"

    /// A repair by the finding that it is logged under.
    struct Repair {
        let finding: String
        let rule: String
        let impact: Money
    }

    init(_ plan: RepairPlan, run: RunIdentity, path: String) {
        rule = plan.rule
        self.run = run
        names = plan.names
        tables = plan.uses.map(\.table)
        repairs = plan.repairs.map { repair in
            Repair(finding: repair.name.id.description, rule: repair.name.rule.description, impact: repair.impact)
        }
        self.path = path
    }

    /// From what the log has of a run's repairs; it does not say how much money was behind them.
    init(_ rule: RuleID, findings: [String], tables: Set<Table>, run: RunIdentity, names: SQLNames) {
        self.rule = rule
        self.run = run
        self.names = names
        self.tables = RepairPlan.lockOrder.filter(tables.contains)
        repairs = findings.map { Repair(finding: $0, rule: rule.description, impact: .zero) }
    }

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put(SQLText.comments(header))
        try ScriptFrame.begin(&output, path: path)
        try ScriptFacts(run: run, rule: rule, direction: .undo, names: names).write(&output)
        try ScriptData.write(tables, changed: Set(tables), names, &output)
        try output.put("\n-- The findings that the repairs are logged under.\n")
        try DataTable(
            target: "tieout_change (no, finding, pick, money)", heads: ["no", "finding", "pick", "money"],
            rows: repairs.enumerated().lazy.map { index, repair in
                [String(index + 1), repair.finding, "", repair.impact.formatted]
            }
        ).write(&output)
        let others = repairs.enumerated().filter { $0.element.rule != rule.description }
        if !others.isEmpty {
            try DataTable(
                target: "tieout_finding", heads: ["no", "finding", "rule", "money"],
                rows: others.map {
                    [String($0.offset + 1), $0.element.finding, $0.element.rule, $0.element.impact.formatted]
                }
            ).write(&output)
        }
        try ScriptFrame.end(&output, path: path)
    }
}

private extension UndoScript {
    var header: String {
        """
        tieout: the way back from the repairs of \(rule)
        Run \(run.id), as of \(run.asOf)

        Puts back what \(rule).sql has changed, every cell as it was, from \(SQLNames.logName). A cell that has moved on
        since is left: the repair that it belongs to is skipped and listed. What was added is taken off again.

        Dry run:    psql -f \(rule).sql
        Take back:  psql -v apply=1 -f \(rule).sql

        It takes the rights of ../\(rule).sql; tieout.sql has SHA-256 \(SharedScript.sha256).
        """
    }
}
