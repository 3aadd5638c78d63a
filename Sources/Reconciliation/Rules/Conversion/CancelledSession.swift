internal import FinancialMath
internal import LiveShopping

/// The session was called off, its order was not.
struct CancelledSession: CaseRule {
    static let description = RuleDescription(
        id: "conversion.cancelled-session", severity: .critical,
        title: "The session is cancelled, its order is not",
        rationale: """
            Somebody called the session off, but an order made from it is still live: the client may be shipped and \
            billed for what they declined, or a good sale hides behind a cancelled session.
            """,
        remedy: """
            Ask the host which of the two is right, then pick it in the repair script: convert the session, or cancel \
            the order and give its inventory back.
            """,
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks],
        examples: [
            .fires(
                "The session was called off a minute after its order was made.", "session=1", expected: "0",
                actual: "1", impact: "25.00", repair: .choice
            ) {
                $0.session(.cancelled)
                $0.order { $0.createdAt = .ago(minutes: 1) }
            },
            .silent("The order was cancelled together with its session.") {
                $0.session(.cancelled)
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .fires(
                "The session was called off, and two orders over 25.00 and 40.00 came of it.", "session=1",
                expected: "0", actual: "2", impact: "65.00"
            ) {
                $0.session(.cancelled)
                $0.order()
                $0.order { $0.total = .number("40") }
            },
            .fires(
                "Of two orders of a session that was called off, one was cancelled with it.", "session=1",
                expected: "0", actual: "1", impact: "40.00"
            ) {
                $0.session(.cancelled)
                $0.order { $0.fulfillmentStatus = .known(.cancelled) }
                $0.order { $0.total = .number("40") }
            },
            .silent("The session was called off and left an offer that nobody took.") {
                $0.session(.cancelled)
                $0.order { $0.type = .known(.quote) }
            },
            .silent("The order of the cancelled session is deleted.") {
                $0.session(.cancelled)
                $0.order { $0.isDeleted = true }
            },
            .silent("The cancelled session is deleted, which is another rule's business.") {
                $0.session(.cancelled) { $0.isDeleted = true }
                $0.order()
            },
        ])

    var suspicions: Suspicions { .cancelled }

    func judge(_ file: CaseFile) -> [Ruling] {
        guard file.facts.status == .cancelled, let kept = file.kept else { return [] }
        let total = file.facts.liveOrders.reduce(Money.zero) { $0 + $1.countableTotal }
        let names = file.facts.liveOrders.map(\.name).joined(separator: ", ")
        return [
            ruling(
                file.facts.key, file.facts.subject, expected: "0", actual: String(file.orders.count), impact: total,
                repair: repair(file, kept, total),
                because: """
                    \(file.facts.sentenceName) is CANCELLED, yet \(counted(file.orders.count, "live order")) over \
                    \(total.formatted) in all came of it: \(names).
                    """)
        ]
    }

    private func repair(_ file: CaseFile, _ kept: CaseOrder, _ total: Money) -> Repair {
        .choice(
            [
                .init(
                    title: "Set \(file.facts.name) to CONVERTED",
                    consequence: "The sale stands: \(total.magnitude.formatted) stay billed, inventory stays reserved.",
                    changes: file.facts.conversion(by: kept.order)),
                Cancellation(of: file.orders, in: file.facts.ledger).alternative,
            ],
            restingOn: file.orderEvidence)
    }
}
