internal import LiveShopping

/// Compares what repairs rest on with what is there: every value of every row, and that no row came or went.
struct EvidenceGuards {
    let names: SQLNames
    /// Tables from which some script of the run deletes rows.
    let deletedFrom: Set<Table>

    func write(_ group: EvidenceGroup, _ number: Int, _ script: inout RepairScript) {
        let evidence = ScriptData.evidenceTable(number)
        let rows = rows(of: group.table, group.tests.map(\.column))
        let key = "t." + names.key(group.table)
        script.sql(
            """
            INSERT INTO tieout_moved
            SELECT e.no, \(label(group.table)), e.row_id, '(row)', 'row', 'present', 'missing'
            FROM \(evidence) e LEFT JOIN \(rows) t ON \(key) = e.row_id WHERE \(key) IS NULL;
            """)
        guard !group.tests.isEmpty else { return }
        script.sql(
            """
            INSERT INTO tieout_moved
            SELECT e.no, \(label(group.table)), e.row_id, d.col, d.kind, d.expected, d.found
            FROM \(evidence) e JOIN \(rows) t ON \(key) = e.row_id
            CROSS JOIN LATERAL (VALUES
                \(RepairScript.list(group.tests.map { comparison($0, in: group.table) }, indent: 4))
            ) AS d (col, kind, expected, found, differs)
            WHERE d.differs AND (\(group.tests.map { differs($0, in: group.table) }.joined(separator: "\n    OR ")));
            """)
    }

    func write(_ group: MemberGroup, _ number: Int, _ script: inout RepairScript) {
        let members = ScriptData.memberTable(number)
        let rows = rows(of: group.table, [group.column])
        let key = "t." + names.key(group.table)
        let column = "t." + names.column(group.table, group.column)
        let name = SQLText.literal(names.columnName(group.table, group.column))
        script.sql(
            """
            INSERT INTO tieout_moved
            SELECT v.no, \(label(group.table)), \(key), \(name), 'row', 'no such row', v.value::text
            FROM (SELECT DISTINCT no, value FROM \(members)) v JOIN \(rows) t ON \(column) = v.value
            WHERE NOT EXISTS (SELECT FROM \(members) m WHERE (m.no, m.value, m.row_id) = (v.no, v.value, \(key)))
                AND NOT EXISTS (SELECT FROM tieout_come c WHERE c.tbl = \(label(group.table)) AND c.row_id = \(key));
            INSERT INTO tieout_moved
            SELECT m.no, \(label(group.table)), m.row_id, \(name), 'row', m.value::text, coalesce(\(column)::text, 'no such row')
            FROM \(members) m LEFT JOIN \(rows) t ON \(key) = m.row_id
            WHERE m.row_id IS NOT NULL AND \(column) IS DISTINCT FROM m.value;
            """)
    }
}

private extension EvidenceGuards {
    /// The table, with the rows that this run has deleted from it.
    func rows(of table: Table, _ columns: [String]) -> String {
        guard deletedFrom.contains(table) else { return names.table(table) }
        let wanted = ([names.key(table)] + columns.map { names.column(table, $0) }).uniqued()
        return """
            (SELECT \(wanted.joined(separator: ", ")) FROM \(names.table(table))
                UNION ALL
                SELECT \(wanted.map { "d." + $0 }.joined(separator: ", "))
                FROM tieout_gone g, json_populate_record(NULL::\(names.table(table)), g.was::json) d
                WHERE g.tbl = \(label(table)))
            """
    }

    func comparison(_ test: EvidenceGroup.Test, in table: Table) -> String {
        let expected = "e." + SQLText.identifier(test.column)
        let found = "t." + names.column(table, test.column)
        let name = SQLText.literal(names.columnName(table, test.column))
        let texts =
            test.kind == .deletion
            ? "\(Self.deletion(expected)), \(Self.deletion(test.kind.compared(found)))"
            : "\(expected)::text, \(found)::text"
        return "(\(name), '\(test.kind.rawValue)', \(texts), \(differs(test, in: table)))"
    }

    func differs(_ test: EvidenceGroup.Test, in table: Table) -> String {
        let found = test.kind.compared("t." + names.column(table, test.column))
        return "e.\(SQLText.identifier(test.column)) IS DISTINCT FROM \(found)"
    }

    static func deletion(_ isDeleted: String) -> String {
        "CASE WHEN \(isDeleted) THEN 'deleted' ELSE 'not deleted' END"
    }

    func label(_ table: Table) -> String { SQLText.literal(names.label(table)) }
}

private extension [String] {
    func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
