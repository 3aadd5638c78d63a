extension Timestamp {
    /// Reads ISO 8601 with a zone: `2026-11-22T02:00:00Z`, `2026-11-22 02:00:00.5+01:00`; nil when it is none, or later
    /// than PostgreSQL's last year, 294276.
    public init?(iso8601 text: some StringProtocol) {
        guard let parsed = ISO8601Fields(text), parsed.microseconds < Self.endOfPostgres else { return nil }
        self.init(microseconds: parsed.microseconds)
    }
}

/// The pieces of an ISO 8601 date and time with zone.
private struct ISO8601Fields {
    let microseconds: Int64

    /// Year to day, `T` or a space, hour to second, an optional fraction, then `Z` or an offset.
    init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let days = Self.days(&reader), reader.take("T") || reader.take(" "), let hour = reader.number(2)
        else { return nil }
        _ = reader.take(":")
        guard let minute = reader.number(2), let (second, fraction) = Self.second(&reader),
            let offset = Self.offset(&reader), reader.isAtEnd, hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, isBeyond) = whole.addingReportingOverflow(Int64(fraction))
        guard !overflow, !isBeyond else { return nil }
        microseconds = sum
    }

    /// A year of four to six digits, a month and a day that it has, as days from the epoch.
    private static func days(_ reader: inout DigitReader) -> Int64? {
        guard let year = reader.number(atLeast: 4, atMost: 6), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = daysFromEpoch(year: Int64(year.number), month: Int64(month), day: Int64(day))
        let roundTrip = civilDate(daysFromEpoch: days)
        return roundTrip.month == month && roundTrip.day == day ? days : nil
    }

    /// The second and its microseconds; nothing is zero, and only a second has a fraction.
    private static func second(_ reader: inout DigitReader) -> (second: Int, fraction: Int)? {
        let isAnnounced = reader.take(":")
        guard isAnnounced || reader.isAtDigit else { return (0, 0) }
        guard let second = reader.number(2) else { return nil }
        guard reader.take(".") else { return (second, 0) }
        guard let (digits, count) = reader.number(atLeast: 1, atMost: 6) else { return nil }
        return (second, (count..<6).reduce(digits) { number, _ in number * 10 })
    }

    /// `Z`, `±hh`, `±hhmm` or `±hh:mm`, in seconds east of Greenwich.
    private static func offset(_ reader: inout DigitReader) -> Int? {
        if reader.take("Z") { return 0 }
        let isWest = reader.take("-")
        guard isWest || reader.take("+"), let hours = reader.number(2) else { return nil }
        var minutes = 0
        if reader.take(":") || reader.isAtDigit {
            guard let part = reader.number(2) else { return nil }
            minutes = part
        }
        return (isWest ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}
