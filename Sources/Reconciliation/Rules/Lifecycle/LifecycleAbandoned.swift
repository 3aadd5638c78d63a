internal import LiveShopping

/// Everybody left, and there was nothing in the cart.
struct LifecycleAbandoned: CaseRule {
    static let description = RuleDescription(
        id: "lifecycle.abandoned", severity: .warning,
        title: "An abandoned session with an empty cart",
        rationale: """
            Nobody has touched the session for longer than its timeout. It holds nothing, but the host's and the client's \
            lists show it as open.
            """,
        remedy: "Apply the repair: it ends the session.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts, .idleness], repairStage: .sessions,
        examples: [
            .fires(
                "Nobody has touched the session for a microsecond more than two hours, and its cart is empty.",
                "session=1", expected: "ENDED", actual: "ACTIVE", repair: .automatic
            ) {
                $0.session(.active) { $0.updatedAt = .ago(microseconds: 1, hours: 2) }
            },
            .silent("The session with an empty cart was last touched two hours ago to the microsecond.") {
                $0.session(.active) { $0.updatedAt = .ago(hours: 2) }
            },
            .fires(
                "The only item of the abandoned session was taken out again.", "session=1", expected: "ENDED",
                actual: "PAUSED"
            ) {
                $0.session(.paused) { $0.expiresAt = .ago(hours: 1) }
                $0.item { $0.isDeleted = true }
            },
            .silent("The abandoned session holds an item, which is worse.") {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
                $0.item()
            },
            .silent("The abandoned session has an order.") {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
                $0.order()
            },
            .silent("The site's sessions never time out.", settings: .with(\.sessionTimeout, .zero)) {
                $0.session(.active) { $0.updatedAt = .ago(days: 7) }
            },
            .fires(
                "The site's sessions never time out, but this one has a timeout of an hour.", "session=1",
                expected: "ENDED", actual: "ACTIVE", settings: .with(\.sessionTimeout, .zero)
            ) {
                $0.session(.active) {
                    $0.timeoutSeconds = 3_600
                    $0.updatedAt = .ago(hours: 2)
                }
            },
            .silent("The session that expired was deleted.") {
                $0.session(.active) {
                    $0.expiresAt = .ago(hours: 1)
                    $0.isDeleted = true
                }
            },
        ])

    var suspicions: Suspicions { .abandoned }

    func judge(_ file: CaseFile) -> [Ruling] {
        let session = file.facts
        guard session.isAbandoned, session.tally.liveItems == 0, session.isWithoutOrder else { return [] }
        let ruling = ruling(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            repair: file.ending,
            because: "\(session.sentenceName) is \(session.session.status), \(session.idleWords), and has no item.")
        return [ruling]
    }
}
