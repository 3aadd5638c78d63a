import Foundation
import Synchronization
import TestSupport

/// Work on a thread of its own while the test does something else: the tests' own threads may all be waiting.
final class Background<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread { [self] in
            let outcome = Result { try work() }
            result.withLock { $0 = outcome }
            ended.signal()
        }
        .start()
    }

    /// What the work came to, when it has ended.
    @discardableResult
    func wait() throws -> Value {
        ended.wait()
        defer { ended.signal() }
        return try result.withLock { try $0!.get() }
    }
}

/// A place where everybody waits until all have come, and again.
final class Doors: Sendable {
    private let count: Int
    private let waiting = Mutex(0)

    init(count: Int) {
        self.count = count
    }

    func wait() {
        let turn = waiting.withLock { arrived in
            arrived += 1
            return (arrived - 1) / count
        }
        _ = eventually { waiting.withLock { $0 } >= (turn + 1) * count }
    }
}

/// Waits until something is so; false when it did not become so in time.
func eventually(within seconds: Int = 600, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try !condition() {
        guard ContinuousClock.now < deadline else { return false }
        usleep(10_000)
    }
    return true
}

extension LiveSystem {
    /// Does something on as many threads, each with its number, and waits for all.
    func inParallel(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
        let workers = (0..<count).map { number in Background { try work(number) } }
        for worker in workers { try worker.wait() }
    }
}
