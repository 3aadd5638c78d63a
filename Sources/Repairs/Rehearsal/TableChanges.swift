internal import LiveShopping
internal import Reports
internal import Snapshots

/// How many rows of a table were inserted, updated and deleted.
package struct RowCounts: Sendable, Hashable, Encodable {
    package var inserted = 0
    package var updated = 0
    package var deleted = 0

    static func - (left: Self, right: Self) -> Self {
        RowCounts(
            inserted: left.inserted - right.inserted, updated: left.updated - right.updated,
            deleted: left.deleted - right.deleted)
    }

    static func + (left: Self, right: Self) -> Self {
        RowCounts(
            inserted: left.inserted + right.inserted, updated: left.updated + right.updated,
            deleted: left.deleted + right.deleted)
    }

    var isZero: Bool { self == RowCounts() }
}

/// What a transaction has done to the tables: as the server counts it, and as the log of repairs has it.
struct TableChanges {
    let connection: Connection
    let names: SQLNames

    /// The server's own count for each table that the connection has changed, by its id. Temporary tables, the
    /// catalogue and the log itself are left out; a partition counts as the table that it is of.
    func counted() throws(ServerFailure) -> [String: RowCounts] {
        let answer = try connection.answer(
            """
            SELECT coalesce(pg_partition_root(c.oid)::oid, c.oid)::text, sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del)
            FROM pg_stat_xact_all_tables s JOIN pg_class c ON c.oid = s.relid
            WHERE c.relpersistence <> 't' AND s.schemaname NOT IN ('pg_catalog', 'information_schema')
                AND s.schemaname NOT LIKE 'pg\\_toast%'
                AND c.oid IS DISTINCT FROM to_regclass(\(connection.literal(names.log)))
            GROUP BY 1
            """)
        return counts(answer)
    }

    /// What the log says since an entry, which is how many rows were changed, deleted or inserted.
    func logged(since entry: Int) throws(ServerFailure) -> [String: RowCounts] {
        counts(
            try connection.answer(
                """
                SELECT k.relation::oid::text,
                    count(*) FILTER (WHERE l.action = 'insert'),
                    count(DISTINCT l.row_id) FILTER (WHERE l.action IN ('set', 'add')),
                    count(DISTINCT l.row_id) FILTER (WHERE l.action = 'delete')
                FROM \(names.log) l JOIN (VALUES \(relations)) AS k (label, relation) ON k.label = l.table_name
                WHERE l.log_id > \(entry) GROUP BY 1
                """))
    }

    /// The number of the log's last entry; 0 when it has none, or is not there.
    func lastEntry() throws(ServerFailure) -> Int {
        let exists = try connection.answer("SELECT to_regclass(\(connection.literal(names.log))) IS NOT NULL")
        guard exists.rows.first?.first == "t" else { return 0 }
        let last = try connection.answer("SELECT coalesce(max(log_id), 0) FROM \(names.log)")
        return last.rows.first?.first.flatMap { $0.flatMap { Int($0) } } ?? 0
    }

    /// The tables by the names that the log has for them, as rows of a VALUES list.
    var relations: String {
        Table.allCases.map { table in
            "(\(connection.literal(names.label(table))), to_regclass(\(connection.literal(names.table(table)))))"
        }
        .joined(separator: ", ")
    }

    /// A table's name for people, by its id.
    func name(_ id: String) throws(ServerFailure) -> String {
        let answer = try connection.answer("SELECT \(connection.literal(id))::oid::regclass::text")
        return answer.rows[0][0] ?? id
    }

    private func counts(_ answer: StatementAnswer) -> [String: RowCounts] {
        func number(_ text: String?) -> Int { text.flatMap { Int($0) } ?? 0 }
        let pairs = answer.rows.map { row in
            (
                row[0] ?? "",
                RowCounts(inserted: number(row[1]), updated: number(row[2]), deleted: number(row[3]))
            )
        }
        return Dictionary(pairs, uniquingKeysWith: +).filter { !$0.value.isZero }
    }
}
