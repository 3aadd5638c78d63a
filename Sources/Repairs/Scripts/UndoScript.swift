internal import LiveShopping
internal import Reconciliation

/// The script that takes back what the apply script of the same name has changed: it includes that one, the other way.
struct UndoScript {
    let rule: RuleID
    let run: RunIdentity

    func write(_ output: inout (some ScriptOutput & ~Copyable)) throws {
        try output.put(SQLText.comments(header))
        try output.put("\\set ON_ERROR_STOP on\n\\set tieout_undo true \\ir ../\(rule).sql \\unset tieout_undo\n")
    }

    private var header: String {
        """
        tieout: the way back from the repairs of \(rule), run \(run.id)
        Dry run: psql -f \(rule).sql    Take back: psql -v apply=1 -f \(rule).sql
        """
    }
}
