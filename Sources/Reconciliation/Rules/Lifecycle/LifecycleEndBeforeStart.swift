internal import LiveShopping

/// A session that ended before it began.
struct LifecycleEndBeforeStart: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.end-before-start", severity: .warning,
        title: "It ended before it started",
        rationale: """
            One of the two times is wrong: a clock, a time zone, or an import.
            """,
        remedy: "Find out which of the two is wrong and correct it.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard let start = session.session.startedAt, let end = session.session.endedAt, end < start else { return nil }
        return finding(
            session.key, session.subject, expected: start.description, actual: end.description, repair: .manual,
            because: "\(session.sentenceName) started at \(start) and ended at \(end).")
    }
}
