import LiveShopping
import Snapshots

extension Examination {
    func connection() -> [Observation] {
        let connection: Connection
        do {
            connection = try session.get()
        } catch {
            return [.failure("\(error.place): \(error.problem)", error.remedy)]
        }
        return asking { _ in
            let row = try connection.row(
                """
                SELECT current_setting('server_version'), s.ssl, s.version, inet_server_addr() IS NULL,
                    inet_client_addr() <<= '127.0.0.0/8' OR inet_client_addr() = '::1'
                FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()
                """, columns: 5)
            let place = "\(connection.place) as \(connection.user), PostgreSQL \(row[0] ?? "?")"
            if row[1] == "t" { return [.ok("\(place), \(row[2] ?? "TLS")")] }
            if row[3] == "t" { return [.ok("\(place), over a socket of this machine")] }
            if row[4] == "t" { return [.ok("\(place), over this machine's own network")] }
            return [
                .warning(
                    "\(place), without TLS: whoever can listen reads clients' names and debts",
                    "turn ssl on at the server, and put sslmode=verify-full into the connection string")
            ]
        }
    }

    /// Settings that would end a reading that takes long: what a session begins with, because a run lifts them in its own
    /// transaction.
    func timeouts() -> [Observation] {
        asking { connection in
            let rows = try connection.rows(
                """
                SELECT name, reset_val || unit FROM pg_settings WHERE reset_val <> '0' AND name IN ('statement_timeout',
                    'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'tcp_user_timeout')
                ORDER BY name
                """, columns: 2, doing: "looking")
            guard !rows.isEmpty else { return [.ok("the server ends no statement and no transaction for its length")] }
            let list = rows.map { "\($0[0] ?? "") = \($0[1] ?? "")" }.joined(separator: ", ")
            return [.ok("\(list) for this role; a run lifts them in its own transaction")]
        }
    }

    func connections() -> [Observation] {
        asking { connection in
            let row = try connection.row(
                """
                SELECT r.rolconnlimit::text,
                    (SELECT count(*) FROM pg_stat_activity a WHERE a.usename = r.rolname AND a.pid <> pg_backend_pid())::text,
                    (current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                    - (SELECT count(*) FROM pg_stat_activity a WHERE a.backend_type = 'client backend'))::text
                FROM pg_roles r WHERE r.rolname = current_user
                """, columns: 3)
            let limit = row[0].flatMap { Int($0) } ?? -1
            let others = row[1].flatMap { Int($0) } ?? 0
            let free = row[2].flatMap { Int($0) } ?? 0
            let jobs = deployment.jobs
            if limit >= 0, limit < jobs {
                return [
                    .warning(
                        "the role's CONNECTION LIMIT is \(limit), and a run asks for \(jobs)",
                        "ALTER ROLE \(quotedIdentifier(connection.user)) CONNECTION LIMIT \(jobs + 1), or jobs: \(max(1, limit))"
                    )
                ]
            }
            if free + 1 < jobs {
                return [
                    .warning(
                        "the server has \(free) free connections, and a run asks for \(jobs)",
                        "raise max_connections, or jobs: 1; a run goes on with fewer, more slowly")
                ]
            }
            let had = 1 + connectionsBeside(jobs - 1)
            if had < jobs {
                return [
                    .warning(
                        "\(had) of the \(jobs) connections that a run asks for were to be had: a pooler before the server has no "
                            + "more to give",
                        "raise the pooler's pool size, or jobs: \(had); a run goes on with fewer, more slowly")
                ]
            }
            let role = limit < 0 ? "no limit for the role" : "a limit of \(limit) for the role, \(others) in use"
            return [.ok("\(free) free at the server, \(role); a run asks for \(jobs)")]
        }
    }

    /// How many more connections come at once, each with a transaction, which is what a pooler counts.
    private func connectionsBeside(_ count: Int) -> Int {
        var others: [Connection] = []
        while others.count < count, let another = try? Connection(conninfo: deployment.conninfo, within: 5) {
            another.patience = TimeSpan(seconds: 5)
            guard (try? another.execute("BEGIN READ ONLY", doing: "looking")) != nil else { break }
            others.append(another)
        }
        return others.count
    }

    func standby() -> [Observation] {
        asking { connection in
            let row = try connection.row(
                """
                SELECT pg_is_in_recovery(), current_setting('max_standby_streaming_delay'),
                    current_setting('hot_standby_feedback'),
                    extract(epoch FROM now() - pg_last_xact_replay_timestamp())::bigint::text,
                    (SELECT setting::bigint FROM pg_settings WHERE name = 'max_standby_streaming_delay')::text
                """, columns: 5)
            guard row[0] == "t" else { return [.ok("it is the primary")] }
            let lag =
                row[3].map { "the last transaction that it replayed is \($0) s old" } ?? "nothing was replayed yet"
            let place = "it is a standby; \(lag)"
            let delay = row[4].flatMap { Int64($0) } ?? -1
            guard delay >= 0, delay < 900_000, row[2] != "on" else { return [.ok(place)] }
            return [
                .warning(
                    "\(place); it cancels a reading after max_standby_streaming_delay = \(row[1] ?? "")",
                    "set max_standby_streaming_delay = 15min or hot_standby_feedback = on at the standby")
            ]
        }
    }

    func foreignTables() -> [Observation] {
        reading { source, _ in
            let facts = source.snapshot
            guard !facts.foreignTables.isEmpty else { return [.ok("all rows are this database's own, of one moment")] }
            let names = facts.foreignTables.map(\.name).sorted().joined(separator: ", ")
            guard let doubt = facts.momentDoubt else {
                return [.note("\(names) come from another server, of one moment")]
            }
            return [
                .warning(
                    "\(names) come from another server: \(doubt)", "docs/from-mysql.md says how to have one moment")
            ]
        }
    }
}
