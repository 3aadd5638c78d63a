internal import LiveShopping

/// The session was ended, not converted, although an order came of it.
struct EndedSession: SessionRule {
    static let description = RuleDescription(
        id: "conversion.ended-session", severity: .error,
        title: "The order exists, but its session ended without a conversion",
        rationale: """
            The session counts as one that sold nothing, while its order is billed: conversion figures are too low, \
            and staff may call the client about a cart that was bought.
            """,
        remedy: "Apply the repair: it sets the session to CONVERTED, and enters its end where it has none.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks], repairStage: .sessions,
        examples: [
            .fires(
                "The order was made an hour ago, the session was ended instead of converted.", "session=1",
                expected: "CONVERTED", actual: "ENDED", impact: "25.00", repair: .automatic
            ) {
                $0.session(.ended)
                $0.order()
            },
            .silent("The session became CONVERTED with its order, as it should.") {
                $0.session(.converted)
                $0.order()
            },
            .silent("The session ended, and its order was made fifteen minutes ago to the microsecond.") {
                $0.session(.ended)
                $0.order { $0.createdAt = .ago(minutes: 15) }
            },
            .fires(
                "The session ended, and its order was made a microsecond more than fifteen minutes ago.", "session=1",
                expected: "CONVERTED", actual: "ENDED", impact: "25.00"
            ) {
                $0.session(.ended)
                $0.order { $0.createdAt = .ago(microseconds: 1, minutes: 15) }
            },
            .silent(
                "The site lets a conversion take two hours, and the order is one hour old.",
                settings: .with(\.grace, .hours(2))
            ) {
                $0.session(.ended)
                $0.order()
            },
            .silent("The session ended with nothing sold but a draft.") {
                $0.session(.ended)
                $0.order { $0.isDraft = true }
            },
            .silent("The session ended and its order was deleted.") {
                $0.session(.ended)
                $0.order { $0.isDeleted = true }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        session.status == .ended ? ConversionLost.ruling(of: self, session) : nil
    }
}
