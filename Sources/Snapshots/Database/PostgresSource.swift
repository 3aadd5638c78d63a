public import LiveShopping

/// The rows of one moment of a live PostgreSQL database, read in one read-only transaction.
///
/// Nothing is written to the database, nothing but the columns of the reference schema is ever selected, and the
/// tables cannot be altered under the transaction. The transaction ends when the source is released.
public final class PostgresSource: RowSource {
    public let snapshot: SnapshotFacts
    /// The statement that each table is read with when it is read whole, in the order of ``Table``.
    public let queries: [TableQuery]
    /// What the database calls its tables and columns.
    public let names: SourceNames
    let pool: ConnectionPool
    let layouts: [Table: TableLayout]
    let blocks: [Table: Int]
    private let partKeys = PartKeys()

    /// Opens a database and fixes the moment.
    ///
    /// - Parameters:
    ///   - conninfo: A connection string or URI; nil leaves everything to libpq's environment (`PGHOST`,
    ///     `PGSERVICE`, `~/.pgpass` …).
    ///   - schema: Where the tables are; nil leaves it to the connection's search path.
    ///   - mapping: What the site has renamed.
    ///   - connections: How many readers can be lent at once. Where the server cannot share a snapshot, as a standby
    ///     cannot, or lets no more connections in, there are fewer.
    ///   - statementTimeout: How long the reading of one table may take; zero is for ever.
    ///   - timeZone: The zone of times without one.
    /// - Throws: ``SourceError``.
    public convenience init(
        conninfo: String? = nil, schema: String? = nil, mapping: TableMapping = TableMapping(), connections: Int = 1,
        statementTimeout: TimeSpan = .minutes(15), timeZone: SiteTimeZone = .utc
    ) throws(SourceError) {
        let opening = SnapshotOpening(conninfo: conninfo, statementTimeout: statementTimeout)
        try self.init(opening.open(connections: connections), schema: schema, mapping: mapping, timeZone: timeZone)
    }

    /// Reads over a connection whose transaction is somebody else's, and sees what that transaction has changed.
    ///
    /// The transaction is to be REPEATABLE READ, so that all is of one moment, and goes on afterwards with the
    /// settings and the savepoint `tieout` that reading needs.
    package convenience init(
        over connection: Connection, schema: String? = nil, mapping: TableMapping = TableMapping(),
        statementTimeout: TimeSpan = .minutes(15), timeZone: SiteTimeZone = .utc
    ) throws(SourceError) {
        try SnapshotOpening.configure(connection, statementTimeout)
        let opened = SnapshotOpening.Opened(
            connections: [connection], takenAt: try connection.moment("SELECT now()", doing: "asking for the time"))
        try self.init(opened, schema: schema, mapping: mapping, timeZone: timeZone)
    }

    private init(
        _ opened: SnapshotOpening.Opened, schema: String?, mapping: TableMapping, timeZone: SiteTimeZone
    ) throws(SourceError) {
        let first = opened.connections[0]
        let catalogue = try Catalogue(first, schema: schema, mapping: mapping)
        let found = try catalogue.layouts(mapping: mapping, place: first.place)
        let layouts = found.mapValues { $0.reading(in: timeZone) }
        let ordered = Table.allCases.compactMap { layouts[$0] }
        for layout in ordered {
            try first.analyze(layout.select, doing: "looking at \"\(layout.table.name)\"")
        }
        for connection in opened.connections {
            try connection.execute("SAVEPOINT tieout", doing: "beginning to read")
        }
        self.layouts = layouts
        blocks = catalogue.tables.compactMapValues(\.blocks)
        names = SourceNames(layouts)
        queries = ordered.flatMap { layout in
            layout.statements(.everything, blocks: nil).map { TableQuery(table: layout.table, sql: $0) }
        }
        snapshot = SnapshotFacts(
            takenAt: opened.takenAt, available: AvailableColumns(layouts),
            provenance: first.provenance(schemas: Set(ordered.compactMap(\.name.schema)), takenAt: opened.takenAt),
            statements: queries.map { .init(table: $0.table, sql: $0.sql) })
        pool = ConnectionPool(opened.connections)
    }

    /// How many readers can be out at once.
    public var connectionCount: Int { pool.count }

    /// Lends a reader over one of the connections, and waits for one while all are out.
    ///
    /// A body must not ask for a second reader, nor read a table while it is reading another with the same reader.
    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try withPostgresReader { try body($0) }
    }

    func withPostgresReader<Result>(_ body: (PostgresReader) throws -> Result) throws -> Result {
        try pool.withConnection { connection in
            try body(
                PostgresReader(connection: connection, layouts: layouts, blocks: blocks, partKeys: partKeys))
        }
    }
}

private extension Connection {
    func provenance(schemas: Set<String>, takenAt: Timestamp) -> [SnapshotFacts.Provenance] {
        [
            .init(name: "database", value: database), .init(name: "user", value: user),
            .init(name: "host", value: host), .init(name: "server version", value: parameter("server_version") ?? ""),
            .init(name: "schema", value: schemas.sorted().joined(separator: ", ")),
            .init(name: "snapshot time", value: takenAt.exactDescription),
        ]
    }
}
