internal import LiveShopping

/// Logs how a row's time of change moves, as it is afterwards: a trigger of the site's may have its own idea of it.
struct RowTouch {
    let table: Table
    /// The temporary table that keeps the times in between.
    let name: String
    let names: SQLNames
    let history: ScriptHistory

    func create(_ script: inout RepairScript) {
        guard column != nil else { return }
        script.sql(
            "CREATE TEMP TABLE \(name) (row_id bigint, finding_id text, rule text, was text) ON COMMIT DROP;")
    }

    /// Remembers the times of the rows that are about to change, each under the first finding that changes it.
    func before(_ script: inout RepairScript) {
        guard let column else { return }
        script.sql(
            """
            TRUNCATE \(name);
            INSERT INTO \(name)
            SELECT f.*, t.\(column.quoted)::text AS was FROM (
                SELECT DISTINCT ON (c.row_id) c.row_id, r.finding_id, r.rule
                FROM tieout_cell c JOIN tieout_repair r USING (no)
                WHERE \(TableChange.chosen) AND c.tbl = \(label) AND c.action IN ('set', 'add') ORDER BY c.row_id, c.no) f
            JOIN \(names.table(table)) t ON t.\(names.key(table)) = f.row_id;
            ANALYZE \(name);
            """)
    }

    func after(_ script: inout RepairScript) {
        guard let column else { return }
        script.sql(
            """
            INSERT INTO \(names.log) \(ScriptHistory.logColumns)
            SELECT \(history.runID), f.finding_id, f.rule, \(label), f.row_id, \(SQLText.literal(column.name)),
                f.was, t.\(column.quoted)::text, 'touch'
            FROM \(name) f JOIN \(names.table(table)) t ON t.\(names.key(table)) = f.row_id
            WHERE t.\(column.quoted)::text IS DISTINCT FROM f.was ORDER BY f.row_id;
            """)
    }
}

private extension RowTouch {
    var label: String { SQLText.literal(names.label(table)) }

    var column: (name: String, quoted: String)? {
        names.updatedColumn(table).map { (names.columnName(table, $0), names.column(table, $0)) }
    }
}
