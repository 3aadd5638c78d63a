internal import LiveShopping

/// A cart with more items than a cart may have.
struct LifecycleCartLimit: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.cart-limit", severity: .warning,
        title: "Too many items in the cart",
        rationale: """
            A cart this long is rarely a client's doing: an import or a script added to it.
            """,
        remedy: "Look who added the items; split the session or take them out.")

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.tally.liveItems > session.settings.cartLimit else { return nil }
        return finding(
            session.key, session.subject, expected: String(session.settings.cartLimit),
            actual: String(session.tally.liveItems), repair: .manual,
            because: """
                \(session.sentenceName) has \(session.tally.liveItems) items, \(session.settings.cartLimit) are allowed.
                """)
    }
}
