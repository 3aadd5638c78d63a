internal import LiveShopping

/// A session with a time that has not come yet.
struct LifecycleFuture: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.future", severity: .warning,
        title: "A time in the future",
        rationale: """
            A session cannot have been created, started or ended later than now: a clock is wrong, or a time zone.
            """,
        remedy: "Find the clock that is wrong; correct the time.")

    func judge(_ session: SessionFacts) -> Finding? {
        let limit = session.asOf + session.settings.clockSkew
        let times = [session.session.createdAt, session.session.startedAt, session.session.endedAt].compactMap(\.self)
        guard let latest = times.max(), latest > limit else { return nil }
        return finding(
            session.key, session.subject, expected: session.asOf.description, actual: latest.description,
            repair: .manual,
            because: """
                \(session.sentenceName) has a time of \(latest), later than \(session.asOf) plus \
                \(session.settings.clockSkew).
                """)
    }
}
