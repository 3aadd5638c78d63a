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
        remedy: "Confirm the draft or turn the quote into a sale, or reopen the session.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard case .notASale(let word) = ConvertedWithoutOrder(session) else { return nil }
        let names = session.orders.filter { !$0.isDeleted }.map(\.name).joined(separator: ", ")
        return finding(
            session.key, session.subject, expected: "SALE", actual: word, impact: session.tally.cartValue,
            repair: .manual,
            because: """
                \(session.sentenceName) is CONVERTED, but what is linked to it is no sale (\(word)): \(names). Its \
                cart is worth \(session.tally.cartValue.formatted).
                """)
    }
}
