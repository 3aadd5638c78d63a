internal import LiveShopping
internal import Reconciliation

/// A script of which nothing is left but what the log has of its repairs, ready to take them back.
struct LoggedScript {
    let rule: RuleID
    /// The findings that the repairs are logged under.
    let findings: [String]
    /// Every table that was changed.
    let tables: Set<Table>
    let run: RunIdentity
    let names: SQLNames

    /// The log does not say how much money was behind a repair.
    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try ScriptFacts(run: run, rule: rule, names: names).write(&output)
        try ScriptData.write(RepairPlan.lockOrder.filter(tables.contains), changed: tables, names, &output)
        try DataTable(
            target: "tieout_change (no, finding, pick, money)", heads: ["no", "finding", "pick", "money"],
            rows: findings.enumerated().lazy.map { [String($0 + 1), $1, "", "0.00"] }
        ).write(&output)
    }
}
