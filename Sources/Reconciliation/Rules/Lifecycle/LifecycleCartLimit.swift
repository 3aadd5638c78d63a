internal import LiveShopping

/// A cart with more items than a cart may have.
struct LifecycleCartLimit: SessionRule {
    static let description = RuleDescription(
        id: "lifecycle.cart-limit", severity: .warning,
        title: "Too many items in the cart",
        rationale: """
            A cart this long is rarely a client's doing: an import or a script added to it.
            """,
        remedy: "Look who added the items; split the session or take them out.",
        population: .sessions, looksAt: [.sessions, .carts],
        examples: [
            .fires("The cart has 201 items.", "session=1", expected: "200", actual: "201", repair: .manual) {
                $0.session(.active)
                for _ in 1...201 { $0.item() }
            },
            .silent("The cart has 200 items.") {
                $0.session(.active)
                for _ in 1...200 { $0.item() }
            },
            .silent("Of three items, where two are allowed, one was taken out again.", settings: .with(\.cartLimit, 2))
            {
                $0.session(.active)
                $0.item()
                $0.item()
                $0.item { $0.isDeleted = true }
            },
            .fires(
                "Of three items, where two are allowed, one is a sample and one has a quantity that is not a number.",
                "session=1", expected: "2", actual: "3", settings: .with(\.cartLimit, 2)
            ) {
                $0.session(.ended)
                $0.item()
                $0.item { $0.isSample = true }
                $0.item { $0.quantity = .nan }
            },
            .silent("Of three items, where two are allowed, one cannot be read.", settings: .with(\.cartLimit, 2)) {
                $0.session(.active)
                $0.item()
                $0.item()
                $0.item { $0.loses(.productID) }
            },
        ])

    func judge(_ session: SessionFacts) -> Ruling? {
        guard session.tally.liveItems > session.settings.cartLimit else { return nil }
        return ruling(
            session.key, session.subject, expected: String(session.settings.cartLimit),
            actual: String(session.tally.liveItems), repair: .manual,
            because: """
                \(session.sentenceName) has \(session.tally.liveItems) items, \(session.settings.cartLimit) are allowed.
                """)
    }
}
