internal import LiveShopping
internal import Reconciliation

/// What is to be known before any finding is believed, each in a sentence, the gravest first.
enum Notices {
    /// - Parameter findings: Those that count.
    static func all(_ outcome: Outcome, _ findings: [Finding], lost: [SchemaPart]) -> [String] {
        let doubted = outcome.doubts.map { "Doubtful: \($0.words); \($0.advice)." }
        let impossible = impossible(findings, outcome.mostBelievable)
        return [self.lost(lost)].compactMap(\.self) + doubted + [impossible, age(outcome)?.prose].compactMap(\.self)
    }

    private static func lost(_ inputs: [SchemaPart]) -> String? {
        guard !inputs.isEmpty else { return nil }
        return """
            Gone since the run before: \(inputs.map(\.name).joined(separator: ", ")). What rests on it is judged without \
            it, and its repairs are withheld.
            """
    }

    /// Data that is older than a day may be yesterday's; data that is newer than T has another clock.
    private static func age(_ outcome: Outcome) -> String? {
        guard let newest = outcome.newestTime else { return nil }
        if newest > outcome.asOf {
            return "The newest time that was read, \(newest), is later than \(outcome.asOf), the time of this run."
        }
        guard newest < outcome.asOf - .days(1) else { return nil }
        return """
            The newest time that was read, \(newest), is more than a day before \(outcome.asOf), the time of this run: \
            this may not be last night's data.
            """
    }

    /// `newest time read 2026-11-22T01:58:12Z`; nil when no time was read.
    static func newest(_ outcome: Outcome) -> String? {
        outcome.newestTime.map { "newest time read \($0.moment)" }
    }
}
