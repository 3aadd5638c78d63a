internal import FoundationEssentials

extension Timestamp {
    /// The machine's own clock, in whole seconds.
    public static var now: Timestamp { Timestamp(unixSeconds: Int64(Date().timeIntervalSince1970)) }

    /// The date in UTC: `2026-11-22`.
    public var day: String { String(description.prefix { $0 != "T" }) }

    /// The moment at which its day began, by UTC; an infinity is its own.
    public var startOfDay: Timestamp {
        let day: Int64 = 86_400_000_000
        guard isFinite else { return self }
        let (start, overflow) = microseconds.flooredQuotient(by: day).multipliedReportingOverflow(by: day)
        return overflow ? self : Timestamp(microseconds: start)
    }
}
