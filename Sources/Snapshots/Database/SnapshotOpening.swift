import LiveShopping

/// Opens connections of which all see the same moment.
struct SnapshotOpening {
    let conninfo: String?
    let schema: String?
    let mapping: TableMapping
    let statementTimeout: TimeSpan
    /// How long the server may be silent; nil is for ever.
    let readTimeout: TimeSpan?
    var retry = ConnectionRetry.never
    /// No two that are alone read the database at once.
    var isAlone = false
    var sharing = MomentSharing.none

    struct Opened {
        var connections: [Connection]
        let takenAt: Timestamp
        let catalogue: Catalogue
        let layouts: [TableLayout]
        let foreign: ForeignTables
        /// What was rewritten while earlier snapshots were taken, one entry for each of them.
        var rewritten: [String] = []
        /// The snapshot's name, where it is given away.
        var exported: String?
        /// What the snapshot has seen, where several programs read it.
        var sharedMoment: String?
    }

    /// How often a moment is looked for in which no table is rewritten.
    private static let attempts = 5

    /// Begins a transaction on one connection, and shares its snapshot with as many others as can be had.
    func open(connections count: Int) throws(SourceError) -> Opened {
        let first = try retry.connect(conninfo)
        first.patience = Self.shorter(readTimeout, .minutes(1))
        var changes: [TableChange] = []
        var isShared = count > 1 || sharing == .export
        while changes.count < Self.attempts {
            let path = try begin(first)
            let identifier = isShared ? try? export(from: first) : nil
            if sharing == .export, identifier == nil {
                throw SourceError(
                    .unreachable, place: first.place, problem: "the server gives no snapshot away",
                    remedy: "read a snapshot folder instead")
            }
            if isShared, identifier == nil {
                // Whoever gives no snapshot away is read over one connection; a statement that failed has ended the transaction.
                isShared = false
            } else {
                var opened = try look(first, path)
                guard let change = try first.lockAgainstChange(opened.layouts, of: opened.catalogue) else {
                    opened.rewritten = changes.map(\.tables)
                    try share(&opened, identifier)
                    // Each connection has one of its own to another server, and so another moment.
                    if let identifier, opened.foreign.tables.isEmpty {
                        opened.connections += followers(count - 1, of: identifier)
                    }
                    return opened
                }
                changes.append(change)
            }
            try first.execute("ROLLBACK", doing: "beginning again")
        }
        throw changes.last?.reason
            ?? SourceError(
                .unreachable, place: first.place,
                problem:
                    "tables were emptied, reloaded or rewritten each of the \(Self.attempts) times that a moment was "
                    + "looked for: \(changes.last?.tables ?? "")",
                remedy: "run when nothing reloads them; nothing has been written")
    }

    private func begin(_ connection: Connection) throws(SourceError) -> SearchPath {
        try Self.begin(connection)
        if case .of(let identifier) = sharing { try Self.take(over: identifier, connection) }
        let path = try connection.leaveSearchPath()
        try Self.configure(connection, statementTimeout)
        connection.patience = readTimeout
        if isAlone { try connection.takeReadingLock() }
        return path
    }

    private static func begin(_ connection: Connection) throws(SourceError) {
        try connection.execute(
            "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", doing: "beginning a transaction")
    }

    private func look(_ first: Connection, _ path: SearchPath) throws(SourceError) -> Opened {
        let takenAt = try first.moment("SELECT now()", doing: "asking for the time")
        let catalogue = try Catalogue(first, path: path, schema: schema, mapping: mapping)
        return try Opened(first, takenAt: takenAt, catalogue)
    }

    /// The snapshot's name for other connections.
    private func export(from connection: Connection) throws(SourceError) -> String? {
        try connection.rows("SELECT pg_export_snapshot()", columns: 1, doing: "sharing the snapshot").first?[0]
    }

    private func followers(_ count: Int, of identifier: String) -> [Connection] {
        var connections: [Connection] = []
        while connections.count < count, let another = try? follower(of: identifier) { connections.append(another) }
        return connections
    }

    /// A connection that does not come at once is done without: a pooler may have no second one to give, and waits.
    private func follower(of identifier: String) throws(SourceError) -> Connection {
        let connection = try Connection(conninfo: conninfo, within: 5)
        connection.patience = Self.shorter(readTimeout, TimeSpan(seconds: 5))
        try Self.begin(connection)
        try Self.take(over: identifier, connection)
        try connection.execute(SearchPath.leaving, doing: "leaving the search path")
        try Self.configure(connection, statementTimeout)
        connection.patience = readTimeout
        return connection
    }

    private static func take(over identifier: String, _ connection: Connection) throws(SourceError) {
        do throws(ServerFailure) {
            _ = try connection.answer("SET TRANSACTION SNAPSHOT \(connection.literal(identifier))")
        } catch {
            guard Self.gone.contains(error.state) else {
                throw error.error(place: connection.place, doing: "taking over the snapshot")
            }
            throw SourceError(
                .unreachable, place: connection.place, problem: "nobody keeps a moment \(identifier) there any more",
                remedy: "have 'tieout hold' keep one until all of it is done, and read everything of that one")
        }
    }

    /// No such name, its transaction is over, or it is another database's.
    private static let gone: Set = ["22023", "55000", "0A000", "42704"]

    /// Notes what those who read one moment have in common.
    private func share(_ opened: inout Opened, _ identifier: String?) throws(SourceError) {
        guard sharing != .none else { return }
        guard opened.foreign.tables.isEmpty else {
            throw SourceError(
                .configuration, place: opened.connections[0].place,
                problem: "some rows come from another server, whose moment cannot be shared",
                remedy: "read a snapshot folder instead")
        }
        if sharing == .export { opened.exported = identifier }
        opened.sharedMoment = try opened.connections[0].rows(
            "SELECT txid_current_snapshot()", columns: 1, doing: "asking for the snapshot"
        ).first?[0]
    }

    private static func shorter(_ one: TimeSpan?, _ other: TimeSpan) -> TimeSpan { one.map { min($0, other) } ?? other }

    /// Settings of the transaction, not of the session, which behind a pooler belongs to others as well. A server
    /// that does not know one of them does without.
    static func configure(_ connection: Connection, _ statementTimeout: TimeSpan) throws(SourceError) {
        let milliseconds = min(max(0, statementTimeout.microseconds / 1_000), Int64(Int32.max))
        let settings = [
            ("jit", "off"), ("row_security", "off"), ("statement_timeout", String(milliseconds)), ("lock_timeout", "0"),
            ("idle_in_transaction_session_timeout", "0"), ("transaction_timeout", "0"),
        ]
        _ = try connection.rows(
            """
            SELECT set_config(s.name, w.value, true)
            FROM unnest($1::text[], $2::text[]) AS w (name, value)
            JOIN pg_catalog.pg_settings s ON s.name = w.name
            """, [arrayLiteral(settings.map(\.0)), arrayLiteral(settings.map(\.1))], columns: 1,
            doing: "setting its timeouts")
    }
}

extension SnapshotOpening.Opened {
    /// What one connection, whose transaction is open, will read.
    init(_ connection: Connection, takenAt: Timestamp, _ catalogue: Catalogue) throws(SourceError) {
        let layouts = try catalogue.layouts(place: connection.place)
        let ordered = Table.allCases.compactMap { layouts[$0] }
        self.init(
            connections: [connection], takenAt: takenAt, catalogue: catalogue, layouts: ordered,
            foreign: try ForeignTables(connection, ordered, of: catalogue))
    }
}
