internal import LiveShopping

extension Session {
    /// What a finding shows of its session, as far as it can be read.
    var subject: Subject {
        Subject(session: id, roomCode: canRead(.roomCode) ? roomCode : nil, client: canRead(.clientID) ? clientID : nil)
    }
}
