internal import LiveShopping

extension Session {
    /// What a finding shows of its session, as far as it can be read.
    var subject: Subject {
        Subject(
            session: known(.id, id), roomCode: known(.roomCode, roomCode), client: known(.clientID, clientID))
    }
}
