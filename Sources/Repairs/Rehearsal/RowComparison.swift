internal import LiveShopping
internal import Reports
internal import Snapshots

/// Compares every row that repairs have touched, column by column, with what others still see of it.
///
/// The rehearsal's rows are locked, so what others see is what was there before. A trigger that changes more of a row
/// than the log says is found here; one that changes other rows is found by counting.
struct RowComparison {
    let inside: Connection
    let outside: Connection
    let names: SQLNames

    private static let most = 2_000

    /// The cells that have changed since an entry of the log without being in it, as `table row column`.
    func unlogged(since entry: Int) throws(ServerFailure) -> [String] {
        var cells: [String] = []
        for table in Table.allCases {
            let touched = try touched(table, since: entry)
            let keys = touched.keys.sorted()
            for start in stride(from: 0, to: keys.count, by: Self.most) {
                let part = Array(keys[start..<min(start + Self.most, keys.count)])
                cells += try compare(table, part, touched)
            }
        }
        return cells
    }
}

private extension RowComparison {
    /// The rows of a table that were set or added to, with the columns that the log names.
    func touched(_ table: Table, since entry: Int) throws(ServerFailure) -> [Int64: Set<String>] {
        let answer = try inside.answer(
            """
            SELECT row_id, column_name FROM \(names.log)
            WHERE log_id > \(entry) AND table_name = \(inside.literal(names.label(table))) AND action IN ('set', 'add', 'computed', 'touch', 'count')
            """)
        var touched: [Int64: Set<String>] = [:]
        for row in answer.rows {
            guard let id = row[0].flatMap({ Int64($0) }), let column = row[1] else { continue }
            touched[id, default: []].insert(column)
        }
        return touched
    }

    func compare(_ table: Table, _ keys: [Int64], _ logged: [Int64: Set<String>]) throws(ServerFailure) -> [String] {
        let columns = try columns(table)
        let list = columns.map { "t.\(quotedIdentifier($0))::text" }.joined(separator: ", ")
        let key = "t." + names.key(table)
        let query = """
            SELECT \(key)::text, \(list) FROM \(names.table(table)) t
            WHERE \(key) = ANY ('{\(keys.map(String.init).joined(separator: ","))}'::bigint[]) ORDER BY \(key)
            """
        let before = try outside.answer(query).rows
        let after = try inside.answer(query).rows
        let was = Dictionary(before.map { ($0[0], $0) }) { first, _ in first }
        return after.flatMap { row -> [String] in
            guard let id = row[0].flatMap({ Int64($0) }), let old = was[row[0]] else { return [] }
            return columns.indices.compactMap { index in
                let isSame = old[index + 1] == row[index + 1] || logged[id]?.contains(columns[index]) ?? false
                return isSame ? nil : "\(names.label(table)) \(id) \(columns[index])"
            }
        }
    }

    /// The columns that may be read and are not computed from others.
    func columns(_ table: Table) throws(ServerFailure) -> [String] {
        let relation = inside.literal(names.table(table))
        return try inside.answer(
            """
            SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(\(relation)) AND attnum > 0
                AND NOT attisdropped AND attgenerated = '' AND has_column_privilege(attrelid, attnum, 'SELECT')
            ORDER BY attnum
            """
        ).rows.compactMap { $0[0] }
    }
}
