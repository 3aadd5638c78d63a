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
        remedy: "Ask the hosts which session is the real one, and end the others.")

    func judge(_ client: ClientFacts) -> Finding? {
        guard client.busySessions.count > 1 else { return nil }
        let shown = client.busySessions.sorted().prefix(10).map(\.description).joined(separator: ", ")
        return finding(
            client.key, client.subject, expected: "1", actual: String(client.busySessions.count), repair: .manual,
            because: """
                \(client.ledger.named(client.id)) has \(client.busySessions.count) open sessions: \(shown)\
                \(client.busySessions.count > 10 ? " and more" : "").
                """)
    }
}
