import CLibPQ
public import Foundation

/// One fresh database of the private cluster.
public struct Database: Sendable {
    public let name: String
    let cluster: PrivatePostgres

    /// What libpq and `--database` take to reach it.
    public var conninfo: String { cluster.conninfo(name) }

    /// Runs one statement or several separated by semicolons, in one transaction unless they say otherwise.
    public func run(sql: String) throws {
        try Connection(conninfo).execute(sql)
    }

    /// The rows of a query (the last of several), each value as text, nil for null.
    public func query(sql: String) throws -> [[String?]] {
        try Connection(conninfo).execute(sql)
    }

    /// Runs the real `psql` on a script: status 3 when `ON_ERROR_STOP` stopped it.
    ///
    /// - Parameters:
    ///   - variables: What `-v` sets, such as `apply` to `1`.
    ///   - role: As whom; the superuser, unless said.
    public func psql(
        file: String, variables: [String: String] = [:], as role: LeastPrivilege? = nil
    ) throws -> CommandRun {
        let arguments = psqlArguments(file, variables, role)
        return try CommandRun.run(try psqlPath(), arguments, environment: ["LC_ALL": "C"])
    }

    /// Starts `psql` on a script and leaves it to itself; what it says is thrown away.
    public func startPsql(
        file: String, variables: [String: String] = [:], as role: LeastPrivilege? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try psqlPath())
        process.arguments = psqlArguments(file, variables, role)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func psqlPath() throws -> String {
        let beside = cluster.binaries.path("psql")
        let isBeside = FileManager.default.isExecutableFile(atPath: beside)
        guard let psql = isBeside ? beside : CommandRun.find("psql") else {
            throw PostgresFailure(doing: "psql", message: "not installed: apt-get install postgresql-client")
        }
        return psql
    }

    private func psqlArguments(_ file: String, _ variables: [String: String], _ role: LeastPrivilege?) -> [String] {
        let settings = variables.sorted { $0.key < $1.key }.flatMap { ["-v", "\($0.key)=\($0.value)"] }
        return ["-X", "-d", role?.conninfo ?? conninfo] + settings + ["-f", file]
    }

    /// Drops the database, whoever is still connected to it.
    public func drop() throws {
        try Connection(cluster.conninfo("postgres")).execute("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE)")
    }
}

/// PostgreSQL, or a program of it, refused something that a test asked for.
public struct PostgresFailure: Error, CustomStringConvertible {
    public let doing: String
    public let message: String

    public var description: String { "\(doing): \(message)" }
}

/// A connection that stays open, for one thread.
public final class DatabaseSession {
    private let connection: Connection

    public init(_ database: Database) throws {
        connection = try Connection(database.conninfo)
    }

    /// One statement or several; the rows of the last.
    @discardableResult
    public func execute(_ sql: String) throws -> [[String?]] { try connection.execute(sql) }
}

/// A connection for one call.
struct Connection: ~Copyable {
    private let connection: OpaquePointer?

    init(_ conninfo: String) throws {
        let connection = PQconnectdb(conninfo)
        guard PQstatus(connection) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(connection))
            PQfinish(connection)
            throw PostgresFailure(doing: "connect to \(conninfo)", message: message)
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        self.connection = connection
    }

    deinit { PQfinish(connection) }

    /// Such as 150004 for 15.4.
    var serverVersion: Int { Int(PQserverVersion(connection)) }

    @discardableResult
    borrowing func execute(_ sql: String) throws -> [[String?]] {
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: return Self.rows(result)
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return []
        default: throw PostgresFailure(doing: sql, message: String(cString: PQerrorMessage(connection)))
        }
    }

    private static func rows(_ result: OpaquePointer?) -> [[String?]] {
        (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}
