internal import LiveShopping

/// A session that ended before it began.
struct LifecycleEndBeforeStart: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.end-before-start", severity: .warning,
        title: "It ended before it started",
        rationale: """
            One of the two times is wrong: a clock, a time zone, or an import.
            """,
        remedy: "Find out which of the two is wrong and correct it.",
        population: .sessions, looksAt: [.sessions],
        examples: [
            .fires(
                "The session started at midnight and ended at eleven the evening before.", "session=1",
                expected: "2026-11-22T00:00:00Z", actual: "2026-11-21T23:00:00Z", repair: .manual
            ) {
                $0.session(.ended) { $0.endedAt = .ago(hours: 3) }
            },
            .silent("The session ended in the moment in which it started.") {
                $0.session(.ended) { $0.endedAt = .ago(hours: 2) }
            },
            .fires(
                "The session ended a second before it started.", "session=1", expected: "2026-11-22T00:00:00Z",
                actual: "2026-11-21T23:59:59Z"
            ) {
                $0.session(.converted) { $0.endedAt = .ago(seconds: 1, hours: 2) }
            },
            .silent("The session ended long ago by its end, and has no start to compare it with.") {
                $0.session(.ended) {
                    $0.startedAt = nil
                    $0.endedAt = .ago(days: 7)
                }
            },
            .silent("The session started before it was scheduled to.") {
                $0.session(.ended) { $0.scheduledAt = .ago(minutes: 90) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard let start = session.session.startedAt, let end = session.session.endedAt, end < start else { return nil }
        return ruling(
            session.key, session.subject, expected: start.description, actual: end.description, repair: .manual,
            because: "\(session.sentenceName) started at \(start) and ended at \(end).")
    }
}
