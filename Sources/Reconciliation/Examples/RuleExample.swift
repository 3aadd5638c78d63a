internal import FinancialMath
public import LiveShopping

/// A few rows, and what a rule must say of them: documentation that is run.
public struct RuleExample: Sendable {
    /// What happened, in a sentence.
    public let story: String
    public let rows: MemoryRows
    public let settings: Settings
    /// What the rule must find in them, in the order of the keys; nothing, where it must be silent.
    public let expectations: [Expectation]
    /// Where it is written.
    public let file: String
    public let line: Int

    /// A finding as an example states it.
    public struct Expectation: Sendable, Hashable {
        public let key: String
        public let expected: String
        public let actual: String
        public let impact: String

        public init(key: String, expected: String, actual: String, impact: String) {
            self.key = key
            self.expected = expected
            self.actual = actual
            self.impact = impact
        }
    }

    /// T of every example.
    public static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    public var fires: Bool { !expectations.isEmpty }
}

extension RuleExample {
    /// The rule finds just this.
    static func fires(
        _ story: String, _ key: String, expected: String, actual: String, impact: String = "0.00",
        settings: Settings = Settings(), file: String = #fileID, line: Int = #line,
        _ build: (inout ExampleWorld) -> Void
    ) -> RuleExample {
        let expectation = Expectation(key: key, expected: expected, actual: actual, impact: impact)
        return RuleExample(
            story: story, rows: ExampleWorld.rows(build), settings: settings, expectations: [expectation], file: file,
            line: line)
    }

    /// The nearest thing of which the rule says nothing.
    static func silent(
        _ story: String, settings: Settings = Settings(), file: String = #fileID, line: Int = #line,
        _ build: (inout ExampleWorld) -> Void
    ) -> RuleExample {
        RuleExample(
            story: story, rows: ExampleWorld.rows(build), settings: settings, expectations: [], file: file, line: line)
    }

    /// What the rule says of the rows.
    ///
    /// - Throws: nothing that rows in memory could cause.
    public func judged(by rule: RuleID) throws -> [Expectation] {
        let source = MemorySource(takenAt: Self.asOf, rows: rows)
        let outcome = try Reconciler(source: source, parameters: Parameters(settings: settings)).run()
        return outcome.findings.filter { $0.rule == rule }.map { finding in
            Expectation(
                key: finding.key.description, expected: finding.expected, actual: finding.actual,
                impact: finding.impact.formatted)
        }
    }
}
