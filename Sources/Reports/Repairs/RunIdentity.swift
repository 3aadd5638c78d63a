public import LiveShopping

/// The run whose findings the scripts repair, as the log names it.
public struct RunIdentity: Sendable, Hashable {
    /// The name of the run's folder, `2026-11-22T020000Z`.
    public let id: String
    /// T, the time that everything is as of.
    public let asOf: Timestamp

    public init(id: String, asOf: Timestamp) {
        self.id = id
        self.asOf = asOf
    }
}
