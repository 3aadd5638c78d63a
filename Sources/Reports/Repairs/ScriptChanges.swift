internal import LiveShopping

/// The part of a script that shows what is about to change, changes it and logs it: a few statements a table.
struct ScriptChanges {
    let plan: RepairPlan
    let names: SQLNames
    let history: ScriptHistory

    func write(_ script: inout RepairScript) {
        let changes = plan.uses.enumerated().map { index, use in
            TableChange(use: use, number: index + 1, names: names, history: history)
        }
        for change in changes { change.create(&script) }
        var body = RepairScript()
        for change in changes { change.write(&body) }
        script.comment("Makes the changes of the repairs whose numbers lie between two, and logs them.")
        script.sql(
            """
            CREATE OR REPLACE FUNCTION pg_temp.tieout_change(tieout_first integer, tieout_last integer) RETURNS void
            LANGUAGE plpgsql AS \(SQLText.dollarQuoted("BEGIN\n\(body.text)SET CONSTRAINTS ALL IMMEDIATE;\nEND"));
            """)
        ScriptRefusals(addUp: ScriptGuards.addsUp(plan) ? "PERFORM pg_temp.tieout_add_up();\n    " : "").write(&script)
        show(&script)
    }
}

private extension ScriptChanges {
    func show(_ script: inout RepairScript) {
        script.psql("\n\\echo 'To be changed:'")
        script.sql(
            """
            SELECT r.finding_id AS finding, r.rule, r.impact, r.what, c.tbl AS "table",
                CASE c.action WHEN 'insert' THEN 'new' ELSE c.row_id::text END AS row, c.col AS "column", c.now,
                CASE c.action WHEN 'delete' THEN '(deleted)' WHEN 'add' THEN c.becomes ELSE c.new END AS becomes
            FROM tieout_cell c JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL
                AND (c.action <> 'set' OR c.now IS DISTINCT FROM c.new)
            ORDER BY r.no, c.tbl, c.row_id, c.col;
            """)
        script.psql("\\echo 'Skipped:'")
        script.sql(
            """
            SELECT r.finding_id AS finding, r.rule, r.impact, r.skipped AS reason, m.tbl AS "table",
                m.row_id AS row, m.col AS "column", m.expected, m.found
            FROM tieout_repair r LEFT JOIN (SELECT DISTINCT * FROM tieout_moved) m
                ON m.no = r.no AND (r.skipped = 'does not fit' AND m.kind = 'fit'
                    OR r.skipped = '\(ScriptRefusals.reason)' AND m.kind = 'refused'
                    OR r.skipped LIKE 'moved on%' AND m.kind NOT IN ('fit', 'refused'))
            WHERE r.skipped IS NOT NULL AND r.skipped <> 'no alternative picked'
            ORDER BY r.no, m.tbl, m.row_id, m.col;
            """)
    }
}

/// What is done to one table: set, added to, deleted from, inserted into.
struct TableChange {
    let use: TableUse
    let number: Int
    let names: SQLNames
    let history: ScriptHistory

    /// The repairs that are being applied, as the statements of `tieout_change` choose them.
    static let chosen = "r.skipped IS NULL AND r.no BETWEEN tieout_first AND tieout_last"

    /// The temporary tables that the changes need.
    func create(_ script: inout RepairScript) {
        if !use.set.isEmpty || !use.added.isEmpty { touch.create(&script) }
        if !use.set.isEmpty { rewrite.create(&script) }
        if use.inserts { insertion.create(&script) }
    }

    func write(_ script: inout RepairScript) {
        script.comment("Changes of \(names.label(use.table)).")
        if !use.set.isEmpty || !use.added.isEmpty { touch.before(&script) }
        if !use.set.isEmpty { set(&script) }
        if !use.added.isEmpty { add(&script) }
        if !use.set.isEmpty || !use.added.isEmpty { touch.after(&script) }
        if use.deletes { delete(&script) }
        if use.inserts { insertion.write(&script) }
    }
}

private extension TableChange {
    var table: String { names.table(use.table) }
    var key: String { names.key(use.table) }
    var label: String { SQLText.literal(names.label(use.table)) }

