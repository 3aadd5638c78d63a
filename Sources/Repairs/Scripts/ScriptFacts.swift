internal import LiveShopping
internal import Reconciliation

/// What a script says of the run that it belongs to, by names that `tieout.sql` knows.
struct ScriptFacts {
    enum Direction: String { case repair, undo }

    let run: RunIdentity
    let rule: RuleID
    let direction: Direction
    let names: SQLNames
    /// Why the script is withheld; nil when it is not.
    var withheld: String?

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put("\n-- The run, and what the site calls its tables.\n")
        try DataTable(target: "tieout_fact", heads: ["name", "value"], rows: rows).write(&output)
    }

    private var rows: [[String]] {
        let facts: [(String, String?)] = [
            ("run", run.id), ("rule", rule.description), ("direction", direction.rawValue),
            ("log schema", names.logSchema), ("time zone", names.timeZone), ("source", run.source?.place),
            ("system", run.source?.system), ("database", run.source?.database), ("withheld", withheld),
        ]
        return facts.compactMap { name, value in value.map { [name, DataCell.value($0)] } }
    }
}
