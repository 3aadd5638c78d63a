internal import LiveShopping

/// The sessions by slot, by id and by room code; those that take part in nothing are among them, because they exist.
///
/// A session takes 28 bytes besides its packed row, and 4 where it is found by its id, 8 to 15 by its room.
struct SessionBook: Sendable {
    private let rows: PackedTable<Session>
    /// What the hot path asks of a session, beside each other. 16 bytes.
    private(set) var standings: [Standing] = []
    private var ids: [SessionID] = []
    private var slots = IDIndex<Session>()
    private var rooms: SlotTable
    /// Room codes that several sessions share, with how many do.
    private(set) var sharedRooms: [String: Int] = [:]

    /// How many sessions each host has, and how many began on each day, by the moment at which that began in UTC.
    private(set) var hosts: [UserID: Int] = [:]
    private(set) var days: [Timestamp: Int] = [:]

    /// The newest time that a session was made or changed.
    private(set) var newestTime: Timestamp?

    var count: Int { rows.count }
    var indices: Range<Int> { 0..<count }

    struct Standing: Sendable {
        let client: ClientID
        let status: SessionStatus?
        let isDeleted: Bool
        let isExcluded: Bool

        var takesPart: Bool { !isDeleted && !isExcluded }
        var isOpen: Bool { takesPart && status?.isOpen == true }
    }

    init(_ rows: PackedTable<Session> = PackedTable()) {
        self.rows = rows
        rooms = SlotTable(count: rows.count)
        standings.reserveCapacity(count)
        ids.reserveCapacity(count)
        var nameless: [Int] = []
        var excluded: [Int] = []
        for slot in indices {
            let session = self[slot]
            standings.append(Standing(session))
            ids.append(session.id)
            hosts[session.hostID, default: 0] += 1
            days[session.dayOfBeginning, default: 0] += 1
            newestTime.raise(to: session.createdAt)
            newestTime.raise(to: session.updatedAt)
            if !session.canRead(.id) { nameless.append(slot) }
            if session.isExcluded { excluded.append(slot) } else { index(slot, session.roomCode) }
        }
        slots = IDIndex(ids, except: Set(nameless))
        for slot in excluded { index(excluded: slot) }
    }

    /// Finds for each room code the session that an order's note means: the lowest id that is not deleted, else the
    /// lowest; one that cannot be read only where there is no other.
    private mutating func index(_ slot: Int, _ code: String) {
        let bucket = bucket(ofRoom: code)
        guard let other = rooms[bucket] else { return add(slot, code, at: bucket) }
        sharedRooms[code, default: 1] += 1
        if isPreferred(slot, to: other) { rooms.replace(at: bucket, with: slot) }
    }

    private mutating func index(excluded slot: Int) {
        let session = self[slot]
        guard session.canRead(.roomCode) else { return }
        let bucket = bucket(ofRoom: session.roomCode)
        guard let other = rooms[bucket] else { return add(slot, session.roomCode, at: bucket) }
        if standings[other].isExcluded, isPreferred(slot, to: other) { rooms.replace(at: bucket, with: slot) }
    }

    private mutating func add(_ slot: Int, _ code: String, at bucket: Int) {
        let rows = rows
        rooms.insert(slot, hash: code.hashValue, at: bucket) { rows[$0].roomCode.hashValue }
    }

    @inline(__always)
    private func bucket(ofRoom code: String) -> Int {
        rooms.bucket(code.hashValue) { rows[$0].roomCode == code }
    }

    private func isPreferred(_ slot: Int, to other: Int) -> Bool {
        let (one, two) = (standings[slot].isDeleted, standings[other].isDeleted)
        return one == two ? ids[slot] < ids[other] : !one
    }

    // Inlined, for else the whole book is handed over, with a reference to each of its arrays.
    @inline(__always)
    func slot(of id: SessionID) -> Int? { slots.slot(of: id) }

    @inline(__always)
    func slot(ofRoom code: String) -> Int? { rooms[bucket(ofRoom: code)] }

    /// The whole row, unpacked.
    subscript(slot: Int) -> Session { rows[slot] }

    func id(at slot: Int) -> SessionID { ids[slot] }

    /// The session takes part in more than its own integrity: it is readable and not deleted.
    func takesPart(_ slot: Int) -> Bool { standings[slot].takesPart }
}

extension Session {
    /// The moment at which the day began, by UTC, on which it began, or was made.
    var dayOfBeginning: Timestamp { (startedAt ?? createdAt).startOfDay }
}

private extension SessionBook.Standing {
    init(_ session: Session) {
        self.init(
            client: session.clientID, status: session.status.known, isDeleted: session.isDeleted,
            isExcluded: session.isExcluded)
    }
}
