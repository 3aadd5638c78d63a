import CLibPQ
import LiveShopping

extension Connection {
    /// Runs statements that answer with no rows, or whose rows do not matter.
    package func execute(_ sql: String, doing what: @autoclosure () -> String) throws(SourceError) {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let result = try exchange({ PQsendQuery(pointer, sql) }, doing: what())
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw failure(result, doing: what())
        }
    }

    /// Runs one statement with text parameters; a nil is null, both ways.
    ///
    /// - Parameter count: How many columns each row of the answer has.
    package func rows(
        _ sql: String, _ parameters: [String?] = [], columns count: Int, doing what: @autoclosure () -> String
    ) throws(SourceError) -> [[String?]] {
        try query(sql, parameters, binary: false, doing: what()) { result in
            guard Int(PQnfields(result)) == count else { return nil }
            return
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
            guard PQntuples(result) == 1, PQnfields(result) == 1, PQgetlength(result, 0, 0) == 8,
                let bytes = PQgetvalue(result, 0, 0).map({ UnsafeRawPointer($0) })
            else { return nil }
            return Timestamp(microseconds: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        }
    }

    private func query<Value>(
        _ sql: String, _ parameters: [String?], binary: Bool, doing what: @autoclosure () -> String,
        _ body: (OpaquePointer?) -> Value?
    ) throws(SourceError) -> Value {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let send = {
            withCStrings(parameters) { values in
                PQsendQueryParams(self.pointer, sql, Int32(values.count), nil, values, nil, nil, binary ? 1 : 0)
            }
        }
        let result = try exchange(send, doing: what())
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(result, doing: what()) }
        guard let value = body(result) else { throw nonsense(doing: what()) }
        return value
    }

    /// Sends a statement and waits for its result, as ``exchange(_:)`` does.
    func exchange(
        _ send: () -> Int32, doing what: @autoclosure () -> String
    ) throws(SourceError) -> OpaquePointer? {
        do throws(ServerFailure) {
            return try exchange(send)
        } catch {
            throw error.error(place: secrets.redacted(place), doing: what())
        }
    }

    /// An answer that the statement cannot have.
    func nonsense(doing what: String) -> SourceError {
        SourceError(
            .unreachable, place: secrets.redacted(place), problem: "the server gave an impossible answer while \(what)",
            remedy: "connect to PostgreSQL itself, without anything in between that changes what passes")
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
