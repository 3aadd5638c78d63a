internal import FinancialMath
internal import LiveShopping

/// A session that everybody left keeps its cart's inventory.
struct HoldAbandoned: CaseRule {
    static let description = RuleDescription(
        id: "hold.abandoned", severity: .error,
        title: "An abandoned cart holds inventory",
        rationale: """
            Nobody has touched the session for longer than its timeout, and what is in its cart cannot be promised to \
            anybody else. It also counts against the client's credit.
            """,
        remedy: "Apply the repair: it ends the session.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts, .idleness], repairStage: .sessions,
        examples: [
            .fires(
                "Nobody has touched the session for a microsecond more than two hours, and its cart is worth 25.00.",
                "session=1", expected: "ENDED", actual: "ACTIVE", impact: "25.00", repair: .automatic
            ) {
                $0.session(.active) { $0.updatedAt = .ago(microseconds: 1, hours: 2) }
                $0.item {
                    $0.createdAt = .ago(hours: 3)
                    $0.updatedAt = .ago(hours: 3)
                }
            },
            .silent("The session was last touched two hours ago to the microsecond.") {
                $0.session(.active) { $0.updatedAt = .ago(hours: 2) }
                $0.item {
                    $0.createdAt = .ago(hours: 3)
                    $0.updatedAt = .ago(hours: 3)
                }
            },
            .silent("Nobody has touched the session for three hours, but an item was changed ten minutes ago.") {
                $0.session(.active) { $0.updatedAt = .ago(hours: 3) }
                $0.item {
                    $0.createdAt = .ago(hours: 3)
                    $0.updatedAt = .ago(minutes: 10)
                }
            },
            .silent("Nobody has changed anything for three hours, but somebody looked in ten minutes ago.") {
                $0.session(.active) {
                    $0.updatedAt = .ago(hours: 3)
                    $0.lastActivityAt = .ago(minutes: 10)
                }
                $0.item {
                    $0.createdAt = .ago(hours: 3)
                    $0.updatedAt = .ago(hours: 3)
                }
            },
            .fires(
                "What happened ten minutes ago was to an item that was taken out of the cart.", "session=1",
                expected: "ENDED", actual: "PAUSED", impact: "25.00"
            ) {
                $0.session(.paused) { $0.updatedAt = .ago(hours: 3) }
                $0.item {
                    $0.createdAt = .ago(hours: 3)
                    $0.updatedAt = .ago(hours: 3)
                }
                $0.item {
                    $0.updatedAt = .ago(minutes: 10)
                    $0.isDeleted = true
                }
            },
            .fires(
                "The session has a timeout of an hour, and was last touched 61 minutes ago.", "session=1",
                expected: "ENDED", actual: "ACTIVE", impact: "25.00"
            ) {
                $0.session(.active) {
                    $0.timeoutSeconds = 3_600
                    $0.updatedAt = .ago(minutes: 61)
                }
                $0.item()
            },
            .silent("The session's own timeout is 0: it never times out.") {
                $0.session(.active) {
                    $0.timeoutSeconds = 0
                    $0.updatedAt = .ago(days: 7)
                }
                $0.item {
                    $0.createdAt = .ago(days: 7)
                    $0.updatedAt = .ago(days: 7)
                }
            },
            .fires(
                "The session expired a microsecond ago, although it was touched a minute ago.", "session=1",
                expected: "ENDED", actual: "ACTIVE", impact: "25.00"
            ) {
                $0.session(.active) { $0.expiresAt = .ago(microseconds: 1) }
                $0.item()
            },
            .silent("The session expires at this very moment.") {
                $0.session(.active) { $0.expiresAt = .ago() }
                $0.item()
            },
            .silent("Nobody has touched the session for a week, but it expires only in an hour.") {
                $0.session(.active) {
                    $0.expiresAt = .ahead(hours: 1)
                    $0.updatedAt = .ago(days: 7)
                }
                $0.item {
                    $0.createdAt = .ago(days: 7)
                    $0.updatedAt = .ago(days: 7)
                }
            },
            .silent("The abandoned session has an order: it is not abandoned but not closed.") {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
                $0.item()
                $0.order()
            },
            .silent("The abandoned session has an empty cart and holds nothing.") {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
            },
            .silent("The session that expired has ended.") {
                $0.session(.ended) { $0.expiresAt = .ago(hours: 1) }
                $0.item()
            },
            .silent("The session that expired has not begun.") {
                $0.session(.scheduled) { $0.expiresAt = .ago(hours: 1) }
                $0.item()
            },
            .fires(
                "All that the abandoned session holds is a sample.", "session=1", expected: "ENDED", actual: "ACTIVE",
                impact: "0.00"
            ) {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
                $0.item { $0.isSample = true }
            },
            .fires(
                "The only item's quantity is not a number, but it is an item.", "session=1", expected: "ENDED",
                actual: "ACTIVE", impact: "0.00"
            ) {
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
                $0.item { $0.quantity = .nan }
            },
        ])

    var suspicions: Suspicions { .abandoned }

    func judge(_ file: CaseFile) -> [Ruling] {
        let session = file.facts
        guard session.isAbandoned, session.tally.liveItems > 0, session.isWithoutOrder else { return [] }
        let ruling = ruling(
            session.key, session.subject, expected: "ENDED", actual: session.session.status.description,
            impact: session.tally.cartValue, repair: file.ending,
            because: """
                \(session.sentenceName) is \(session.session.status), \(session.idleWords), and still holds \
                \(counted(session.tally.liveItems, "item")) worth \(session.tally.cartValue.formatted).
                """)
        return [ruling]
    }
}

extension SessionFacts {
    /// Since when nobody has touched an abandoned session.
    var idleWords: String {
        if let expiresAt = session.expiresAt { return "expired at \(expiresAt)" }
        return "last touched at \(session.lastActivity(items: tally.lastActivity))"
    }
}

extension CaseFile {
    /// Ends an abandoned session at T, unless somebody came back to it.
    var ending: Repair {
        .automatic(
            .init(title: "End \(facts.name)", changes: [facts.statusChange(to: .ended), facts.endChange(to: .asOf)]),
            restingOn: Grounds(RowEvidence(facts.ledger).activity(self)))
    }
}
