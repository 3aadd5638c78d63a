import FinancialMath
public import LiveShopping

/// What PostgreSQL itself says that a table and one of its amounts come to, in the same snapshot.
public struct ControlSum: Sendable, Hashable {
    public let table: Table
    /// By its name in the reference schema.
    public let column: String
    /// Rows of the table.
    public let rows: Int
    /// Cells of the column that are numbers within the range.
    public let cells: Int
    /// What these come to, as PostgreSQL writes it.
    public let sum: String
}

extension PostgresSource {
    /// Has PostgreSQL add up a table's columns by itself, leaving out what is no number or beyond the range.
    ///
    /// - Parameter columns: Columns of money and quantities, by their names in the reference schema.
    /// - Throws: ``SourceError`` of kind `unreachable`.
    public func controlSums(of table: Table, columns: [String]) throws -> [ControlSum] {
        guard let layout = layouts[table] else { return [] }
        return try columns.compactMap { column in
            guard let own = layout.column(column)?.name else { return nil }
            let kind = table.columns.first { $0.name == column }?.kind
            let limit = kind == .quantity ? "922337203685477.5807" : "92233720368547758.07"
            return try sum(quotedIdentifier(own), limit: limit, in: layout, of: column)
        }
    }

    private func sum(
        _ identifier: String, limit: String, in layout: TableLayout, of column: String
    ) throws -> ControlSum {
        let cell = "\(identifier)::numeric"
        let isSound = "\(cell) BETWEEN -\(limit) AND \(limit)"
        let sql = """
            SELECT count(*), count(\(identifier)) FILTER (WHERE \(isSound)),
                coalesce(sum(\(cell)) FILTER (WHERE \(isSound)), 0)
            FROM \(layout.name.quoted)
            """
        let row = try pool.withConnection { connection in
            try connection.rows(sql, columns: 3, doing: "adding up \(layout.table.name).\(column)").first ?? []
        }
        let values = row.map { $0 ?? "" }
        return ControlSum(
            table: layout.table, column: column, rows: Int(values.first ?? "") ?? 0,
            cells: values.count > 1 ? Int(values[1]) ?? 0 : 0, sum: values.last ?? "")
    }
}
