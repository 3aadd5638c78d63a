internal import LiveShopping
internal import Reconciliation

/// What a script says of the run that it belongs to, by names that `tieout.sql` knows.
struct ScriptFacts {
    let run: RunIdentity
    let rule: RuleID
    let names: SQLNames
    /// Why the script is withheld; nil when it is not.
    var withheld: String?

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        let target = "tieout_fact (\(facts.map(\.name).joined(separator: ", ")))"
        try DataTable(target: target, heads: facts.map(\.name), rows: [facts.map(\.value)]).write(&output)
    }

    private var facts: [(name: String, value: String)] {
        let facts: [(String, String?)] = [
            ("run", run.id), ("rule", rule.description), ("log_schema", names.logSchema), ("time_zone", names.timeZone),
            ("source", run.source?.place), ("system", run.source?.system), ("database", run.source?.database),
            ("withheld", withheld),
        ]
        return facts.compactMap { name, value in value.map { (name, DataCell.value($0)) } }
    }
}
