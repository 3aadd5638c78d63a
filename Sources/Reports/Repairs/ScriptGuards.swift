internal import LiveShopping

/// The part of a script that decides, with the locks held, which repairs still are what the run thought.
struct ScriptGuards {
    let plan: RepairPlan
    let names: SQLNames
    /// Tables from which some script of the run deletes rows.
    let deletedFrom: Set<Table>

    func write(_ script: inout RepairScript) {
        doneBefore(&script)
        locks(&script)
        current(&script)
        moved(&script)
        fits(&script)
    }
}

extension ScriptGuards {
    /// Whether `tieout_add_up` is there.
    static func addsUp(_ plan: RepairPlan) -> Bool { plan.uses.contains { !$0.added.isEmpty } }
}

private extension ScriptGuards {
    func doneBefore(_ script: inout RepairScript) {
        script.comment("Done before, or not picked.")
        script.sql(
            """
            UPDATE tieout_repair r SET skipped = 'already applied by this run, ' || d.done
            FROM (SELECT finding_id, to_char(min(applied_at), 'YYYY-MM-DD HH24:MI "UTC"') AS done
                FROM tieout_log WHERE NOT undone AND action NOT IN ('undo', 'touch') GROUP BY finding_id) d
            WHERE d.finding_id = r.finding_id;
            UPDATE tieout_repair SET skipped = 'no alternative picked' WHERE way IS NULL AND skipped IS NULL;
            """)
    }

    func locks(_ script: inout RepairScript) {
        script.sql(
            """
            CREATE TEMP TABLE tieout_lock ON COMMIT DROP AS
            SELECT tbl, row_id, bool_or(target) AS target, false AS held FROM (
                \(lockedRows.joined(separator: "\n    UNION ALL "))
            ) AS wanted GROUP BY tbl, row_id;
            ANALYZE tieout_lock;
            """)
        ScriptLocks(names: names, tables: plan.tables + (insertsLines ? [.orders] : [])).write(&script)
        script.sql(
            """
            UPDATE tieout_repair r SET skipped = 'in use by another transaction'
            FROM (\(rowsOfRepairs.joined(separator: "\n    UNION ALL "))) u
            JOIN tieout_lock k ON k.tbl = u.tbl AND k.row_id = u.row_id AND NOT k.held
            WHERE u.no = r.no AND r.skipped IS NULL;
            """)
    }

    var insertsLines: Bool { plan.uses.contains { $0.inserts } && !plan.tables.contains(.orders) }

    /// What is changed is locked for it. What a repair rests on is held still, unless the repair only adds: an addition
    /// is right beside whatever else happens.
    var lockedRows: [String] {
        let live = "JOIN tieout_repair r USING (no) WHERE r.skipped IS NULL"
        let changed = """
            SELECT tbl, row_id, true AS target FROM tieout_cell \(live) AND action <> 'insert'
            """
        let parents = """
            SELECT \(label(.orders)), new::bigint, true FROM tieout_cell \(live) AND action = 'insert' \
            AND col = \(SQLText.literal(names.columnName(.orderLines, OrderLine.Field.orderID.name)))
            """
        let looked = plan.evidence.enumerated().map { index, group in
            """
            SELECT \(label(group.table)), row_id, false FROM \(ScriptData.evidenceTable(index + 1)) e \(live) \
            AND EXISTS (SELECT FROM tieout_cell c WHERE c.no = e.no AND c.action <> 'add')
            """
        }
        return [changed] + (plan.uses.contains { $0.inserts } ? [parents] : []) + looked
    }

    var rowsOfRepairs: [String] {
        ["SELECT no, tbl, row_id FROM tieout_cell"]
            + plan.evidence.enumerated().map { index, group in
                "SELECT no, \(label(group.table)), row_id FROM \(ScriptData.evidenceTable(index + 1))"
            }
    }

    /// Notes what each cell that is to be changed holds now.
    func current(_ script: inout RepairScript) {
        script.comment("What is there now.")
        for use in plan.uses { current(use, &script) }
        settled(&script)
    }

    func current(_ use: TableUse, _ script: inout RepairScript) {
        let (table, key) = (names.table(use.table), names.key(use.table))
        let columns = use.set + use.added.filter { !use.set.contains($0) }
        if !columns.isEmpty {
            let values = columns.map { column in
                let name = SQLText.literal(names.columnName(use.table, column))
                return "(\(name), t.\(names.column(use.table, column))::text)"
            }
            script.sql(
                """
                UPDATE tieout_cell c SET present = true, now = v.now
                FROM \(table) t CROSS JOIN LATERAL (VALUES
                    \(RepairScript.list(values, indent: 4))
                ) AS v (col, now)
                WHERE c.tbl = \(label(use.table)) AND t.\(key) = c.row_id AND c.col = v.col
                    AND c.action IN ('set', 'add');
                """)
        }
        guard use.deletes else { return }
        script.sql(
            """
            UPDATE tieout_cell c SET present = true, now = row_to_json(t)::text FROM \(table) t
            WHERE c.tbl = \(label(use.table)) AND t.\(key) = c.row_id AND c.action = 'delete';
            """)
    }

