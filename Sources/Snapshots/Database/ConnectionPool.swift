import Dispatch
import Synchronization

/// Connections that share one snapshot, lent to one thread each.
final class ConnectionPool: Sendable {
    private let idle: Mutex<[Idle]>
    private let available: DispatchSemaphore
    let count: Int

    /// A connection that nobody uses. Unchecked, because a connection is not sendable but may change hands: it is in
    /// the pool or lent to one borrower, never both, and the mutex orders the one before the other.
    private struct Idle: @unchecked Sendable {
        let connection: Connection
    }

    init(_ connections: [Connection]) {
        count = connections.count
        idle = Mutex(connections.map(Idle.init))
        available = DispatchSemaphore(value: 0)
        for _ in connections { available.signal() }
    }

    /// Lends a connection for as long as the body runs, and waits for one while all are out.
    func withConnection<Result>(_ body: (Connection) throws -> Result) rethrows -> Result {
        available.wait()
        defer { available.signal() }
        let connection = take()
        defer { put(connection) }
        return try body(connection)
    }

    private func take() -> Connection {
        guard let idle = idle.withLock({ $0.popLast() }) else {
            preconditionFailure("the semaphore counts the idle connections")
        }
        return idle.connection
    }

    private func put(_ connection: Connection) {
        let returned = Idle(connection: connection)
        idle.withLock { $0.append(returned) }
    }
}
