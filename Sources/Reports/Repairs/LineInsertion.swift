internal import LiveShopping

/// Adds lines to orders, with ids from wherever the table's ids come from.
struct LineInsertion {
    let names: SQLNames
    let history: ScriptHistory

    func create(_ script: inout RepairScript) {
        script.sql(
            """
            CREATE TEMP TABLE tieout_line (row_id bigint, no integer, id bigint, change json, place bigint) ON COMMIT DROP;
            CREATE TEMP TABLE tieout_new_line ON COMMIT DROP AS SELECT \(row) FROM \(table) t WITH NO DATA;
            CREATE OR REPLACE FUNCTION pg_temp.tieout_number() RETURNS void
            LANGUAGE plpgsql AS \(SQLText.dollarQuoted(numbering));
            """)
    }

    func write(_ script: inout RepairScript) {
        script.sql(
            """
            TRUNCATE tieout_line, tieout_new_line;
            INSERT INTO tieout_line
            SELECT c.row_id, min(c.no) AS no, NULL::bigint AS id,
                json_object_agg(c.col, c.new) AS change, row_number() OVER (ORDER BY c.row_id DESC) AS place
            FROM tieout_cell c JOIN tieout_repair r USING (no)
            WHERE \(TableChange.chosen) AND c.action = 'insert' GROUP BY c.row_id;
            PERFORM pg_temp.tieout_number();
            INSERT INTO tieout_new_line
            SELECT n.* FROM tieout_line l CROSS JOIN LATERAL json_populate_record(NULL::pg_temp.tieout_new_line,
                (l.change::jsonb || jsonb_build_object(\(keyName), l.id))::json) n;
            INSERT INTO \(table) (\(columns.joined(separator: ", "))) OVERRIDING SYSTEM VALUE
            SELECT \(row) FROM tieout_new_line t ORDER BY t.\(key);
            INSERT INTO \(names.log) \(ScriptHistory.logColumns)
            SELECT \(history.runID), r.finding_id, r.rule, \(label), l.id, '*', NULL, row_to_json(t)::text, 'insert'
            FROM tieout_line l JOIN tieout_repair r USING (no) JOIN \(table) t ON t.\(key) = l.id ORDER BY l.place;
            """)
    }
}

private extension LineInsertion {
    var columns: [String] { [key] + RepairPlan.lineColumns.map { names.column(.orderLines, $0) } }
    var row: String { columns.map { "t." + $0 }.joined(separator: ", ") }
    var table: String { names.table(.orderLines) }
    var key: String { names.key(.orderLines) }
    var label: String { SQLText.literal(names.label(.orderLines)) }
    var keyName: String { SQLText.literal(names.columnName(.orderLines, SQLNames.keyColumn(.orderLines))) }

    /// Ids come from the column's identity or default; where it has neither, they follow the highest there is.
    var numbering: String {
        """
        DECLARE
            source text;
        BEGIN
            IF NOT EXISTS (SELECT FROM tieout_line) THEN
                RETURN;
            END IF;
            SELECT coalesce(
                'nextval(' || quote_literal(pg_get_serial_sequence(\(SQLText.literal(table)), a.attname)) || '::regclass)',
                pg_get_expr(d.adbin, d.adrelid)) INTO source
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
            WHERE a.attrelid = \(SQLText.literal(table))::regclass AND a.attname = \(keyName);
            IF source IS NULL THEN
                UPDATE tieout_line SET id = place + (SELECT coalesce(max(\(key)), 0) FROM \(table));
            ELSE
                EXECUTE 'UPDATE tieout_line SET id = ' || source;
            END IF;
        END
        """
    }
}
