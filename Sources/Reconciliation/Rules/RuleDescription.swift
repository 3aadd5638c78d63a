/// A rule in words, the same in the terminal, the report and the documentation.
public struct RuleDescription: Sendable {
    public let id: RuleID
    public let severity: Severity
    /// What is wrong, as a headline: `Order created, session still open`.
    public let title: String
    /// Why it matters, for finance.
    public let rationale: String
    /// What to do about it.
    public let remedy: String
    /// Rows that it fires on, and for each the nearest that it does not.
    public let examples: [RuleExample]

    public init(
        id: RuleID, severity: Severity, title: String, rationale: String, remedy: String,
        examples: [RuleExample] = []
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        self.rationale = rationale
        self.remedy = remedy
        self.examples = examples
    }
}
