internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// Does numbered parts of a job, several at a time, and gives their results in order; with one thread, on this one.
///
/// Parts are begun in the order of their numbers. When one has failed, those that are not begun are left.
///
/// - Parameter threads: How many parts are under way at once; nil is all of them.
/// - Throws: the error of the first part, by number, that failed.
public func inParallel<Part: Sendable, Failure: Error>(
    _ count: Int, threads: Int? = nil, _ body: @Sendable (Int) throws(Failure) -> Part
) throws(Failure) -> [Part] {
    let turns = Turns<Part, Failure>(count)
    let threads = min(count, threads ?? count)
    guard threads > 1 else {
        turns.work(body)
        return try turns.results()
    }
    withoutActuallyEscaping(body) { body in
        let others = (1..<threads).compactMap { _ in WorkThread { turns.work(body) } }
        turns.work(body)
        for thread in others { thread.join() }
    }
    return try turns.results()
}

/// How many processors there are: parts that wait for nothing gain nothing from more threads.
public let processorCount = ProcessInfo.processInfo.activeProcessorCount

/// A thread of the system's own: parts wait for servers and for other parts, and a pool that has as many threads as there are
/// processors would make them wait for each other, or do the parts of a part one after the other.
private final class WorkThread: Sendable {
    private let thread: pthread_t

    /// Nil where the system has no thread more; who asked works alone then.
    init?(_ work: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body: work))
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { runWork($0) }, work.toOpaque())
        guard status == 0 else {
            work.release()
            return nil
        }
        self.thread = thread
    }

    func join() { pthread_join(thread, nil) }
}

private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) { self.body = body }
}

private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
}

/// Who does which part, and what came of it.
private final class Turns<Part: Sendable, Failure: Error>: Sendable {
    private let state: Mutex<State>

    private struct State: Sendable {
        var next = 0
        var parts: [Part?]
        var failure: (number: Int, error: Failure)?
    }

    init(_ count: Int) { state = Mutex(State(parts: Array(repeating: nil, count: count))) }

    func work(_ body: (Int) throws(Failure) -> Part) {
        while let number = take() {
            do throws(Failure) {
                let part = try body(number)
                state.withLock { $0.parts[number] = part }
            } catch {
                state.withLock { if $0.failure.map({ number < $0.number }) ?? true { $0.failure = (number, error) } }
            }
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.next < state.parts.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func results() throws(Failure) -> [Part] {
        let done = state.withLock { $0 }
        if let failure = done.failure { throw failure.error }
        return done.parts.compactMap(\.self)
    }
}
