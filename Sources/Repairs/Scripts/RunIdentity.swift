public import LiveShopping

/// The run whose findings the scripts repair, as the log names it.
public struct RunIdentity: Sendable, Hashable {
    /// The name of the run's folder, `2026-11-22T020000Z`.
    public let id: String
    /// T, the time that everything is as of.
    public let asOf: Timestamp
    /// The database that was read; nil where that is not known, and nothing is refused for it.
    public let source: Source?

    /// What tells one database from another.
    public struct Source: Sendable, Hashable {
        /// For people: `database "shop" on db.example.org:5432`.
        public let place: String
        /// The cluster's system identifier; nil where the role may not ask for it.
        public let system: String?
        /// The database's oid.
        public let database: String

        public init(place: String, system: String?, database: String) {
            self.place = place
            self.system = system
            self.database = database
        }
    }

    public init(id: String, asOf: Timestamp, source: Source? = nil) {
        self.id = id
        self.asOf = asOf
        self.source = source
    }
}
