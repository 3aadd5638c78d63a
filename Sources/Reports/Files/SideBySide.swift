internal import Dispatch
internal import Foundation
internal import Synchronization

/// Parts of a job that are done at the same time.
enum SideBySide {
    /// Does two parts, and gives what the second comes to.
    ///
    /// - Throws: the error of the first part, if it failed, else that of the second.
    static func both<Value: Sendable>(
        _ one: @Sendable () throws -> Void, _ other: @Sendable () throws -> Value
    ) throws -> Value {
        let results = Mutex<(Result<Void, any Error>?, Result<Value, any Error>?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            if part == 0 {
                let result = Result { try one() }
                results.withLock { $0.0 = result }
            } else {
                let result = Result { try other() }
                results.withLock { $0.1 = result }
            }
        }
        let done = results.withLock { $0 }
        try done.0?.get()
        guard let value = done.1 else { preconditionFailure("both parts have run") }
        return try value.get()
    }

    /// Does something for each number, on as many threads as there are processors.
    ///
    /// - Throws: the error of the lowest number that failed; when one has failed, those that are not begun are left.
    static func forEach(
        _ numbers: Range<Int>, _ body: @Sendable (Int) throws(PublicationError) -> Void
    ) throws(PublicationError) {
        let errors = Mutex<[Int: PublicationError]>([:])
        let next = Atomic(numbers.lowerBound)
        let threads = min(numbers.count, ProcessInfo.processInfo.activeProcessorCount)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while case let number = next.wrappingAdd(1, ordering: .relaxed).oldValue, number < numbers.upperBound {
                do throws(PublicationError) {
                    try body(number)
                } catch {
                    errors.withLock { $0[number] = error }
                    next.store(numbers.upperBound, ordering: .relaxed)
                }
            }
        }
        if let first = errors.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
    }
}
