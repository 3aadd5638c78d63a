import LiveShopping
import Snapshots

/// What checks share: the database is opened once, the event streams are listened to once.
final class Examination {
    let deployment: Deployment
    /// The reading role's one connection, in a transaction that only reads and in which names are PostgreSQL's own.
    var session: Result<Connection, SourceError> { opened.session }
    /// The database as a run would open it, over that connection.
    var source: Result<PostgresSource, SourceError> { opened.source }
    private lazy var opened = Self.open(deployment)
    private(set) lazy var watch = StreamWatch(of: deployment)

    init(_ deployment: Deployment) {
        self.deployment = deployment
    }

    private static func open(
        _ deployment: Deployment
    ) -> (session: Result<Connection, SourceError>, source: Result<PostgresSource, SourceError>) {
        do throws(SourceError) {
            let connection = try Connection(conninfo: deployment.conninfo)
            connection.patience = .minutes(1)
            try connection.execute(
                "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SAVEPOINT doctor", doing: "beginning to look")
            let source = Result { () throws(SourceError) in
                try PostgresSource(
                    over: connection, schema: deployment.schema, mapping: deployment.mapping,
                    timeZone: deployment.timeZone)
            }
            if case .failure = source { try connection.execute("ROLLBACK TO SAVEPOINT doctor", doing: "going on") }
            try connection.execute(
                """
                SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL datestyle = 'ISO';
                SET LOCAL statement_timeout = '1min'; SAVEPOINT looking
                """, doing: "beginning to look")
            return (.success(connection), source)
        } catch {
            return (.failure(error), .failure(error))
        }
    }
}

extension Examination {
    /// What a check sees over the connection; without one, or where the server refuses, it says so.
    func asking(_ look: (Connection) throws -> [Observation]) -> [Observation] {
        do {
            return try look(session.get())
        } catch {
            if case .success(let connection) = session {
                try? connection.execute("ROLLBACK TO SAVEPOINT looking", doing: "going on")
                return [.skipped("it could not be looked at: \((error as? SourceError)?.problem ?? "\(error)")")]
            }
            return [.skipped("there is no connection", "see the check connection")]
        }
    }

    /// What a check sees of the tables as a run would read them.
    func reading(_ look: (PostgresSource, Connection) throws -> [Observation]) -> [Observation] {
        guard case .success(let source) = source else {
            return [.skipped("the tables cannot be read as they are", "see the checks connection and reading-role")]
        }
        return asking { try look(source, $0) }
    }
}

extension Connection {
    /// The one row of an answer.
    func row(_ sql: String, _ parameters: [String?] = [], columns: Int) throws(SourceError) -> [String?] {
        try rows(sql, parameters, columns: columns, doing: "looking").first
            ?? [String?](repeating: nil, count: columns)
    }
}
