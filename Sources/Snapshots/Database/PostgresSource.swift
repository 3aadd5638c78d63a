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
    public let meter: RowMeter?
    /// The moment's name for other programs, where they may read it too; it is there for as long as whoever gave it
    /// away.
    public let exported: String?
    /// The transactions that the moment has seen, in the server's words, where several programs read it; no other
    /// moment has seen the same of the same database.
    public let sharedMoment: String?
    private let partKeys = PartKeys()
    /// The search path of the transaction that it reads in, where that is somebody else's.
    private let path: SearchPath?

    /// Opens a database and fixes the moment.
    ///
    /// - Parameters:
    ///   - conninfo: A connection string or URI; nil leaves everything to libpq's environment (`PGHOST`,
    ///     `PGSERVICE`, `~/.pgpass` …).
    ///   - schema: Where the tables are; nil leaves it to the connection's search path.
    ///   - mapping: What the site has renamed.
    ///   - connections: How many readers can be lent at once. Where the server cannot share a snapshot, or lets
    ///     no more connections in, there are fewer.
    ///   - statementTimeout: How long the reading of one table may take; zero is for ever.
    ///   - readTimeout: How long the server may be silent; zero is for ever, and nil is a minute more than the
    ///     statement may take.
    ///   - timeZone: The zone of times without one.
    ///   - isAlone: No two sources that are alone read the database at once: the second is refused.
    ///   - retry: How long a server that lets nobody in just now is asked again.
    ///   - sharing: Whether other programs read this moment, too.
    /// - Throws: ``SourceError``.
    public convenience init(
        conninfo: String? = nil, schema: String? = nil, mapping: TableMapping = TableMapping(), connections: Int = 1,
        statementTimeout: TimeSpan = .minutes(15), readTimeout: TimeSpan? = nil,
        timeZone: SiteTimeZone = .utc, isAlone: Bool = false, retry: ConnectionRetry = .never,
        sharing: MomentSharing = .none
    ) throws(SourceError) {
        let silence = readTimeout ?? (statementTimeout > .zero ? statementTimeout.andAMinute : .zero)
        let opening = SnapshotOpening(
            conninfo: conninfo, schema: schema, mapping: mapping, statementTimeout: statementTimeout,
            readTimeout: silence > .zero ? silence : nil, retry: retry, isAlone: isAlone, sharing: sharing)
        try self.init(opening.open(connections: connections), timeZone: timeZone)
    }

    /// Reads over a connection whose transaction is somebody else's, and sees what that transaction has changed.
    ///
    /// The transaction is to be REPEATABLE READ, so that all is of one moment. It has the settings and the savepoint
    /// `tieout` that reading needs until ``handBack()``.
    package convenience init(
        over connection: Connection, schema: String? = nil, mapping: TableMapping = TableMapping(),
        statementTimeout: TimeSpan = .minutes(15), timeZone: SiteTimeZone = .utc
    ) throws(SourceError) {
        let path = try connection.leaveSearchPath()
        try SnapshotOpening.configure(connection, statementTimeout)
        let takenAt = try connection.moment("SELECT now()", doing: "asking for the time")
        let catalogue = try Catalogue(connection, path: path, schema: schema, mapping: mapping)
        try self.init(SnapshotOpening.Opened(connection, takenAt: takenAt, catalogue), path: path, timeZone: timeZone)
    }

    private init(
        _ opened: SnapshotOpening.Opened, path: SearchPath? = nil, timeZone: SiteTimeZone
    ) throws(SourceError) {
        for connection in opened.connections {
            try connection.execute("SAVEPOINT tieout", doing: "beginning to read")
        }
        self.path = path
        (exported, sharedMoment) = (opened.exported, opened.sharedMoment)
        layouts = Dictionary(uniqueKeysWithValues: opened.layouts.map { ($0.table, $0.reading(in: timeZone)) })
        blocks = opened.catalogue.present.compactMapValues(\.blocks)
        meter = RowMeter(expected: opened.catalogue.present.compactMapValues(\.expectedRows))
        names = SourceNames(layouts)
        queries = opened.layouts.flatMap { layout in
            layout.statements(.everything, blocks: nil).map { TableQuery(table: layout.table, sql: $0) }
        }
        var facts = try SnapshotFacts(
            takenAt: opened.takenAt, available: AvailableColumns(layouts),
            provenance: opened.provenance + opened.connections[0].identity(),
            statements: queries.map { .init(table: $0.table, sql: $0.sql) })
        facts.declaredNone = opened.catalogue.mapping.none
        facts.foreignTables = opened.foreign.tables
        facts.momentDoubt = opened.foreign.doubt
        snapshot = facts
        pool = ConnectionPool(opened.connections)
    }

    /// Gives the connection that it reads over back to its transaction, with the search path that it had.
    package func handBack() throws {
        guard let path else { return }
        try pool.withConnection { connection in
            try connection.execute("RELEASE SAVEPOINT tieout", doing: "ending to read")
            try connection.execute("SET LOCAL row_security TO DEFAULT", doing: "ending to read")
            try connection.takeUp(path)
        }
    }

    /// How many readers can be out at once.
    public var connectionCount: Int { pool.count }

    /// Lends a reader over one of the connections, and waits for one while all are out.
    ///
    /// A body must not ask for a second reader, nor read a table while it is reading another with the same reader.
    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try withPostgresReader { try body($0) }
    }

    /// Makes sure that the transaction is still there.
    ///
    /// - Throws: ``SourceError`` of kind `unreachable`.
    public func requireOpen() throws {
        try pool.withConnection { _ = try $0.rows("SELECT 1", columns: 1, doing: "keeping the moment") }
    }

    public func keysOfParts() -> [UInt8] { partKeys.unfinished }

    public func requireDistinct(_ keys: [[UInt8]]) throws {
        try PartKeys.requireDistinct(keys) { layouts[$0] }
    }

    func withPostgresReader<Result>(_ body: (PostgresReader) throws -> Result) throws -> Result {
        try pool.withConnection { connection in
            try body(
                PostgresReader(
                    connection: connection, layouts: layouts, blocks: blocks, isShared: sharedMoment != nil,
                    partKeys: partKeys, meter: meter))
        }
    }
}

/// Whether several programs read one moment of a database.
public enum MomentSharing: Sendable, Hashable {
    case none
    /// This one gives it away, to be read for as long as it is open.
    case export
    /// Another has given it away, by this name.
    case of(String)
}

private extension TimeSpan {
    var andAMinute: TimeSpan {
        let (sum, overflow) = microseconds.addingReportingOverflow(60_000_000)
        return TimeSpan(microseconds: overflow ? .max : sum)
    }
}