    /// A repair is done when all that it sets is set and all that it deletes is gone; what it adds cannot be told.
    func settled(_ script: inout RepairScript) {
        script.sql(
            """
            UPDATE tieout_repair r SET skipped = 'already as it should be'
            FROM (SELECT c.no FROM tieout_cell c LEFT JOIN tieout_column k USING (tbl, col) GROUP BY c.no
                HAVING bool_and(CASE c.action
                        WHEN 'set' THEN c.present AND pg_temp.tieout_same(k.kind, c.now, c.new)
                        WHEN 'delete' THEN NOT c.present
                        ELSE c.action = 'add' END)
                    AND bool_or(c.action IN ('set', 'delete'))) d
            WHERE d.no = r.no AND r.skipped IS NULL;
            """)
    }

    func moved(_ script: inout RepairScript) {
        script.comment("What has moved on since the run read it.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_moved (
                no integer, tbl text, row_id bigint, col text, kind text, expected text, found text
            ) ON COMMIT DROP;
            INSERT INTO tieout_moved
            SELECT c.no, c.tbl, c.row_id, c.col, k.kind, c.old, c.now FROM tieout_cell c JOIN tieout_column k USING (tbl, col)
            WHERE c.action = 'set' AND c.present AND NOT pg_temp.tieout_same(k.kind, c.now, c.old);
            INSERT INTO tieout_moved
            SELECT DISTINCT no, tbl, row_id, '(row)', 'row', 'present', 'missing' FROM tieout_cell
            WHERE action <> 'insert' AND NOT present;
            INSERT INTO tieout_moved
            SELECT no, tbl, row_id, col, 'text', 'a number', now FROM tieout_cell
            WHERE action = 'add' AND present AND (now IS NULL OR now IN ('NaN', 'Infinity', '-Infinity'));
            """)
        let guards = EvidenceGuards(names: names, deletedFrom: deletedFrom)
        for (index, group) in plan.evidence.enumerated() { guards.write(group, index + 1, &script) }
        for (index, group) in plan.members.enumerated() { guards.write(group, index + 1, &script) }
        script.sql(
            """
            ANALYZE tieout_moved;
            DELETE FROM tieout_moved m USING tieout_own o
            WHERE o.unbroken AND (o.tbl, o.row_id, o.col) = (m.tbl, m.row_id, m.col)
                AND pg_temp.tieout_same(m.kind, o.first_old, m.expected)
                AND pg_temp.tieout_same(m.kind, o.last_new, m.found);
            UPDATE tieout_repair r SET skipped = 'moved on since the run read it'
            FROM tieout_moved m WHERE m.no = r.no AND r.skipped IS NULL;
            """)
    }

    func fits(_ script: inout RepairScript) {
        script.comment("What does not fit its column. Additions to one cell are looked at one after the other.")
        script.sql(
            """
            INSERT INTO tieout_moved
            SELECT c.no, c.tbl, c.row_id, c.col, 'fit', k.type, c.new
            FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
            WHERE r.skipped IS NULL AND c.action IN ('set', 'insert')
                AND NOT pg_temp.tieout_fits(c.new, k.not_null, k.base, k.type, k.digits, k.scale);
            UPDATE tieout_repair r SET skipped = 'does not fit'
            FROM tieout_moved m WHERE m.no = r.no AND m.kind = 'fit' AND r.skipped IS NULL;
            """)
        guard Self.addsUp(plan) else { return }
        script.sql(
            """
            CREATE OR REPLACE FUNCTION pg_temp.tieout_add_up() RETURNS void
            LANGUAGE plpgsql AS \(SQLText.dollarQuoted(Self.additions));
            """)
        script.sql(OrNothing.statement("PERFORM pg_temp.tieout_add_up();"))
    }

    /// The first of a cell's additions that does not fit is left out, and the rest is added up again.
    static let additions = """
        BEGIN
            LOOP
                UPDATE tieout_cell c SET becomes = s.value::text, old = coalesce(s.before::text, c.now)
                FROM (SELECT *, lag(value) OVER (PARTITION BY tbl, row_id, col ORDER BY no) AS before
                    FROM (SELECT a.no, a.tbl, a.row_id, a.col, a.now::numeric
                            + sum(a.new::numeric) OVER (PARTITION BY a.tbl, a.row_id, a.col ORDER BY a.no) AS value
                        FROM tieout_cell a JOIN tieout_repair r USING (no)
                        WHERE a.action = 'add' AND r.skipped IS NULL) sums) s
                WHERE (c.no, c.tbl, c.row_id, c.col, c.action) = (s.no, s.tbl, s.row_id, s.col, 'add');
                INSERT INTO tieout_moved
                SELECT DISTINCT ON (c.tbl, c.row_id, c.col) c.no, c.tbl, c.row_id, c.col, 'fit', k.type, c.becomes
                FROM tieout_cell c JOIN tieout_repair r USING (no) JOIN tieout_column k USING (tbl, col)
                WHERE r.skipped IS NULL AND c.action = 'add'
                    AND NOT pg_temp.tieout_fits(c.becomes, k.not_null, k.base, k.type, k.digits, k.scale)
                ORDER BY c.tbl, c.row_id, c.col, c.no;
                EXIT WHEN NOT FOUND;
                UPDATE tieout_repair r SET skipped = 'does not fit'
                FROM tieout_moved m WHERE m.no = r.no AND m.kind = 'fit' AND r.skipped IS NULL;
            END LOOP;
            UPDATE tieout_cell c SET old = round(c.old::numeric, k.scale)::text,
                becomes = round(c.becomes::numeric, k.scale)::text
            FROM tieout_column k WHERE (k.tbl, k.col) = (c.tbl, c.col) AND c.action = 'add' AND k.scale IS NOT NULL;
        END
        """

    func label(_ table: Table) -> String { SQLText.literal(names.label(table)) }
}
