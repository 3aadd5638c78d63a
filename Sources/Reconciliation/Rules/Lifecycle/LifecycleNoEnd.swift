internal import LiveShopping

/// A session that is over without ever having ended.
struct LifecycleNoEnd: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-end", severity: .warning,
        title: "It is over, but never ended",
        rationale: """
            A closed session without an end has no length; reports by day miss it.
            """,
        remedy: "Apply the repair: it enters the time of its order, else of the session's last update.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.session.isClosed, session.session.endedAt == nil else { return nil }
        return finding(
            session.key, session.subject, expected: "endedAt", actual: "none", repair: .automatic,
            because: "\(session.sentenceName) is \(session.session.status) without an end.")
    }
}
