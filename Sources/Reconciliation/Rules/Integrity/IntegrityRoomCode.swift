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
        remedy: "Give all but one of the sessions a code of their own.",
        population: .everySession, looksAt: [.sessions], cause: .room,
        examples: [
            .fires("Two sessions have the room code A-1.", "room=A-1", expected: "1", actual: "2", repair: .manual) {
                $0.session(.active) { $0.roomCode = "A-1" }
                $0.session(.ended) { $0.roomCode = "A-1" }
            },
            .silent("Two sessions have a room code each.") {
                $0.session(.active) { $0.roomCode = "A-1" }
                $0.session(.ended) { $0.roomCode = "A-2" }
            },
            .fires("Of three sessions with the room code A-1 two are deleted.", "room=A-1", expected: "1", actual: "3")
            {
                $0.session(.ended) {
                    $0.roomCode = "A-1"
                    $0.isDeleted = true
                }
                $0.session(.ended) {
                    $0.roomCode = "A-1"
                    $0.isDeleted = true
                }
                $0.session(.active) { $0.roomCode = "A-1" }
            },
            .silent("Two room codes look alike, and are written with other characters.") {
                $0.session(.active) { $0.roomCode = "caf\u{E9}" }
                $0.session(.active) { $0.roomCode = "cafe\u{301}" }
            },
            .silent("Two room codes differ only in capitals.") {
                $0.session(.active) { $0.roomCode = "A-1" }
                $0.session(.active) { $0.roomCode = "a-1" }
            },
        ])

    func judge(_ ledger: Ledger) -> [Ruling] {
        ledger.sessions.sharedRooms.map { code, count in
            ruling(
                FindingKey(.room(code)), Subject(), expected: "1", actual: String(count), repair: .manual,
                because: "\(count) sessions have the room code \(code).")
        }
    }
}
