internal import LiveShopping

/// What this very run has changed already: no foreign change, whichever script did it.
struct ScriptHistory {
    let names: SQLNames
    let run: RunIdentity

    /// Creates `tieout_log`, the log's entries of this run, with whether an undo has taken them back.
    ///
    /// It is a copy, because a role that may only add to the log cannot tell the planner how long it has become.
    func readLog(_ script: inout RepairScript) {
        script.comment("The log's entries of this run.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_log ON COMMIT DROP AS
            SELECT l.log_id, l.finding_id, l.rule, l.table_name AS tbl, l.row_id, l.column_name AS col,
                l.old_value AS old, l.new_value AS new, l.action, l.applied_at, u.log_id IS NOT NULL AS undone
            FROM \(names.log) l LEFT JOIN \(names.log) u ON u.undoes = l.log_id AND u.run_id = l.run_id
            WHERE l.run_id = \(runID);
            ANALYZE tieout_log;
            """)
    }

    /// Creates `tieout_own`, each cell that the run has changed with what it was at first and is now, `tieout_gone` and
    /// `tieout_come`, the rows that it has deleted and inserted.
    func write(_ script: inout RepairScript) {
        readLog(&script)
        script.comment("What earlier scripts of the same run have changed is no foreign change.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_own ON COMMIT DROP AS
            SELECT tbl, row_id, col, first_old, last_new,
                bool_and(step = 1 OR before IS NOT DISTINCT FROM old) AS unbroken
            FROM (
                SELECT tbl, row_id, col, old, row_number() OVER history AS step, lag(new) OVER history AS before,
                    first_value(old) OVER history AS first_old, last_value(new) OVER history AS last_new
                FROM tieout_log
                WINDOW history AS (PARTITION BY tbl, row_id, col ORDER BY log_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            ) AS steps
            GROUP BY tbl, row_id, col, first_old, last_new;
            ANALYZE tieout_own;
            CREATE TEMP TABLE tieout_gone ON COMMIT DROP AS
            SELECT tbl, row_id, old AS was FROM tieout_log WHERE action = 'delete' AND NOT undone;
            CREATE TEMP TABLE tieout_come ON COMMIT DROP AS
            SELECT tbl, row_id FROM tieout_log WHERE action = 'insert' AND NOT undone;
            """)
    }

    static let logColumns =
        "(run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)"

    var runID: String { SQLText.literal(run.id) }
}
