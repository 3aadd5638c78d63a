internal import LiveShopping

/// What is kept of the sessions, or of a part of them, while they stream by.
struct SessionReading: Sendable {
    private(set) var rows = PackedTable<Session>()
    private(set) var standings: [SessionBook.Standing] = []
    private(set) var ids: [SessionID] = []
    /// Of the room codes, by slot; gone once the rooms can be found.
    private(set) var roomHashes: [Int] = []
    /// The slots of those that have no id.
    private(set) var nameless: [Int] = []
    private(set) var hosts: [UserID: Int] = [:]
    private var daysOfBeginning = RunCounts<Timestamp>()
    private(set) var newestTime: Timestamp?

    private let untitled = ColumnSet([Session.Field.title])

    var days: [Timestamp: Int] { daysOfBeginning.all }

    mutating func add(_ session: borrowing Session) {
        if !session.canRead(.id) { nameless.append(ids.count) }
        ids.append(session.id)
        standings.append(SessionBook.Standing(session))
        roomHashes.append(session.roomCode.hashValue)
        hosts[session.hostID, default: 0] += 1
        daysOfBeginning.add(session.dayOfBeginning)
        newestTime.raise(to: session.createdAt)
        newestTime.raise(to: session.updatedAt)
        rows.append(copy session, omitting: untitled)
    }

    /// Adds another part, whose sessions come behind those that are there.
    mutating func merge(_ other: Self) {
        let count = ids.count
        nameless += other.nameless.map { $0 + count }
        ids += other.ids
        standings += other.standings
        roomHashes += other.roomHashes
        hosts.merge(other.hosts, uniquingKeysWith: +)
        daysOfBeginning.merge(other.daysOfBeginning)
        newestTime.raise(to: other.newestTime)
        rows.append(other.rows)
    }
}

/// How often each key came, of keys that mostly come several times in a row: the one at hand is kept outside the dictionary.
private struct RunCounts<Key: Hashable & Sendable>: Sendable {
    private var counts: [Key: Int] = [:]
    private var run: (key: Key, count: Int)?

    mutating func add(_ key: Key) {
        if run?.key != key { end() }
        run = (key, (run?.count ?? 0) + 1)
    }

    private mutating func end() {
        if let run { counts[run.key, default: 0] += run.count }
        run = nil
    }

    mutating func merge(_ other: Self) {
        end()
        counts.merge(other.all, uniquingKeysWith: +)
    }

    var all: [Key: Int] {
        var ended = self
        ended.end()
        return ended.counts
    }
}

/// Finds for each room code the session that an order's note means: the lowest id that is not deleted, else the lowest; one
/// that cannot be read only where there is no other.
struct RoomIndex {
    private(set) var table: SlotTable
    /// Room codes that several sessions share, with how many do.
    private(set) var shared: [ExactText: Int] = [:]
    private let read: SessionReading

    init(_ read: SessionReading) {
        self.read = read
        table = SlotTable(count: read.ids.count)
        for slot in read.standings.indices where !read.standings[slot].isExcluded { insert(slot) }
        for slot in read.standings.indices where read.standings[slot].isExcluded { insert(excluded: slot) }
    }

    private mutating func insert(_ slot: Int) {
        let bucket = bucket(ofRoomAt: slot)
        guard let other = table[bucket] else { return add(slot, at: bucket) }
        shared[ExactText(read.rows[slot].roomCode), default: 1] += 1
        if isPreferred(slot, to: other) { table.replace(at: bucket, with: slot) }
    }

    private mutating func insert(excluded slot: Int) {
        guard read.rows[slot].canRead(.roomCode) else { return }
        let bucket = bucket(ofRoomAt: slot)
        guard let other = table[bucket] else { return add(slot, at: bucket) }
        if read.standings[other].isExcluded, isPreferred(slot, to: other) { table.replace(at: bucket, with: slot) }
    }

    /// Rows are unpacked only where hashes are alike.
    private func bucket(ofRoomAt slot: Int) -> Int {
        table.bucket(read.roomHashes[slot]) { read.rows[$0].roomCode.hasBytes(of: read.rows[slot].roomCode) }
    }

    private mutating func add(_ slot: Int, at bucket: Int) {
        let hashes = read.roomHashes
        table.insert(slot, hash: hashes[slot], at: bucket) { hashes[$0] }
    }

    private func isPreferred(_ slot: Int, to other: Int) -> Bool {
        let (one, two) = (read.standings[slot].isDeleted, read.standings[other].isDeleted)
        return one == two ? read.ids[slot] < read.ids[other] : !one
    }
}

extension Session {
    /// The moment at which the day began, by UTC, on which it began, or was made.
    var dayOfBeginning: Timestamp { (startedAt ?? createdAt).startOfDay }
}

private extension SessionBook.Standing {
    init(_ session: borrowing Session) {
        self.init(
            client: session.clientID, status: session.status.known, isDeleted: session.isDeleted,
            isExcluded: session.isExcluded)
    }
}
