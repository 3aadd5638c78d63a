internal import LiveShopping

/// The sessions by slot, by id and by room code; those that take part in nothing are among them, because they exist.
struct SessionBook: Sendable {
    private(set) var sessions: [Session] = []
    /// What the hot path asks of a session, beside each other.
    private(set) var standings: [Standing] = []
    private var slots = IDIndex<Session>([])
    private var rooms: [String: Int] = [:]
    /// Room codes that several sessions share, with how many do.
    private(set) var sharedRooms: [String: Int] = [:]

    var count: Int { sessions.count }
    var indices: Range<Int> { 0..<count }

    struct Standing: Sendable {
        let status: SessionStatus?
        let isDeleted: Bool
        let isExcluded: Bool
        let client: ClientID

        var takesPart: Bool { !isDeleted && !isExcluded }
        var isOpen: Bool { takesPart && status?.isOpen == true }
    }

    init(_ sessions: [Session] = []) {
        self.sessions = sessions
        slots = IDIndex(sessions.lazy.map { $0.known(.id, $0.id) })
        standings = sessions.map { session in
            Standing(
                status: session.status.known, isDeleted: session.isDeleted, isExcluded: session.isExcluded,
                client: session.clientID)
        }
        indexRooms()
    }

    /// Finds for each room code the session that an order's note means: the lowest id that is not deleted, else the
    /// lowest; one that cannot be read only where there is no other.
    private mutating func indexRooms() {
        rooms.reserveCapacity(sessions.count)
        for slot in sessions.indices where !sessions[slot].isExcluded { index(slot) }
        for slot in sessions.indices where sessions[slot].isExcluded && sessions[slot].canRead(.roomCode) {
            let code = sessions[slot].roomCode
            guard rooms[code].map({ sessions[$0].isExcluded && isPreferred(slot, to: $0) }) ?? true else { continue }
            rooms[code] = slot
        }
    }

    private mutating func index(_ slot: Int) {
        let code = sessions[slot].roomCode
        guard let other = rooms[code] else {
            rooms[code] = slot
            return
        }
        sharedRooms[code, default: 1] += 1
        if isPreferred(slot, to: other) { rooms[code] = slot }
    }

    private func isPreferred(_ slot: Int, to other: Int) -> Bool {
        let (one, two) = (sessions[slot], sessions[other])
        return one.isDeleted == two.isDeleted ? one.id < two.id : !one.isDeleted
    }

    func slot(of id: SessionID) -> Int? { slots.slot(of: id) }

    func slot(ofRoom code: String) -> Int? { rooms[code] }

    subscript(slot: Int) -> Session { sessions[slot] }

    func id(at slot: Int) -> SessionID { sessions[slot].id }

    /// The session takes part in more than its own integrity: it is readable and not deleted.
    func takesPart(_ slot: Int) -> Bool { standings[slot].takesPart }
}
