import LiveShopping

/// Opens connections of which all see the same moment.
struct SnapshotOpening {
    let conninfo: String?
    let statementTimeout: TimeSpan

    struct Opened {
        var connections: [Connection]
        let takenAt: Timestamp
    }

    /// Begins a transaction on one connection, and shares its snapshot with as many others as can be had.
    func open(connections count: Int) throws(SourceError) -> Opened {
        let first = try Connection(conninfo: conninfo)
        try begin(first)
        let identifier = count > 1 ? try export(from: first) : nil
        try Self.configure(first, statementTimeout)
        let takenAt = try first.moment("SELECT now()", doing: "asking for the time")
        var opened = Opened(connections: [first], takenAt: takenAt)
        if let identifier {
            for _ in 1..<count {
                guard let another = try? follower(of: identifier) else { break }
                opened.connections.append(another)
            }
        }
        return opened
    }

    private func begin(_ connection: Connection) throws(SourceError) {
        try connection.execute(
            "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", doing: "beginning a transaction")
    }

    /// The snapshot's name for other connections; nil where the server gives none, as a standby does not.
    private func export(from connection: Connection) throws(SourceError) -> String? {
        if let row = try? connection.rows("SELECT pg_export_snapshot()", doing: "sharing the snapshot").first {
            return row[0]
        }
        try connection.execute("ROLLBACK", doing: "beginning again")
        try begin(connection)
        return nil
    }

    private func follower(of identifier: String) throws(SourceError) -> Connection {
        let connection = try Connection(conninfo: conninfo)
        try begin(connection)
        try connection.execute("SET TRANSACTION SNAPSHOT '\(identifier)'", doing: "taking over the snapshot")
        try Self.configure(connection, statementTimeout)
        return connection
    }

    /// Settings of the transaction, not of the session, which behind a pooler belongs to others as well. A server
    /// that does not know one of them does without.
    static func configure(_ connection: Connection, _ statementTimeout: TimeSpan) throws(SourceError) {
        let milliseconds = min(max(0, statementTimeout.microseconds / 1_000), Int64(Int32.max))
        for (name, value) in [
            ("jit", "off"), ("row_security", "off"), ("statement_timeout", String(milliseconds)),
            ("idle_in_transaction_session_timeout", "0"),
        ] {
            _ = try connection.rows(
                "SELECT set_config(name, $2, true) FROM pg_catalog.pg_settings WHERE name = $1", [name, value],
                doing: "setting \(name)")
        }
    }
}
