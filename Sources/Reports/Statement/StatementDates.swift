internal import LiveShopping

/// Days and moments in a client's words, by the clocks of the site: `22 November 2026`, `22 November 2026, 02:00`.
struct StatementDates {
    let timeZone: SiteTimeZone

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    func day(_ moment: Timestamp) -> String { Self.day(iso: local(moment)) }

    func moment(_ moment: Timestamp) -> String {
        let text = local(moment)
        guard let clock = text.firstIndex(of: "T") else { return text }
        return "\(Self.day(iso: text)), \(text[clock...].dropFirst().prefix(5))"
    }

    /// A date as ISO 8601 has it; as it stands where it is none.
    static func day(iso text: String) -> String {
        let date = text.prefix { $0 != "T" }
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month)
        else { return text }
        return "\(day) \(months[month - 1]) \(year)"
    }

    var zone: String { timeZone.isUTC ? "UTC" : timeZone.description }

    private func local(_ moment: Timestamp) -> String { timeZone.local(of: moment).description }
}
