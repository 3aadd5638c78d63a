internal import LiveShopping

/// A session that ran without ever having started.
struct LifecycleNoStart: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.no-start", severity: .warning,
        title: "It ran, but never started",
        rationale: """
            A session that is active or over must have begun. Without a start its length and its place in reports are unknown.
            """,
        remedy: "Enter the start; the time of creation is a good guess.",
        population: .sessions, looksAt: [.sessions],
        examples: [
            .fires(
                "The session is ACTIVE and has no start.", "session=1", expected: "startedAt", actual: "none",
                repair: .choice
            ) {
                $0.session(.active) { $0.startedAt = nil }
            },
            .silent("The session is ACTIVE and has a start.") {
                $0.session(.active)
            },
            .fires("The session was converted and has no start.", "session=1", expected: "startedAt", actual: "none") {
                $0.session(.converted) { $0.startedAt = nil }
                $0.order()
            },
            .silent("The session is scheduled and has not started.") {
                $0.session(.scheduled)
            },
            .silent("The session was called off before it started.") {
                $0.session(.cancelled) { $0.startedAt = nil }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard let status = session.status, status.isOpen || status == .ended || status == .converted,
            session.session.startedAt == nil
        else { return nil }
        return ruling(
            session.key, session.subject, expected: "startedAt", actual: "none",
            repair: .choice(Self.starts(session), restingOn: Grounds(session.evidence)),
            because:
                "\(session.sentenceName) is \(status.rawValue), created at \(session.session.createdAt), without a start."
        )
    }

    private static func starts(_ session: SessionFacts) -> [Proposal.Alternative] {
        let guesses = [("its creation", session.session.createdAt), ("its schedule", session.session.scheduledAt)]
        return guesses.compactMap { name, time in
            time.map { time in
                .init(
                    title: "Let it have started at \(name), \(time)", consequence: "No money is moved.",
                    changes: [
                        .set(
                            .session(session.id), column: Session.Field.startedAt.name, from: .null,
                            to: .timestamp(time))
                    ])
            }
        }
    }
}
