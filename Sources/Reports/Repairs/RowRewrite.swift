internal import LiveShopping

/// Gives rows of one table new values in some columns: all rows in one statement, each with its own cells.
///
/// The new values are text. They are read in as the table's own types read it, enum types and all, by way of a
/// temporary table with the same columns that starts from what is there.
struct RowRewrite {
    let table: Table
    /// By their names in the reference schema.
    let columns: [String]
    /// The temporary table of new rows.
    let name: String
    let names: SQLNames

    /// Creates the temporary table, empty.
    func create(_ script: inout RepairScript) {
        script.sql(
            """
            CREATE TEMP TABLE \(name) ON COMMIT DROP AS SELECT \(row) FROM \(names.table(table)) t WITH NO DATA;
            """)
    }

    /// Fills it with the new rows from a query of `row_id` and `change`, a JSON object of values by column.
    func fill(_ changes: String, _ script: inout RepairScript) {
        script.sql(
            """
            TRUNCATE \(name);
            INSERT INTO \(name)
            SELECT n.* FROM (\(changes)) c
            JOIN \(names.table(table)) t ON t.\(key) = c.row_id
            CROSS JOIN LATERAL json_populate_record(ROW(\(row))::pg_temp.\(name), c.change) n;
            ANALYZE \(name);
            """)
    }

    /// Writes the new rows.
    func write(andSet others: [String] = [], _ script: inout RepairScript) {
        script.sql(
            """
            UPDATE \(names.table(table)) t SET
                \(RepairScript.list(quoted.map { "\($0) = n.\($0)" } + others, indent: 4))
            FROM \(name) n WHERE n.\(key) = t.\(key);
            """)
    }

    private var row: String { ([key] + quoted).map { "t." + $0 }.joined(separator: ", ") }
    private var key: String { names.key(table) }
    private var quoted: [String] { columns.map { names.column(table, $0) } }
}
