import Foundation
import Synchronization

/// Work on a thread of its own, whose result is waited for.
final class InBackground<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let outcome = Result { try work() }
            result.withLock { $0 = outcome }
            done.signal()
        }
    }

    var hasEnded: Bool { result.withLock { $0 != nil } }

    /// Waits for the result; to be called once.
    func value() throws -> Value {
        done.wait()
        guard let outcome = result.withLock({ $0 }) else { preconditionFailure("the work has signalled its end") }
        return try outcome.get()
    }
}
