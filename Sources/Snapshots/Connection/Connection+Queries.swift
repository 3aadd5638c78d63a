import CLibPQ
import LiveShopping

extension Connection {
    /// Runs statements that answer with no rows, or whose rows do not matter.
    package func execute(_ sql: String, doing what: @autoclosure () -> String) throws(SourceError) {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let result = PQexec(pointer, sql)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw failure(result, doing: what())
        }
    }

    /// Runs one statement with text parameters; a nil is null, both ways.
    package func rows(_ sql: String, _ parameters: [String?] = [], doing what: @autoclosure () -> String)
        throws(SourceError) -> [[String?]]
    {
        try query(sql, parameters, binary: false, doing: what()) { result in
            (0..<PQntuples(result)).map { row in
                (0..<PQnfields(result)).map { column in
                    PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
                }
            }
        }
    }

    /// Runs one statement that answers with one timestamp, and takes all its microseconds.
    func moment(_ sql: String, doing what: @autoclosure () -> String) throws(SourceError) -> Timestamp {
        try query(sql, [], binary: true, doing: what()) { result in
            precondition(PQgetlength(result, 0, 0) == 8, "a timestamp has eight bytes")
            let bytes = UnsafeRawPointer(PQgetvalue(result, 0, 0)!)
            return Timestamp(microseconds: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        }
    }

    /// Has the server analyse a statement, which locks its tables against being altered until the transaction ends.
    func analyze(_ sql: String, doing what: @autoclosure () -> String) throws(SourceError) {
        let result = PQprepare(pointer, "", sql, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, doing: what()) }
    }

    private func query<Value>(
        _ sql: String, _ parameters: [String?], binary: Bool, doing what: @autoclosure () -> String,
        _ body: (OpaquePointer?) -> Value
    ) throws(SourceError) -> Value {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let result = withCStrings(parameters) { values in
            PQexecParams(pointer, sql, Int32(values.count), nil, values, nil, nil, binary ? 1 : 0)
        }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(result, doing: what()) }
        return body(result)
    }
}

extension Connection {
    /// What a result that is no success means for a run.
    func failure(_ result: OpaquePointer?, doing what: String) -> SourceError {
        serverFailure(result).error(place: secrets.redacted(place), doing: what)
    }

    /// What the server, or libpq itself, says about a result that is no success.
    func serverFailure(_ result: OpaquePointer?) -> ServerFailure {
        func field(_ code: Character) -> String? {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
        }
        let primary = field("M")
        let text = primary ?? result.map { String(cString: PQresultErrorMessage($0)) } ?? ""
        return ServerFailure(
            state: field("C") ?? "", text: secrets.redacted(text.isEmpty ? connectionText : text),
            hint: field("H").map(secrets.redacted), isConnectionLost: PQstatus(pointer) != CONNECTION_OK)
    }

    /// What libpq says of the connection itself.
    private var connectionText: String { String(cString: PQerrorMessage(pointer)) }
}
