import CLibPQ
import Glibc
internal import LiveShopping

extension Connection {
    /// Sends a statement and waits for its last result, or for the first that is a failure or begins a COPY.
    ///
    /// - Throws: ``ServerFailure`` when nothing could be sent, or the server was silent for longer than ``patience``.
    func exchange(_ send: () -> Int32) throws(ServerFailure) -> OpaquePointer? {
        guard !isGivenUp else { throw silence }
        try discardResults()
        guard send() == 1 else { throw serverFailure(nil) }
        try flush()
        var last: OpaquePointer?
        while let result = try nextResult() {
            // The first failure says why; no result at all counts as one for libpq.
            guard last == nil || PQresultStatus(last) != PGRES_FATAL_ERROR else {
                PQclear(result)
                continue
            }
            PQclear(last)
            last = result
            let begins = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(PQresultStatus(result))
            if begins || PQstatus(pointer) != CONNECTION_OK { break }
        }
        return last
    }

    /// The next result of what was sent; nil when there is none any more.
    func nextResult() throws(ServerFailure) -> OpaquePointer? {
        while PQisBusy(pointer) == 1, try receive() {}
        return PQgetResult(pointer)
    }

    /// Waits for what the server sends, and takes it.
    ///
    /// - Returns: Whether there can be more; false when the connection is lost.
    func receive() throws(ServerFailure) -> Bool {
        try wait(for: Int16(POLLIN))
        return PQconsumeInput(pointer) == 1
    }

    /// Sends what has not been sent yet.
    func flush() throws(ServerFailure) {
        while PQflush(pointer) == 1 {
            try wait(for: Int16(POLLIN | POLLOUT))
            // A server may have to get rid of something before it takes more.
            guard PQconsumeInput(pointer) == 1 else { return }
        }
    }

    private func discardResults() throws(ServerFailure) {
        while let result = try nextResult() {
            let isCopy = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(PQresultStatus(result))
            PQclear(result)
            // Its end is somebody else's business, and what is sent now is refused.
            if isCopy || PQstatus(pointer) != CONNECTION_OK { return }
        }
    }

    private func wait(for events: Int16) throws(ServerFailure) {
        let limit = patience.map { ContinuousClock.now + .microseconds($0.microseconds) }
        while true {
            // A socket that is closed has no number; what is asked of it next says so.
            var socket = pollfd(fd: PQsocket(pointer), events: events, revents: 0)
            guard socket.fd >= 0 else { return }
            let ready = poll(&socket, 1, limit.map { Self.milliseconds(until: $0) } ?? -1)
            if ready > 0 || (ready < 0 && errno != EINTR) { return }
            guard limit.map({ $0 > ContinuousClock.now }) ?? true else {
                isGivenUp = true
                throw silence
            }
        }
    }

    private static func milliseconds(until limit: ContinuousClock.Instant) -> Int32 {
        let left = (limit - .now).components
        return Int32(clamping: max(0, left.seconds) * 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    }

    private var silence: ServerFailure {
        let seconds = (patience?.microseconds ?? 0) / 1_000_000
        return ServerFailure(
            state: "", text: "no answer for \(seconds) seconds", hint: nil, isConnectionLost: true, isSilent: true)
    }
}
