internal import LiveShopping

/// Several sessions in one room.
struct IntegrityRoomCode: LedgerRule {
    static let description = RuleDescription(
        id: "integrity.room-code", severity: .error,
        title: "Several sessions share a room code",
        rationale: """
            A room code names one session. An order that is linked by its note alone cannot say which of them it \
            means, and a client who follows an old link lands in somebody else's session.
            """,
        remedy: "Give all but one of the sessions a code of their own.")

    func judge(_ ledger: Ledger) -> [Finding] {
        ledger.sessions.sharedRooms.map { code, count in
            finding(
                FindingKey(.room(code)), Subject(), expected: "1", actual: String(count), repair: .manual,
                because: "\(count) sessions have the room code \(code).")
        }
    }
}
