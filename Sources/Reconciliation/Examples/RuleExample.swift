internal import FinancialMath
public import LiveShopping

/// A few rows, and what a rule must say of them: documentation that is run.
public struct RuleExample: Sendable {
    /// What happened, in a sentence.
    public let story: String
    public let rows: MemoryRows
    /// Which of the optional tables and columns the rows have.
    public let available: AvailableColumns
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
        /// Nil for the rule's own severity.
        public let severity: Severity?
        /// Nil where the example is not about how it is repaired.
        public let repair: RepairClass?

        public init(
            key: String, expected: String, actual: String, impact: String, severity: Severity? = nil,
            repair: RepairClass? = nil
        ) {
            self.key = key
            self.expected = expected
            self.actual = actual
            self.impact = impact
            self.severity = severity
            self.repair = repair
        }
    }

    /// T of every example.
    public static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    public var fires: Bool { !expectations.isEmpty }
}

extension RuleExample {
    /// The rule finds just this.
    dynamic static func fires(
        _ story: String, _ key: String, expected: String, actual: String, impact: String = "0.00",
        severity: Severity? = nil, repair: RepairClass? = nil, settings: Settings = Settings(),
        file: String = #fileID, line: Int = #line, _ build: (inout ExampleWorld) -> Void
    ) -> RuleExample {
        let expectation = Expectation(
            key: key, expected: expected, actual: actual, impact: impact, severity: severity, repair: repair)
        return RuleExample(
            story, ExampleWorld(build), settings: settings, expectations: [expectation], file: file, line: line)
    }

    /// The nearest thing of which the rule says nothing.
    dynamic static func silent(
        _ story: String, settings: Settings = Settings(), file: String = #fileID, line: Int = #line,
        _ build: (inout ExampleWorld) -> Void
    ) -> RuleExample {
        RuleExample(story, ExampleWorld(build), settings: settings, expectations: [], file: file, line: line)
    }

    private init(
        _ story: String, _ world: ExampleWorld, settings: Settings, expectations: [Expectation], file: String,
        line: Int
    ) {
        self.init(
            story: story, rows: world.rows, available: world.available, settings: settings,
            expectations: expectations, file: file, line: line)
    }

    /// What the rule says of the rows, in the order of the keys.
    ///
    /// - Throws: nothing that rows in memory could cause.
    public func judged(by rule: RuleID) throws -> [Expectation] {
        try outcome().findings.filter { $0.rule == rule }.sorted { $0.key < $1.key }.map(Expectation.init)
    }

    /// The whole run over the rows.
    func outcome() throws -> Outcome {
        let source = MemorySource(takenAt: Self.asOf, available: available, rows: rows)
        return try Reconciler(source: source, parameters: Parameters(settings: settings, threads: 1)).run()
    }
}

extension RuleExample.Expectation {
    /// A finding with nothing left open.
    init(_ finding: Finding) {
        self.init(
            key: finding.key.description, expected: finding.expected, actual: finding.actual,
            impact: finding.impact.formatted, severity: finding.severity, repair: finding.repair)
    }

    /// Whether a finding of the rule is the one that the example states.
    func describes(_ found: Self, by rule: RuleDescription) -> Bool {
        let stated = Self(
            key: key, expected: expected, actual: actual, impact: impact, severity: severity ?? rule.severity,
            repair: repair ?? found.repair)
        return stated == found
    }
}

extension RuleExample.Expectation: CustomStringConvertible {
    /// `session=1: expected CONVERTED, actual ACTIVE, impact 25.00, critical, automatic`.
    public var description: String {
        let classes = [severity?.rawValue, repair?.rawValue].compactMap(\.self)
        return (["\(key): expected \(expected)", "actual \(actual)", "impact \(impact)"] + classes)
            .joined(separator: ", ")
    }
}
