internal import LiveShopping

/// The order bills somebody other than the client of its session.
struct ClientMismatch: CaseRule {
    static let description = RuleDescription(
        id: "conversion.client-mismatch", severity: .critical,
        title: "The order is for another client than its session",
        rationale: """
            One client filled the cart, another is billed for it, and both credit exposures are wrong.
            """,
        remedy: "Ask the host who bought; correct the order's client, or its link to the session.")

    func judge(_ file: CaseFile) -> [Finding] {
        guard !file.facts.session.isDeleted else { return [] }
        let session = file.facts.session
        return file.orders.filter { $0.order.clientID != session.clientID }.map { wrong in
            finding(
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
