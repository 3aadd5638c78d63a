import Foundation
import Reports

/// What a long command is doing, and how long each step took.
final class Progress {
    private let clock = ContinuousClock()
    private var current: (name: String, began: ContinuousClock.Instant)?
    private(set) var timings: [RunFacts.Timing] = []

    /// Ends the step before, and begins another.
    func step(_ name: String) {
        finish()
        current = (name, clock.now)
        Log.show("\(name) …")
    }

    /// Ends the last step, and clears the line.
    func end() {
        finish()
        Log.show("")
    }

    private func finish() {
        guard let (name, began) = current else { return }
        let (seconds, rest) = (clock.now - began).components
        timings.append(RunFacts.Timing(name, clock.now - began))
        Log.tell(.init(message: name, milliseconds: seconds * 1_000 + rest / 1_000_000_000_000_000))
        current = nil
    }
}
