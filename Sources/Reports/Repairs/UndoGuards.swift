internal import LiveShopping

/// The part of an undo script that decides what can be put back: cells that still hold what was written.
struct UndoGuards {
    let plan: UndoPlan
    let names: SQLNames
    let history: ScriptHistory

    func write(_ script: inout RepairScript) {
        entries(&script)
        ScriptLocks(names: names, tables: plan.uses.map(\.table)).write(&script)
        script.sql(
            """
            UPDATE tieout_repair r SET skipped = 'in use by another transaction'
            FROM tieout_back b JOIN tieout_lock k USING (tbl, row_id)
            WHERE NOT k.held AND b.no = r.no AND r.skipped IS NULL;
            """)
        for use in plan.uses { current(use, &script) }
        moved(&script)
    }
}

private extension UndoGuards {
    func entries(_ script: inout RepairScript) {
        history.readLog(&script)
        script.comment("What no undo has taken back.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_back ON COMMIT DROP AS
            SELECT r.no, l.log_id, l.action, l.tbl, l.row_id, l.col, l.old, l.new, false AS present, NULL::text AS now,
                NULL::text AS before, NULL::text AS after
            FROM tieout_repair r JOIN tieout_log l USING (finding_id)
            WHERE NOT l.undone AND l.action NOT IN ('undo', 'touch');
            ANALYZE tieout_back;
            UPDATE tieout_repair r SET skipped = 'nothing to take back'
            WHERE NOT EXISTS (SELECT FROM tieout_back b WHERE b.no = r.no);
            CREATE TEMP TABLE tieout_lock ON COMMIT DROP AS
            SELECT DISTINCT tbl, row_id, true AS target, false AS held FROM tieout_back;
            ANALYZE tieout_lock;
            """)
    }

    func current(_ use: TableUse, _ script: inout RepairScript) {
        let (table, key) = (names.table(use.table), names.key(use.table))
        let columns = use.set + use.added.filter { !use.set.contains($0) }
        let values = columns.map { column in
            "(\(SQLText.literal(names.columnName(use.table, column))), t.\(names.column(use.table, column))::text)"
        }
        if !values.isEmpty {
            script.sql(
                """
                UPDATE tieout_back b SET present = true, now = v.now
                FROM \(table) t CROSS JOIN LATERAL (VALUES \(values.joined(separator: ", "))) AS v (col, now)
                WHERE b.tbl = \(label(use.table)) AND t.\(key) = b.row_id AND b.col = v.col;
                """)
        }
        guard use.deletes || use.inserts else { return }
        script.sql(
            """
            UPDATE tieout_back b SET present = true, now = row_to_json(t)::text FROM \(table) t
            WHERE b.tbl = \(label(use.table)) AND t.\(key) = b.row_id AND b.col = '*';
            """)
    }

    func moved(_ script: inout RepairScript) {
        script.comment("What has moved on since it was applied.")
        script.sql(Self.steps)
        times(&script)
        script.sql("DO \(SQLText.dollarQuoted(Self.subtractions));")
    }

    /// A cell that several repairs changed must hold what the last wrote, and each must have begun where the one
    /// before it ended.
    static let steps = """
        CREATE TEMP TABLE tieout_moved ON COMMIT DROP AS
        SELECT b.no, b.tbl, b.row_id, b.col, 'cell' AS kind, b.new AS expected, coalesce(b.next, b.now) AS found
        FROM (SELECT *, lead(old) OVER cell AS next, lead(log_id) OVER cell IS NULL AS is_last FROM tieout_back
            WHERE action = 'set' WINDOW cell AS (PARTITION BY tbl, row_id, col ORDER BY log_id)) b
        JOIN tieout_column k USING (tbl, col)
        WHERE b.present AND NOT pg_temp.tieout_same(k.kind, b.new, CASE WHEN b.is_last THEN b.now ELSE b.next END);
        INSERT INTO tieout_moved
        SELECT DISTINCT no, tbl, row_id, '(row)', 'row', 'present', 'missing' FROM tieout_back
        WHERE action IN ('set', 'add', 'insert') AND NOT present;
        INSERT INTO tieout_moved
        SELECT no, tbl, row_id, '(row)', 'row', 'missing', 'present' FROM tieout_back WHERE action = 'delete' AND present;
        INSERT INTO tieout_moved
        SELECT no, tbl, row_id, '(row)', 'row', new, now FROM tieout_back
        WHERE action = 'insert' AND present AND now IS DISTINCT FROM new;
        INSERT INTO tieout_moved
        SELECT no, tbl, row_id, col, 'cell', 'a number', now FROM tieout_back
        WHERE action = 'add' AND present AND (now IS NULL OR now IN ('NaN', 'Infinity', '-Infinity'));
        """

    /// The time of change tells whether anyone has changed a row since; what is only added to may have been.
    func times(_ script: inout RepairScript) {
        script.sql(
            """
            CREATE TEMP TABLE tieout_time (
                tbl text, row_id bigint, col text, first_id bigint, was text, written text, now text
            ) ON COMMIT DROP;
            """)
        for use in plan.uses where !(use.set.isEmpty && use.added.isEmpty) {
            guard let updated = names.updatedColumn(use.table) else { continue }
            script.sql(
                """
                INSERT INTO tieout_time
                SELECT h.tbl, h.row_id, h.col, h.first_id, h.was, h.written, t.\(names.column(use.table, updated))::text
                FROM (SELECT DISTINCT ON (l.row_id) l.tbl, l.row_id, l.col,
                        first_value(l.log_id) OVER history AS first_id, first_value(l.old) OVER history AS was,
                        last_value(l.new) OVER history AS written
                    FROM tieout_log l LEFT JOIN (SELECT tbl, row_id, col, max(log_id) AS log_id FROM tieout_log
                        WHERE action = 'undo' GROUP BY tbl, row_id, col) u USING (tbl, row_id, col)
                    WHERE l.action = 'touch' AND l.tbl = \(label(use.table)) AND l.log_id > coalesce(u.log_id, 0)
                        AND l.row_id IN (SELECT row_id FROM tieout_back WHERE tbl = \(label(use.table)))
                    WINDOW history AS (PARTITION BY l.row_id ORDER BY l.log_id
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
                    ORDER BY l.row_id) h
                JOIN \(names.table(use.table)) t ON t.\(names.key(use.table)) = h.row_id;
                """)
        }
        script.sql("ANALYZE tieout_time;")
        script.sql(
            """
            INSERT INTO tieout_moved
            SELECT DISTINCT b.no, b.tbl, b.row_id, t.col, 'cell', t.written, t.now
            FROM tieout_back b JOIN tieout_time t USING (tbl, row_id)
            WHERE b.action = 'set' AND t.now IS DISTINCT FROM t.written;
            UPDATE tieout_repair r SET skipped = 'moved on since it was applied'
            FROM tieout_moved m WHERE m.no = r.no AND r.skipped IS NULL;
            """)
    }

    /// Amounts are taken off from the last to the first; where nothing else has moved the cell, what was there before
    /// comes back to the last digit. One that does not fit is left, and the rest is added up again.
    static let subtractions = """
        BEGIN
            LOOP
                UPDATE tieout_back b SET
                    before = CASE WHEN s.before = b.new::numeric THEN b.new ELSE s.before::text END,
                    after = CASE WHEN s.before = b.new::numeric THEN b.old ELSE s.after::text END
                FROM (SELECT log_id, after, after + step AS before FROM (
                    SELECT b.log_id, b.new::numeric - b.old::numeric AS step,
                        b.now::numeric - sum(b.new::numeric - b.old::numeric) OVER cell AS after
                    FROM tieout_back b JOIN tieout_repair r USING (no) WHERE b.action = 'add' AND r.skipped IS NULL
                    WINDOW cell AS (PARTITION BY b.tbl, b.row_id, b.col ORDER BY b.log_id DESC)) sums) s
                WHERE s.log_id = b.log_id;
                INSERT INTO tieout_moved
                SELECT DISTINCT ON (b.tbl, b.row_id, b.col) b.no, b.tbl, b.row_id, b.col, 'fit', k.type, b.after
                FROM tieout_back b JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
                WHERE r.skipped IS NULL AND b.action = 'add'
                    AND NOT pg_temp.tieout_fits(b.after, k.not_null, k.base, k.type, k.digits, k.scale)
                ORDER BY b.tbl, b.row_id, b.col, b.log_id DESC;
                EXIT WHEN NOT FOUND;
                UPDATE tieout_repair r SET skipped = 'does not fit'
                FROM tieout_moved m WHERE m.no = r.no AND m.kind = 'fit' AND r.skipped IS NULL;
            END LOOP;
            UPDATE tieout_back SET before = new, after = old WHERE action <> 'add';
        END
        """

    func label(_ table: Table) -> String { SQLText.literal(names.label(table)) }
}
