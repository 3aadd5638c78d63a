internal import Dispatch
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
    DispatchQueue.concurrentPerform(iterations: threads) { _ in turns.work(body) }
    return try turns.results()
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