    var touch: RowTouch {
        RowTouch(table: use.table, name: "tieout_touch_\(number)", names: names, history: history)
    }

    var rewrite: RowRewrite {
        RowRewrite(table: use.table, columns: use.set, name: "tieout_new_\(number)", names: names)
    }

    var insertion: LineInsertion { LineInsertion(names: names, history: history) }

    func set(_ script: inout RepairScript) {
        rewrite.fill(
            """
            SELECT c.row_id, json_object_agg(c.col, c.new ORDER BY c.no) AS change
                FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
                WHERE \(Self.chosen) AND c.action = 'set' AND c.tbl = \(label)
                    AND NOT pg_temp.tieout_same(k.kind, c.now, c.new) GROUP BY c.row_id
            """, &script)
        script.sql(logOfSet(rewrite.name))
        rewrite.write(andSet: moveTime, &script)
    }

    func logOfSet(_ new: String) -> String {
        let values = use.set.map { column in
            "(\(SQLText.literal(names.columnName(use.table, column))), n.\(names.column(use.table, column))::text)"
        }
        return """
            INSERT INTO \(names.log) \(ScriptHistory.logColumns)
            SELECT \(history.runID), r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.now, v.new, 'set'
            FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN \(new) n ON n.\(key) = c.row_id
            CROSS JOIN LATERAL (VALUES \(values.joined(separator: ", "))) AS v (col, new)
            WHERE \(Self.chosen) AND c.action = 'set' AND c.tbl = \(label) AND v.col = c.col
                AND c.now IS DISTINCT FROM v.new ORDER BY c.no;
            """
    }

    /// Adds the sum of all differences to whatever is there; the log has each repair's own step.
    func add(_ script: inout RepairScript) {
        let sums = use.added.enumerated().map { index, column in
            let name = SQLText.literal(names.columnName(use.table, column))
            return "coalesce(sum(c.new::numeric) FILTER (WHERE c.col = \(name)), 0) AS added_\(index + 1)"
        }
        let settings = use.added.enumerated().map { index, column in
            "\(names.column(use.table, column)) = t.\(names.column(use.table, column)) + n.added_\(index + 1)"
        }
        script.sql(
            """
            INSERT INTO \(names.log) \(ScriptHistory.logColumns)
            SELECT \(history.runID), r.finding_id, r.rule, c.tbl, c.row_id, c.col, c.old, c.becomes, 'add'
            FROM tieout_cell c JOIN tieout_repair r USING (no)
            WHERE \(Self.chosen) AND c.action = 'add' AND c.tbl = \(label) ORDER BY c.no;
            UPDATE \(table) t SET \(RepairScript.list(settings + moveTime, indent: 4))
            FROM (SELECT c.row_id, \(sums.joined(separator: ", "))
                FROM tieout_cell c JOIN tieout_repair r USING (no)
                WHERE \(Self.chosen) AND c.action = 'add' AND c.tbl = \(label) GROUP BY c.row_id) n
            WHERE n.row_id = t.\(key);
            """)
    }

    var moveTime: [String] {
        names.updatedColumn(use.table).map { [names.column(use.table, $0) + " = now()"] } ?? []
    }

    /// The log keeps the whole row, every column of it.
    func delete(_ script: inout RepairScript) {
        script.sql(
            """
            WITH gone AS (
                SELECT c.row_id, min(c.no) AS no FROM tieout_cell c JOIN tieout_repair r USING (no)
                WHERE \(Self.chosen) AND c.action = 'delete' AND c.tbl = \(label) AND c.present GROUP BY c.row_id)
            INSERT INTO \(names.log) \(ScriptHistory.logColumns)
            SELECT \(history.runID), r.finding_id, r.rule, \(label), t.\(key), '*', row_to_json(t)::text, NULL, 'delete'
            FROM gone g JOIN tieout_repair r USING (no) JOIN \(table) t ON t.\(key) = g.row_id ORDER BY g.no, g.row_id;
            DELETE FROM \(table) t USING tieout_cell c, tieout_repair r
            WHERE \(Self.chosen) AND c.no = r.no AND c.action = 'delete' AND c.tbl = \(label) AND t.\(key) = c.row_id;
            """)
    }
}
