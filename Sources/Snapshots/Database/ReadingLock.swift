/// One run at a time reads a database: an advisory lock of the transaction that reads.
///
/// It is gone however the transaction ends, also behind a pooler, where a lock of the session would stay with a connection
/// that belongs to others next. A standby gives it as well, to those who read there.
enum ReadingLock {
    /// "tieread" in ASCII; the repair scripts have one of their own.
    private static let key: Int64 = 32_766_981_730_296_164

    static let attempt = "SELECT pg_try_advisory_xact_lock(\(key))"

    /// Who has it. The server tells of other roles' sessions no more than their names.
    static let holder = """
        SELECT l.pid::text, a.usename::text, coalesce(host(a.client_addr), 'the server''s own machine'), a.application_name,
            to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid = \(key >> 32) AND l.objid = \(key & 0xFFFF_FFFF)
            AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
}

extension Connection {
    /// Takes the turn to read for the rest of the transaction that is open.
    ///
    /// - Throws: ``SourceError`` of kind `busy` that names who has it.
    func takeReadingLock() throws(SourceError) {
        let doing = "asking whether another run is reading"
        guard try rows(ReadingLock.attempt, columns: 1, doing: doing).first?[0] != "t" else { return }
        let holder = try rows(ReadingLock.holder, columns: 5, doing: doing).first
        guard let holder, let process = holder[0] else {
            throw SourceError(
                .busy, place: place, problem: "another run was reading this database a moment ago", remedy: "run again")
        }
        let since = holder[4].map { " since \($0)" } ?? ""
        throw SourceError(
            .busy, place: place,
            problem:
                "another run is reading this database\(since): the server's process \(process), \(holder[1] ?? "a role") "
                + "from \(holder[2] ?? "somewhere"), application \(holder[3].map { "\"\($0)\"" } ?? "unknown")",
            remedy: "wait for it, or end it with SELECT pg_terminate_backend(\(process))")
    }
}
