internal import LiveShopping

/// What this very run has changed already: no foreign change, whichever script did it.
struct ScriptHistory {
    let names: SQLNames
    let run: RunIdentity

    /// Creates `tieout_own`, each cell that the run has changed with what it was at first and is now, `tieout_gone` and
    /// `tieout_come`, the rows that it has deleted and inserted.
    func write(_ script: inout RepairScript) {
        script.comment("What earlier scripts of the same run have changed is no foreign change.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_own ON COMMIT DROP AS
            SELECT tbl, row_id, col, first_old, last_new,
                bool_and(step = 1 OR before IS NOT DISTINCT FROM old_value) AS unbroken
            FROM (
                SELECT table_name AS tbl, row_id, column_name AS col, old_value,
                    row_number() OVER history AS step, lag(new_value) OVER history AS before,
                    first_value(old_value) OVER history AS first_old, last_value(new_value) OVER history AS last_new
                FROM \(names.log) WHERE run_id = \(runID)
                WINDOW history AS (PARTITION BY table_name, row_id, column_name ORDER BY log_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            ) AS steps
            GROUP BY tbl, row_id, col, first_old, last_new;
            ANALYZE tieout_own;
            CREATE TEMP TABLE tieout_gone ON COMMIT DROP AS
            SELECT table_name AS tbl, row_id, old_value AS was FROM \(outstanding) AND action = 'delete';
            CREATE TEMP TABLE tieout_come ON COMMIT DROP AS
            SELECT table_name AS tbl, row_id FROM \(outstanding) AND action = 'insert';
            """)
    }

    /// The log's entries of this run that no undo has taken back.
    var outstanding: String {
        """
        \(names.log) l WHERE run_id = \(runID)
            AND NOT EXISTS (SELECT FROM \(names.log) u WHERE u.undoes = l.log_id)
        """
    }

    static let logColumns =
        "(run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action)"

    var runID: String { SQLText.literal(run.id) }
}
