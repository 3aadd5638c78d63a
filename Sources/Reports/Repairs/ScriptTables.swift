internal import LiveShopping

/// The columns that a script changes, as rows from which PostgreSQL tells what each can hold.
struct ColumnTable {
    let names: SQLNames
    let columns: [(table: Table, column: String)]

    /// Creates `tieout_column`: what each column holds, and the type it really has at this site.
    func create(_ script: inout RepairScript) {
        script.comment("The columns that are changed here, with the types they really have.")
        script.sql(
            """
            CREATE TEMP TABLE tieout_column ON COMMIT DROP AS
            SELECT c.tbl, c.col, c.kind, a.attnotnull AS not_null, b.base,
                format_type(b.base, b.modifier) AS type,
                CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
                    THEN ((b.modifier - 4) >> 16) & 65535 END AS digits,
                CASE WHEN b.base = 'numeric'::regtype AND b.modifier >= 4
                    THEN (((b.modifier - 4) & 2047) # 1024) - 1024 END AS scale
            FROM (VALUES
                \(rows)
            ) AS c (tbl, col, kind, relation)
            JOIN pg_attribute a ON a.attrelid = c.relation::regclass AND a.attname = c.col
            JOIN pg_type t ON t.oid = a.atttypid
            CROSS JOIN LATERAL (SELECT
                CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE a.atttypid END AS base,
                CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier) AS b;
            """)
    }

    /// A list of no rows is written as a row that joins nothing.
    private var rows: String {
        guard !columns.isEmpty else { return "('', '', '', NULL)" }
        return columns.map { table, column in
            let values = [
                names.label(table), names.columnName(table, column), ValueKind(table, column).rawValue,
                names.table(table),
            ]
            return "(" + values.map(SQLText.literal).joined(separator: ", ") + ")"
        }
        .joined(separator: ",\n    ")
    }
}

extension [TableUse] {
    /// Each column that some alternative sets, adds to or gives a new line.
    var changedColumns: [(table: Table, column: String)] {
        flatMap { use in
            let inserted = use.inserts ? RepairPlan.lineColumns : []
            let all = use.set + use.added.filter { !use.set.contains($0) }
            return (all + inserted.filter { !all.contains($0) }).map { (use.table, $0) }
        }
    }
}

extension RepairPlan {
    /// What a new line of an order is given; its id is the database's to give.
    static let lineColumns: [String] = [
        OrderLine.Field.orderID, .batchID, .quantity, .unitPrice, .lineTotal, .isSample,
    ].map(\.name)
}

extension RepairScript {
    /// Words of a statement put together with commas over several lines.
    static func list(_ items: [String], indent: Int) -> String {
        items.joined(separator: ",\n" + String(repeating: " ", count: indent))
    }
}
