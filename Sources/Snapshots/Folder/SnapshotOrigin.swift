import LiveShopping

/// The state of a server that a snapshot is of, from which a later snapshot can tell what has changed since.
///
/// PostgreSQL never alters a row where it lies: a change is another row, whose `xmin` is the transaction that wrote it.
/// So where no row of a range of blocks is of a transaction that the earlier snapshot may not have seen, the rows are
/// all from then; and where there are as many as there were then, they are the same.
struct SnapshotOrigin: Codable, Equatable {
    /// The cluster, its history, when it was started, and the database. A server that goes back in time, from a backup
    /// or as a copy of a disk, may give transactions' numbers away once more: it is started for that.
    var server: String
    /// The oldest transaction that was still running: those before it had ended, and were seen.
    var oldestRunning: UInt64
    /// The range of a table's files are so many blocks each.
    var blocksPerRange: Int
    /// When all rows were last read, and none taken over.
    var lastWhole: String
}

extension PostgresSource {
    /// What a later snapshot needs to know of this moment, and the first transaction that it has not seen begin; nil
    /// where a later one could not tell what has changed.
    func origin(blocksPerRange: Int) throws -> (SnapshotOrigin, next: UInt64)? {
        guard !blocks.isEmpty else { return nil }
        return try pool.withConnection { connection in
            guard let server = try connection.serverState(),
                let bounds = try connection.rows(
                    "SELECT pg_snapshot_xmin(s), pg_snapshot_xmax(s) FROM pg_current_snapshot() s", columns: 2,
                    doing: Self.askingForState
                ).first, let oldest = bounds[0].flatMap({ UInt64($0) }), let next = bounds[1].flatMap({ UInt64($0) })
            else { return nil }
            let origin = SnapshotOrigin(
                server: server, oldestRunning: oldest, blocksPerRange: blocksPerRange,
                lastWhole: snapshot.takenAt.exactDescription)
            return (origin, next)
        }
    }

    /// What may change about a table without any of its rows: which file it is in, and which of its columns are which.
    /// Those of which nobody can tell are absent.
    func shapes() throws -> [Table: String] {
        let tables = Table.allCases.filter { blocks[$0] != nil }
        let names = tables.compactMap { layouts[$0]?.name.quoted }
        let rows = try pool.withConnection {
            try $0.rows(Self.shapeQuery, [arrayLiteral(names)], columns: 2, doing: Self.askingForState)
        }
        return Dictionary(
            rows.compactMap { row in
                guard let place = row[0].flatMap({ Int($0) }), tables.indices.contains(place - 1), let shape = row[1]
                else { return nil }
                return (tables[place - 1], shape)
            }
        ) { $1 }
    }

    fileprivate static let askingForState = "asking for the server's state"

    /// Columns and the values of enumerations are rows of the catalogue, which become others with every change.
    private static let shapeQuery = """
        SELECT w.position, concat_ws(' ', c.oid, pg_relation_filenode(c.oid), encode(sha256(convert_to(concat_ws(' ',
                (SELECT string_agg(concat_ws(':', a.attnum, a.xmin), ' ' ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
                (SELECT string_agg(concat_ws(':', e.oid, e.xmin), ' ' ORDER BY e.oid) FROM pg_catalog.pg_enum e)
            ), 'UTF8')), 'hex'))
        FROM unnest($1::text[]) WITH ORDINALITY AS w (name, position)
        CROSS JOIN LATERAL (SELECT to_regclass(w.name)::oid AS oid) c
        WHERE has_column_privilege(c.oid, 'xmin', 'SELECT')
        """
}

private extension Connection {
    /// Nil where the role may not ask.
    func serverState() throws(SourceError) -> String? {
        let mayAsk = try rows(
            """
            SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
                AND has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
            """, columns: 1, doing: PostgresSource.askingForState)
        guard mayAsk.first?[0] == "t" else { return nil }
        return try rows(
            """
            SELECT concat_ws(' ', s.system_identifier, c.timeline_id,
                extract(epoch FROM pg_postmaster_start_time()), d.oid)
            FROM pg_control_system() s, pg_control_checkpoint() c, pg_catalog.pg_database d
            WHERE d.datname = current_database()
            """, columns: 1, doing: PostgresSource.askingForState
        ).first?[0]
    }
}
