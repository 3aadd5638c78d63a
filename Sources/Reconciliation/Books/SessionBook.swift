internal import LiveShopping

/// The sessions by slot, by id and by room code; those that take part in nothing are among them, because they exist.
///
/// A session takes 28 bytes besides its packed row, and 4 where it is found by its id, 8 to 15 by its room. An object, because
/// every thread that judges asks it of every session, and none is to count a reference to each of its arrays for that.
final class SessionBook: Sendable {
    private let rows: PackedTable<Session>
    /// What the hot path asks of a session, beside each other. 16 bytes.
    let standings: [Standing]
    private let ids: [SessionID]
    private let slots: IDIndex<Session>
    private let rooms: SlotTable
    /// Room codes that several sessions share, with how many do.
    let sharedRooms: [ExactText: Int]

    /// How many sessions each host has, and how many began on each day, by the moment at which that began in UTC.
    let hosts: [UserID: Int]
    let days: [Timestamp: Int]

    /// The newest time that a session was made or changed.
    let newestTime: Timestamp?

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

    init(_ read: SessionReading) {
        let rooms = RoomIndex(read)
        self.rooms = rooms.table
        sharedRooms = rooms.shared
        rows = read.rows
        standings = read.standings
        ids = read.ids
        slots = IDIndex(ids, except: Set(read.nameless))
        (hosts, days, newestTime) = (read.hosts, read.days, read.newestTime)
    }

    @inline(__always)
    func slot(of id: SessionID) -> Int? { slots.slot(of: id) }

    @inline(__always)
    func slot(ofRoom code: String) -> Int? {
        rooms[rooms.bucket(code.hashValue) { rows[$0].roomCode.hasBytes(of: code) }]
    }

    /// The whole row, unpacked.
    subscript(slot: Int) -> Session { rows[slot] }

    func id(at slot: Int) -> SessionID { ids[slot] }

    /// The session takes part in more than its own integrity: it is readable and not deleted.
    func takesPart(_ slot: Int) -> Bool { standings[slot].takesPart }
}
