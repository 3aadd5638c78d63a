internal import FinancialMath
internal import LiveShopping

/// An order's status is a word that nobody knows.
struct IntegrityOrderStatus: OrderRule {
    static let description = RuleDescription(
        id: "integrity.order-status", severity: .error,
        title: "An order with a status that does not exist",
        rationale: """
            Whether such an order is owed, reserves inventory or is finished is a guess. What rests on it is reported, \
            and repaired by no script.
            """,
        remedy: """
            Correct the status; where it is an older word for one of today's, say so with the setting \
            fulfillment-aliases.
            """,
        population: .orders, looksAt: [.sessions, .orders, .orderLinks],
        examples: [
            .fires(
                "The order is said to be AWAITING_PICKUP.", "order=1", expected: "known", actual: "AWAITING_PICKUP",
                repair: .manual
            ) {
                $0.session(.converted)
                $0.order { $0.fulfillmentStatus = .other("AWAITING_PICKUP") }
            },
            .silent("The order is PENDING, an older word for READY_FOR_PACKING.") {
                $0.session(.converted)
                $0.order { $0.fulfillmentStatus = .other("PENDING") }
            },
            .fires(
                "The order is PENDING, and the site has no older words.", "order=1", expected: "known",
                actual: "PENDING", settings: .with(\.fulfillmentAliases, .none)
            ) {
                $0.session(.converted)
                $0.order { $0.fulfillmentStatus = .other("PENDING") }
            },
            .fires(
                "Both statuses are unknown: the fulfilment's is named.", "order=1", expected: "known", actual: "GONE"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.saleStatus = .other("OPEN")
                    $0.fulfillmentStatus = .other("GONE")
                }
            },
            .fires("The sale's status is an empty text.", "order=1", expected: "known", actual: "") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .other("") }
            },
            .silent("The order has no status at all.") {
                $0.session(.converted)
                $0.order {
                    $0.saleStatus = nil
                    $0.fulfillmentStatus = nil
                }
            },
            .silent("The order is a quote.") {
                $0.session(.converted)
                $0.order {
                    $0.type = .known(.quote)
                    $0.saleStatus = .other("OPEN")
                }
            },
            .silent("The order is not of live shopping.") {
                $0.order { $0.saleStatus = .other("OPEN") }
            },
            .silent("The order's session is deleted.") {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order { $0.saleStatus = .other("OPEN") }
            },
        ])

    func mayConcern(_ order: Order, _ link: OrderLink) -> Bool { order.isOfUnknownStatus }

    func judge(_ facts: OrderFacts) -> Ruling? {
        guard let word = facts.order.unknownStatus,
            let session = facts.session(at: facts.link.sessionSlot), !session.isDeleted
        else { return nil }
        return ruling(
            facts.key, facts.subject, expected: "known", actual: word, repair: .manual,
            because: """
                O\(facts.order.name.dropFirst()) of \(facts.ledger.named(session)) has the status '\(word)', which is \
                none that the system writes.
                """)
    }
}
