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
        remedy: "Find out who deleted the session and why; restore it, or cancel its order.",
        population: .deletedSessions, looksAt: [.sessions, .orders, .orderLinks],
        needs: [[RuleInput(Session.Field.deletedAt)]],
        examples: [
            .fires(
                "A converted session was deleted, its order over 25.00 is live.", "session=1", expected: "0",
                actual: "1", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order()
            },
            .silent("The order was deleted together with its session.") {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order { $0.isDeleted = true }
            },
            .silent("The order was cancelled before the session was deleted.") {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order { $0.saleStatus = .known(.cancelled) }
            },
            .silent("Session and order are both there.") {
                $0.session(.converted)
                $0.order()
            },
            .fires(
                "Two orders over 25.00 and 40.00 name the room of a deleted session in their notes.", "session=1",
                expected: "0", actual: "2", impact: "65.00"
            ) {
                $0.session(.ended) { $0.isDeleted = true }
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-1"
                }
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-1"
                    $0.total = .number("40")
                }
            },
            .silent(
                "The deleted session had another session's room code, and the order's notes mean the one that is left."
            ) {
                $0.session(.converted) { $0.isDeleted = true }
                $0.session(.converted) { $0.roomCode = "ROOM-1" }
                $0.order {
                    $0.liveSessionID = nil
                    $0.notes = "Live Shopping Session #ROOM-1"
                }
            },
        ])

    var looksAtDeletedSessions: Bool { true }

    func judge(_ session: SessionFacts) -> Ruling? {
        guard session.session.isDeleted, session.hasLiveOrder else { return nil }
        let total = session.liveOrders.reduce(Money.zero) { $0 + $1.countableTotal }
        let names = session.liveOrders.map(\.name).joined(separator: ", ")
        return ruling(
            session.key, session.subject, expected: "0", actual: String(session.summary.live), impact: total,
            repair: .manual,
            because: """
                \(session.sentenceName) is deleted, yet \(counted(Int(session.summary.live), "live order")) over \
                \(total.formatted) in all came of it: \(names).
                """)
    }
}
