internal import LiveShopping

extension SiteTimeZone {
    /// The zone behind `AT TIME ZONE`.
    ///
    /// An offset is an interval: in a text PostgreSQL reads its sign as POSIX does, to the west.
    var sqlZone: String {
        fixedOffset.map { "INTERVAL \(SQLText.literal($0))" } ?? SQLText.literal(description)
    }
}
