internal import Dispatch
internal import Synchronization

/// Does numbered parts of a job on as many threads, and gives their results in order; with one part, on this thread.
///
/// - Throws: the error of the first part, by number, that failed.
func inParallel<Part: Sendable>(_ count: Int, _ body: @Sendable (Int) throws -> Part) throws -> [Part] {
    guard count > 1 else { return try (0..<count).map(body) }
    let results = Mutex<[Int: Result<Part, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
        let result = Result { try body(index) }
        results.withLock { $0[index] = result }
    }
    return try results.withLock { done in
        try (0..<count).compactMap { try done[$0]?.get() }
    }
}
