internal import LiveShopping

/// One client, several sessions at once.
struct LifecycleConcurrent: ClientRule {
    static let description = RuleDescription(
        id: "lifecycle.concurrent", severity: .notice,
        title: "Several open sessions of one client",
        rationale: """
            A client shops in one session at a time. With several, the same goods may be promised twice and the cart \
            that gets converted may be the wrong one.
            """,
        remedy: "Ask the hosts which session is the real one, and end the others.",
        population: .shoppers, looksAt: [.sessions, .carts, .idleness],
        examples: [
            .fires(
                "The client has an active session and a paused one.", "client=1", expected: "1", actual: "2",
                repair: .manual
            ) {
                $0.session(.active)
                $0.session(.paused)
            },
            .silent("The client has one open session beside one that has ended and one that is scheduled.") {
                $0.session(.active)
                $0.session(.ended)
                $0.session(.scheduled)
            },
            .silent("Of the client's two open sessions one is abandoned.") {
                $0.session(.active)
                $0.session(.active) { $0.expiresAt = .ago(hours: 1) }
            },
            .silent("Two clients have an open session each.") {
                $0.client()
                $0.session(.active)
                $0.session(.active) { $0.clientID = ID(2) }
            },
            .silent("Of the client's two open sessions one is deleted.") {
                $0.session(.active)
                $0.session(.active) { $0.isDeleted = true }
            },
            .fires(
                "Both open sessions have their orders already.", "client=1", expected: "1", actual: "2"
            ) {
                $0.session(.active)
                $0.order()
                $0.session(.active)
                $0.order()
            },
        ])

    func judge(_ client: ClientFacts) -> Ruling? {
        guard client.busySessions.count > 1 else { return nil }
        let shown = client.busySessions.sorted().prefix(10).map(\.description).joined(separator: ", ")
        return ruling(
            client.key, client.subject, expected: "1", actual: String(client.busySessions.count), repair: .manual,
            because: """
                \(client.ledger.named(client.id)) has \(client.busySessions.count) open sessions: \(shown)\
                \(client.busySessions.count > 10 ? " and more" : "").
                """)
    }
}
