internal import FinancialMath
internal import LiveShopping

/// The session's row is marked deleted while its order lives on.
struct DeletedSession: SessionRule {
    static let description = RuleDescription(
        id: "conversion.deleted-session", severity: .error,
        title: "The session is deleted, its order is not",
        rationale: """
            An order that came of a deleted session cannot be traced to what was agreed: who hosted, which prices \
            were negotiated, what the cart held.
            """,
        remedy: "Find out who deleted the session and why; restore it, or cancel its order.")

    var looksAtDeletedSessions: Bool { true }

    func judge(_ session: SessionFacts) -> Finding? {
        guard session.session.isDeleted, session.hasLiveOrder else { return nil }
        let total = session.liveOrders.reduce(Money.zero) { $0 + $1.countableTotal }
        let names = session.liveOrders.map(\.name).joined(separator: ", ")
        return finding(
            session.key, session.subject, expected: "0", actual: String(session.summary.live), impact: total,
            repair: .manual,
            because: """
                \(session.sentenceName) is deleted, yet \(counted(Int(session.summary.live), "live order")) over \
                \(total.formatted) in all came of it: \(names).
                """)
    }
}
