import LiveShopping
import Reports

/// What a long command is doing, and how long each step took.
final class Progress {
    private let clock = ContinuousClock()
    private var current: (name: String, began: ContinuousClock.Instant)?
    private(set) var timings: [RunFacts.Timing] = []
    private var watch: ReadingWatch?

    /// Ends the step before, and begins another, in which rows may be read that a meter counts.
    func step(_ name: String, reading meter: RowMeter? = nil) {
        finish()
        current = (name, clock.now)
        Log.show("\(name) …")
        if let meter, Log.progress == .line { watch = ReadingWatch(meter, name) }
    }

    /// Ends the last step, and clears the line.
    func end() {
        finish()
        Log.show("")
    }

    private func finish() {
        watch?.end()
        watch = nil
        guard let (name, began) = current else { return }
        let duration = clock.now - began
        timings.append(RunFacts.Timing(name, duration))
        Log.tell(.init(message: name, milliseconds: duration.milliseconds))
        current = nil
    }
}
