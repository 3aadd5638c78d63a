internal import LiveShopping

/// Which session an order belongs to: by its column, else by its note.
struct OrderLink: Sendable {
    /// The session that the column names, when it does and that exists.
    let columnSlot: Int?
    /// The room code in the notes, whether or not a session has it.
    let notedCode: String?
    /// The session that the note names, when it exists.
    let notedSlot: Int?
    /// The session that the order is linked to.
    let sessionSlot: Int?

    /// Asked of every order: neither that nor a book is copied for it.
    init(_ order: borrowing Order, in ledger: borrowing Ledger) {
        columnSlot = order.liveSessionID.flatMap { ledger.sessions.slot(of: $0) }
        notedCode = order.notes.flatMap { RoomCodeNote.roomCode(in: $0) }
        notedSlot = notedCode.flatMap { ledger.sessions.slot(ofRoom: $0) }
        sessionSlot = order.liveSessionID == nil ? notedSlot : columnSlot
    }

    /// Whether an order says that it is of live shopping: by its column, its origin or its note.
    func isClaimed(by order: Order) -> Bool {
        order.liveSessionID != nil || order.origin == "live_shopping" || notedCode != nil
    }
}
