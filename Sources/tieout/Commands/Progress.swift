import Foundation
import Reports

/// What a long command is doing, on stderr and only for a person at a terminal; and how long each step took.
final class Progress {
    private let isShown = isatty(2) == 1
    private let clock = ContinuousClock()
    private var current: (name: String, began: ContinuousClock.Instant)?
    private(set) var timings: [RunFacts.Timing] = []

    /// Ends the step before, and begins another.
    func step(_ name: String) {
        finish()
        current = (name, clock.now)
        show("\(name) …")
    }

    /// Ends the last step, and clears the line.
    func end() {
        finish()
        show("")
    }

    private func finish() {
        guard let (name, began) = current else { return }
        timings.append(RunFacts.Timing(name, clock.now - began))
        current = nil
    }

    private func show(_ text: String) {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K\(text)")
    }
}
