public import LiveShopping

/// Everything of one client that the client has seen, or been billed.
public struct ClientStatement: Sendable {
    public var client: ClientID
    public var name: String
    /// Nil for a client that has neither a credit row nor an open session.
    public var credit: ClientDetail?
    /// By ``LiveShopping/Session/shownTime``, the latest first; deleted sessions and those that cannot be read are not among them.
    public var sessions: FirstRows<SessionDetail>

    /// So many sessions, the latest.
    public static let sessionsLimit = 1_000
}

extension DetailGatherer {
    /// Nil when there is no such client, or its row cannot be read.
    func statement(of id: ClientID, _ outcome: Outcome) throws -> ClientStatement? {
        let ledger = tallies.ledger
        guard let client = ledger.clients.client(id) else { return nil }
        let slots = ledger.sessions.standings.indices
            .filter { ledger.sessions.standings[$0].takesPart && ledger.sessions.standings[$0].client == id }
            .sorted { Self.isLater(ledger.sessions[$0], ledger.sessions[$1]) }
        let shown = Array(slots.prefix(ClientStatement.sessionsLimit))
        let details = try SessionDetail.gather(shown, tallies, source)
        let order = Dictionary(uniqueKeysWithValues: shown.enumerated().map { (ledger.sessions[$1].id, $0) })
        return ClientStatement(
            client: id, name: client.name,
            credit: try ClientDetail.gather(
                outcome.credit.filter { $0.client == id }, tallies, source, listsDrafts: false
            ).first,
            sessions: FirstRows(
                rows: details.sorted { order[$0.session.id, default: 0] < order[$1.session.id, default: 0] },
                count: slots.count))
    }

    private static func isLater(_ one: Session, _ other: Session) -> Bool {
        (one.shownTime, one.id) > (other.shownTime, other.id)
    }
}

extension Session {
    /// The time by which a client knows it: when it began, else when it is to begin, else when it was set up.
    public var shownTime: Timestamp { startedAt ?? scheduledAt ?? createdAt }
}
