package import LiveShopping

extension SiteTimeZone {
    /// The zone as `SET TimeZone` takes it.
    ///
    /// In an offset PostgreSQL reads the sign as POSIX does, to the west; `<+02:00>-02:00` is two hours east.
    package var postgresName: String {
        guard let offset = fixedOffset else { return description }
        let west = (offset.first == "-" ? "+" : "-") + offset.dropFirst()
        return "<\(offset)>\(west)"
    }
}
