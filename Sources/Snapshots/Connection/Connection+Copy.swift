import CLibPQ
import Dispatch
import LiveShopping

extension Connection {
    /// Streams what `COPY … TO STDOUT` sends, piece by piece; a piece is only there while the body runs.
    ///
    /// When the body throws, the server is told to stop and the connection is ready for `ROLLBACK TO SAVEPOINT`.
    ///
    /// - Parameter isByRow: Each row is a piece, but for one that does not fit; else as many are as have come.
    /// - Returns: How many rows the server says that it sent.
    @discardableResult
    func copyOut(
        _ sql: String, isByRow: Bool = false, doing what: @autoclosure () -> String,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int? {
        try begin(sql, expecting: PGRES_COPY_OUT, doing: what())
        defer { isBusy = false }
        try withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.pieceSize) { buffer in
            while let count = try takeRows(into: buffer, isByRow: isByRow, doing: what()) {
                do {
                    try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                } catch {
                    abandonCopy()
                    throw error
                }
            }
        }
        // A COPY can fail half-way: what ended it is known only now.
        return try drain(doing: what())
    }

    private static let pieceSize = 1 << 16

    /// Takes rows that have come, and waits for one where none has. A row is begun only where there is much room, so that few are
    /// cut.
    ///
    /// PQgetCopyData, the younger way, would get memory for each row, and fill it, of which a night has millions.
    ///
    /// - Returns: How many bytes were taken; nil when there are none any more, whatever the reason.
    private func takeRows(
        into buffer: UnsafeMutableBufferPointer<CChar>, isByRow: Bool, doing what: @autoclosure () -> String
    ) throws(SourceError) -> Int? {
        var count = 0
        while let place = buffer.baseAddress.map({ $0 + count }) {
            let taken = PQgetlineAsync(pointer, place, Int32(buffer.count - count))
            if taken == 0, count == 0, try receive(doing: what()) { continue }
            guard taken > 0 else { break }
            count += Int(taken)
            guard !isByRow, count < buffer.count / 2 else { break }
        }
        return count > 0 ? count : nil
    }

    /// Feeds `COPY … FROM STDIN` from a body that puts its pieces; all or nothing of it is stored.
    func copyIn(_ sql: String, doing what: @autoclosure () -> String, _ body: (CopyInput) throws -> Void) throws {
        try begin(sql, expecting: PGRES_COPY_IN, doing: what())
        defer { isBusy = false }
        do {
            try body(CopyInput(connection: self))
        } catch {
            PQputCopyEnd(pointer, "the rows to send could not be read")
            _ = try? drain(doing: what())
            throw error
        }
        PQputCopyEnd(pointer, nil)
        try drain(doing: what())
    }

    private func begin(_ sql: String, expecting status: ExecStatusType, doing what: String) throws(SourceError) {
        precondition(!isBusy, "a connection is asked for a table while it is still reading another")
        let result = try exchange({ PQsendQuery(pointer, sql) }, doing: what)
        defer { PQclear(result) }
        guard PQresultStatus(result) == status else { throw failure(result, doing: what) }
        isBusy = true
    }

    /// Takes the results that follow a COPY, of which the first that is no success is the reason why it ended.
    ///
    /// - Returns: How many rows were copied, as the server counts them.
    @discardableResult
    private func drain(doing what: String) throws(SourceError) -> Int? {
        var reason: SourceError?
        var rows: Int?
        do throws(ServerFailure) {
            try flush()
        } catch {
            throw error.error(place: secrets.redacted(place), doing: what)
        }
        while let result = try nextResult(doing: what) {
            rows = rows ?? Int(String(cString: PQcmdTuples(result)))
            let status = PQresultStatus(result)
            if status != PGRES_COMMAND_OK, reason == nil { reason = failure(result, doing: what) }
            PQclear(result)
            // Where a server begins one COPY more, libpq answers with that for ever.
            let isCopy = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(status)
            guard PQstatus(pointer) == CONNECTION_OK, !isCopy else { break }
        }
        if let reason { throw reason }
        guard PQstatus(pointer) == CONNECTION_OK else { throw failure(nil, doing: what) }
        return rows
    }

    /// Has the server stop sending, and takes what is under way. A server that goes on being silent is given up.
    private func abandonCopy() {
        let cancelled = DispatchGroup()
        if let canceller { DispatchQueue(label: "cancel").async(group: cancelled) { canceller.cancel() } }
        // One that comes late would stop whatever is asked for next.
        defer { _ = cancelled.wait(timeout: .now() + .seconds(30)) }
        let usual = patience
        defer { patience = usual }
        patience = min(usual ?? TimeSpan(seconds: 30), TimeSpan(seconds: 30))
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.pieceSize) { buffer in
            while (try? takeRows(into: buffer, isByRow: false, doing: "stopping")) != nil {}
        }
        _ = try? drain(doing: "stopping")
    }

    private func receive(doing what: String) throws(SourceError) -> Bool {
        do throws(ServerFailure) {
            return try receive()
        } catch {
            throw error.error(place: secrets.redacted(place), doing: what)
        }
    }

    private func nextResult(doing what: String) throws(SourceError) -> OpaquePointer? {
        do throws(ServerFailure) {
            return try nextResult()
        } catch {
            throw error.error(place: secrets.redacted(place), doing: what)
        }
    }
}

/// Where the pieces of a `COPY … FROM STDIN` are put.
struct CopyInput {
    fileprivate let connection: Connection

    func put(_ bytes: UnsafeRawBufferPointer) throws(SourceError) {
        let pointer = connection.pointer
        do throws(ServerFailure) {
            while true {
                let status = PQputCopyData(
                    pointer, bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count))
                try connection.flush()
                // 0 is that there was no room for it yet.
                guard status == 0 else {
                    guard status == 1 else { throw connection.serverFailure(nil) }
                    return
                }
            }
        } catch {
            throw error.error(place: connection.secrets.redacted(connection.place), doing: "sending rows")
        }
    }
}
