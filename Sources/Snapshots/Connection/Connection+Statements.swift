import CLibPQ

/// What a server answers to one statement, each value as text; nil is null.
package struct StatementAnswer: Sendable {
    /// What the server says that it did, such as `COMMIT`.
    package let tag: String
    package let columns: [String]
    package let rows: [[String?]]
}

extension Connection {
    /// Runs one statement as it stands, as psql does.
    package func answer(_ sql: String) throws(ServerFailure) -> StatementAnswer {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let result = try exchange { PQsendQuery(pointer, sql) }
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw serverFailure(result)
        }
        return StatementAnswer(result)
    }

    /// Sends the rows of a `COPY … FROM stdin` in text format.
    package func copy(_ sql: String, rows: some Collection<UInt8>) throws(ServerFailure) {
        precondition(!isBusy, "a connection is asked for something while it is still reading a table")
        let begun = try exchange { PQsendQuery(pointer, sql) }
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw serverFailure(begun) }
        var rest = rows[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 18).map { CChar(bitPattern: $0) }
            rest = rest.dropFirst(piece.count)
            while PQputCopyData(pointer, piece, Int32(piece.count)) == 0 { try flush() }
            guard PQstatus(pointer) == CONNECTION_OK else { break }
        }
        while PQputCopyEnd(pointer, nil) == 0 { try flush() }
        try flush()
        try endCopy()
    }

    private func endCopy() throws(ServerFailure) {
        var reason: ServerFailure?
        while let result = try nextResult() {
            if PQresultStatus(result) != PGRES_COMMAND_OK, reason == nil { reason = serverFailure(result) }
            PQclear(result)
            guard PQstatus(pointer) == CONNECTION_OK else { break }
        }
        if let reason { throw reason }
        guard PQstatus(pointer) == CONNECTION_OK else { throw serverFailure(nil) }
    }

    /// A text as a constant in SQL, whatever is in it, and however the server takes backslashes.
    package func literal(_ text: String) -> String {
        let quoted = text.replacing("'", with: "''")
        return text.contains("\\") ? " E'\(quoted.replacing("\\", with: "\\\\"))'" : "'\(quoted)'"
    }

    /// No transaction is open, nor has one failed and waits to be ended.
    package var isIdle: Bool { PQtransactionStatus(pointer) == PQTRANS_IDLE }

    /// A way to stop, from any thread, the statement that is running.
    package var canceller: Canceller? { PQgetCancel(pointer).map(Canceller.init) }
}

private extension StatementAnswer {
    init(_ result: OpaquePointer?) {
        let fields = 0..<PQnfields(result)
        tag = String(cString: PQcmdStatus(result))
        columns = fields.map { String(cString: PQfname(result, $0)) }
        rows = (0..<PQntuples(result)).map { row in
            fields.map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}

/// Asks a server to stop what a connection is doing. Unchecked, because libpq lets any thread do so.
package final class Canceller: @unchecked Sendable {
    private let pointer: OpaquePointer

    fileprivate init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    package func cancel() {
        var text = [CChar](repeating: 0, count: 256)
        PQcancel(pointer, &text, Int32(text.count))
    }
}
