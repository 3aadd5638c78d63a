internal import FinancialMath
internal import LiveShopping

/// A session says that it sold, and its order is only a draft or a quote.
struct NotASale: SessionRule {
    static let description = RuleDescription(
        id: "conversion.not-a-sale", severity: .error,
        title: "Converted, but the order is a draft or a quote",
        rationale: """
            A draft or a quote is not packed, shipped or billed. The session says that the client bought, so the \
            client waits for goods that nobody will send.
            """,
        remedy: "Confirm the draft or turn the quote into a sale, or reopen the session.",
        population: .sessions, looksAt: [.sessions, .orders, .orderLinks, .carts],
        examples: [
            .fires(
                "The session is CONVERTED, and its order was left as a draft.", "session=1", expected: "SALE",
                actual: "DRAFT", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.isDraft = true }
            },
            .silent("The draft was confirmed.") {
                $0.session(.converted)
                $0.item()
                $0.order()
            },
            .fires(
                "The session is CONVERTED, and all that was made of its cart is an offer.", "session=1",
                expected: "SALE", actual: "QUOTE", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.type = .known(.quote) }
            },
            .fires(
                "An offer and the draft of a sale were made, neither of them binding.", "session=1", expected: "SALE",
                actual: "DRAFT", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.type = .known(.quote) }
                $0.order { $0.isDraft = true }
            },
            .fires(
                "All there is is the draft of an offer.", "session=1", expected: "SALE", actual: "QUOTE",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order {
                    $0.type = .known(.quote)
                    $0.isDraft = true
                }
            },
            .silent("An offer was made first, and then the sale.") {
                $0.session(.converted)
                $0.item()
                $0.order { $0.type = .known(.quote) }
                $0.order()
            },
            .silent("The offer was deleted, so there is no order at all.") {
                $0.session(.converted)
                $0.item()
                $0.order {
                    $0.type = .known(.quote)
                    $0.isDeleted = true
                }
            },
            .silent("The sale was cancelled, and the offer before it remained: a dead order.") {
                $0.session(.converted)
                $0.item()
                $0.order { $0.type = .known(.quote) }
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("The session ended without a sale, and an offer was sent afterwards.") {
                $0.session(.ended)
                $0.item()
                $0.order { $0.type = .known(.quote) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard case .notASale(let word) = ConvertedWithoutOrder(session) else { return nil }
        let names = session.orders.filter { !$0.isDeleted }.map(\.name).joined(separator: ", ")
        return ruling(
            session.key, session.subject, expected: "SALE", actual: word, impact: session.tally.cartValue,
            repair: .manual,
            because: """
                \(session.sentenceName) is CONVERTED, but what is linked to it is no sale (\(word)): \(names). Its \
                cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
