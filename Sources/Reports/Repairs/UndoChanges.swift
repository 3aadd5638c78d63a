internal import LiveShopping

/// The part of an undo script that shows what comes back, logs it and puts it back.
struct UndoChanges {
    let plan: UndoPlan
    let names: SQLNames
    let run: RunIdentity

    func write(_ script: inout RepairScript) {
        cells(&script)
        show(&script)
        var body = RepairScript()
        log(&body)
        for use in plan.uses where use.deletes { reinsert(use.table, &body) }
        for (index, use) in plan.uses.enumerated() { restore(use, "tieout_new_\(index + 1)", &body) }
        for use in plan.uses where use.inserts { remove(use.table, &body) }
        script.comment("Puts it back.")
        script.sql(OrNothing.statement(body.text + "SET CONSTRAINTS ALL IMMEDIATE;"))
    }
}

private extension UndoChanges {
    /// The former value of each cell; a time of change comes back when nothing else of the run is left on the row.
    func cells(_ script: inout RepairScript) {
        script.comment("What comes back.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_restore ON COMMIT DROP AS
            SELECT DISTINCT ON (b.tbl, b.row_id, b.col) b.tbl, b.row_id, b.col, b.now, b.after AS value
            FROM tieout_back b JOIN tieout_repair r USING (no)
            WHERE r.skipped IS NULL AND b.action IN ('set', 'add') ORDER BY b.tbl, b.row_id, b.col, b.log_id;
            DELETE FROM tieout_time t WHERE NOT EXISTS (
                    SELECT FROM tieout_restore b WHERE (b.tbl, b.row_id) = (t.tbl, t.row_id))
                OR EXISTS (SELECT FROM tieout_log l WHERE NOT l.undone AND l.action NOT IN ('undo', 'touch')
                    AND (l.tbl, l.row_id) = (t.tbl, t.row_id) AND NOT EXISTS (
                        SELECT FROM tieout_back b JOIN tieout_repair r USING (no)
                        WHERE b.log_id = l.log_id AND r.skipped IS NULL));
            INSERT INTO tieout_restore
            SELECT tbl, row_id, col, now, CASE WHEN now IS DISTINCT FROM written THEN now()::text ELSE was END
            FROM tieout_time;
            ANALYZE tieout_restore;
            """)
    }

    func show(_ script: inout RepairScript) {
        script.psql("\n\\echo 'To be put back:'")
        script.sql(
            """
            SELECT r.finding_id AS finding, r.rule, b.tbl AS "table", b.row_id AS row, b.col AS "column",
                CASE b.action WHEN 'delete' THEN '(deleted)' ELSE b.before END AS now,
                CASE b.action WHEN 'insert' THEN '(deleted)' ELSE b.after END AS becomes
            FROM tieout_back b JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL
            ORDER BY r.no, b.tbl, b.row_id, b.col, b.log_id DESC;
            """)
        script.psql("\\echo 'Skipped:'")
        script.sql(
            """
            SELECT r.finding_id AS finding, r.rule, r.skipped AS reason, m.tbl AS "table", m.row_id AS row,
                m.col AS "column", m.expected, m.found
            FROM tieout_repair r LEFT JOIN (SELECT DISTINCT * FROM tieout_moved) m
                ON m.no = r.no AND (r.skipped = 'does not fit' AND m.kind = 'fit'
                    OR r.skipped LIKE 'moved on%' AND m.kind <> 'fit')
            WHERE r.skipped IS NOT NULL AND r.skipped <> 'nothing to take back'
            ORDER BY r.no, m.tbl, m.row_id, m.col;
            """)
    }

    func log(_ script: inout RepairScript) {
        script.sql(
            """
            INSERT INTO \(names.log)
                (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action, undoes)
            SELECT \(SQLText.literal(run.id)), r.finding_id, r.rule, b.tbl, b.row_id, b.col, b.before, b.after, 'undo', b.log_id
            FROM tieout_back b JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL ORDER BY b.log_id DESC;
            INSERT INTO \(names.log)
                (run_id, finding_id, rule, table_name, row_id, column_name, old_value, new_value, action, undoes)
            SELECT \(SQLText.literal(run.id)), l.finding_id, l.rule, s.tbl, s.row_id, s.col, s.now, s.value, 'undo', t.first_id
            FROM tieout_restore s JOIN tieout_time t USING (tbl, row_id, col) JOIN tieout_log l ON l.log_id = t.first_id
            ORDER BY t.first_id DESC;
            """)
    }

    func restore(_ use: TableUse, _ new: String, _ script: inout RepairScript) {
        let own = use.set + use.added.filter { !use.set.contains($0) }
        guard !own.isEmpty else { return }
        let updated = names.updatedColumn(use.table).map { [$0] } ?? []
        let rewrite = RowRewrite(
            table: use.table, columns: own + updated.filter { !own.contains($0) }, name: new, names: names)
        rewrite.create(&script)
        rewrite.fill(
            """
            SELECT s.row_id, json_object_agg(s.col, s.value) AS change FROM tieout_restore s
                WHERE s.tbl = \(SQLText.literal(names.label(use.table))) GROUP BY s.row_id
            """, &script)
        rewrite.write(&script)
    }

    /// Whole rows come back with every column that is not computed from others.
    func reinsert(_ table: Table, _ script: inout RepairScript) {
        let name = SQLText.literal(names.table(table))
        let body = """
            DECLARE
                columns text;
            BEGIN
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
                WHERE attrelid = \(name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
                EXECUTE format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s
                    FROM tieout_back b JOIN tieout_repair r USING (no),
                        LATERAL json_populate_record(NULL::%1$s, b.old::json) AS former
                    WHERE r.skipped IS NULL AND b.action = ''delete'' AND b.tbl = %3$L',
                    \(name), columns, \(SQLText.literal(names.label(table))));
            END;
            """
        script.sql(body)
    }

    func remove(_ table: Table, _ script: inout RepairScript) {
        script.sql(
            """
            DELETE FROM \(names.table(table)) t USING tieout_back b, tieout_repair r
            WHERE r.no = b.no AND r.skipped IS NULL AND b.action = 'insert'
                AND b.tbl = \(SQLText.literal(names.label(table))) AND t.\(names.key(table)) = b.row_id;
            """)
    }
}
