internal import LiveShopping

/// The order bills somebody other than the client of its session.
struct ClientMismatch: CaseRule {
    static let description = RuleDescription(
        id: "conversion.client-mismatch", severity: .critical,
        title: "The order is for another client than its session",
        rationale: """
            One client filled the cart, another is billed for it, and both credit exposures are wrong.
            """,
        remedy: "Ask the host who bought; correct the order's client, or its link to the session.",
        population: .orders, looksAt: [.sessions, .orders, .orderLinks],
        examples: [
            .fires(
                "Client 1 filled the cart, client 2 is billed for it.", "session=1,order=1", expected: "1", actual: "2",
                impact: "25.00", repair: .manual
            ) {
                $0.client()
                $0.session(.converted)
                $0.order { $0.clientID = ID(2) }
            },
            .silent("The client who filled the cart is billed for it.") {
                $0.client()
                $0.session(.converted)
                $0.order()
            },
            .fires(
                "The order for another client was made a minute ago, and the session is still open.",
                "session=1,order=1", expected: "1", actual: "2", impact: "25.00"
            ) {
                $0.client()
                $0.session(.active)
                $0.order {
                    $0.clientID = ID(2)
                    $0.createdAt = .ago(minutes: 1)
                }
            },
            .fires(
                "Of two orders only the second is for another client.", "session=1,order=2", expected: "1", actual: "2",
                impact: "40.00"
            ) {
                $0.client()
                $0.session(.converted)
                $0.order()
                $0.order {
                    $0.clientID = ID(2)
                    $0.total = .number("40")
                    $0.createdAt = .ago(minutes: 30)
                }
            },
            .silent("The order for the wrong client was cancelled.") {
                $0.client()
                $0.session(.converted)
                $0.order {
                    $0.clientID = ID(2)
                    $0.saleStatus = .known(.cancelled)
                }
                $0.order()
            },
            .silent("Another client was sent an offer of the same cart.") {
                $0.client()
                $0.session(.converted)
                $0.order()
                $0.order {
                    $0.clientID = ID(2)
                    $0.type = .known(.quote)
                }
            },
        ])

    var suspicions: Suspicions { .otherClient }

    func judge(_ file: CaseFile) -> [Ruling] {
        guard !file.facts.session.isDeleted else { return [] }
        let session = file.facts.session
        return file.orders.filter { $0.order.clientID != session.clientID }.map { wrong in
            ruling(
                FindingKey(.session(session.id), .order(wrong.order.id)), file.subject(order: wrong.order),
                expected: session.clientID.description, actual: wrong.order.clientID.description,
                impact: wrong.order.countableTotal, repair: .manual,
                because: """
                    \(file.facts.sentenceName) became \(wrong.order.name) over \(wrong.order.totalWord), which is for \
                    \(file.facts.ledger.named(wrong.order.clientID)).
                    """)
        }
    }
}
