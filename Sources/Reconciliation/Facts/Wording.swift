internal import FinancialMath
internal import LiveShopping

// How explanations name things: by what people know them by, and by id.

extension Ledger {
    /// `Acme Trading (client 7)`, or `client 7` when there is no such row.
    func named(_ id: ClientID) -> String {
        clients.client(id).map { "\(told($0.name)) (client \(id))" } ?? "client \(id)"
    }

    /// `batch B-2026-17 (id 5)`, or `batch 5` when there is no such row.
    func named(_ id: BatchID) -> String {
        batches.batch(id).map { "batch \(told($0.code)) (id \(id))" } ?? "batch \(id)"
    }

    /// `session 42 (room TEA-1) of Acme Trading (client 7)`.
    func named(_ session: Session) -> String {
        "session \(session.id) (room \(told(session.roomCode))) of \(named(session.clientID))"
    }

    /// `session 42` where it does not exist.
    func named(sessionAt slot: Int?, id: SessionID) -> String {
        slot.map { named(sessions[$0]) } ?? "session \(id)"
    }
}

extension SessionFacts {
    var name: String { ledger.named(session) }
    var sentenceName: String { "S" + name.dropFirst() }
}

extension Order {
    /// `order SO-1001 (id 17)`.
    var name: String { "order \(told(number)) (id \(id))" }

    /// The total in words: `96.00`, or `NaN`.
    var totalWord: String { total.formatted }

    /// The total to add to an impact: zero when it cannot be counted with.
    var countableTotal: Money { hasReadableAmounts ? total.value ?? .zero : .zero }
}

extension Optional where Wrapped == Timestamp {
    /// The time, or `none`.
    var word: String { map(\.description) ?? "none" }
}

/// `1 order`, `2 orders`.
func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
