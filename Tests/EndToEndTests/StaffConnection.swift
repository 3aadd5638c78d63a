import CLibPQ
import TestSupport

/// One connection of the live system that stays open between statements, as a member of staff's does.
final class StaffConnection {
    private let connection: OpaquePointer?

    init(_ database: Database) throws {
        connection = PQconnectdb(database.conninfo)
        guard PQstatus(connection) == CONNECTION_OK else { throw ConnectionFailure(connection) }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit { PQfinish(connection) }

    /// The server process that serves it, for whoever wants to kill that.
    var process: Int32 { PQbackendPID(connection) }

    @discardableResult
    func execute(_ sql: String) throws -> [[String?]] {
        begin(sql)
        return try finish()
    }

    /// Sends statements and does not wait for them.
    func begin(_ sql: String) {
        PQsendQuery(connection, sql)
    }

    /// Waits for what was sent; the rows of the last statement that has some.
    func finish() throws -> [[String?]] {
        var rows: [[String?]] = []
        var failure: ConnectionFailure?
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK: rows = Self.rows(result)
            case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: continue
            default: failure = failure ?? ConnectionFailure(connection)
            }
        }
        if let failure { throw failure }
        guard PQstatus(connection) == CONNECTION_OK else { throw ConnectionFailure(connection) }
        return rows
    }

    private static func rows(_ result: OpaquePointer?) -> [[String?]] {
        (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}

/// What libpq said against it.
struct ConnectionFailure: Error, CustomStringConvertible {
    let description: String

    init(_ connection: OpaquePointer?) {
        description = String(cString: PQerrorMessage(connection))
    }
}
