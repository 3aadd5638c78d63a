internal import LiveShopping

/// A session with a time that has not come yet.
struct LifecycleFuture: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.future", severity: .warning,
        title: "A time in the future",
        rationale: """
            A session cannot have been created, started or ended later than now: a clock is wrong, or a time zone.
            """,
        remedy: "Find the clock that is wrong; correct the time.",
        population: .sessions, looksAt: [.sessions],
        examples: [
            .fires(
                "The session is to have started five minutes and a second from now.", "session=1",
                expected: "2026-11-22T02:00:00Z", actual: "2026-11-22T02:05:01Z", repair: .manual
            ) {
                $0.session(.active) { $0.startedAt = .ahead(seconds: 1, minutes: 5) }
            },
            .silent("The session is to have started just five minutes from now: clocks differ by that much.") {
                $0.session(.active) { $0.startedAt = .ahead(minutes: 5) }
            },
            .fires(
                "The session is to have been created in an hour and to have ended in two.", "session=1",
                expected: "2026-11-22T02:00:00Z", actual: "2026-11-22T04:00:00Z"
            ) {
                $0.session(.ended) {
                    $0.createdAt = .ahead(hours: 1)
                    $0.endedAt = .ahead(hours: 2)
                }
            },
            .fires(
                "The session is to end at infinity.", "session=1", expected: "2026-11-22T02:00:00Z", actual: "infinity"
            ) {
                $0.session(.ended) { $0.endedAt = .infinity }
            },
            .silent("The session is scheduled for tomorrow.") {
                $0.session(.scheduled) { $0.scheduledAt = .ahead(hours: 24) }
            },
            .silent("The site's clocks may differ by two hours.", settings: .with(\.clockSkew, .hours(2))) {
                $0.session(.active) { $0.startedAt = .ahead(hours: 1) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        let limit = session.asOf + session.settings.clockSkew
        let none = Timestamp.negativeInfinity
        let latest = max(
            session.session.createdAt, session.session.startedAt ?? none, session.session.endedAt ?? none)
        guard latest > limit else { return nil }
        return ruling(
            session.key, session.subject, expected: session.asOf.description, actual: latest.description,
            repair: .manual,
            because: """
                \(session.sentenceName) has a time of \(latest), later than \(session.asOf) plus \
                \(session.settings.clockSkew).
                """)
    }
}
