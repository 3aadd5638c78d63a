import FoundationEssentials

/// The zone of a site's times that are stored without one, by an IANA name or as a fixed offset from UTC.
///
/// Local times are read as PostgreSQL's `AT TIME ZONE` reads them: one that comes twice is the later, one that is skipped
/// is as if summer time had not begun.
public struct SiteTimeZone: Sendable, Hashable, CustomStringConvertible {
    /// The canonical name: `Europe/Berlin`, `UTC`, `+02:00` (east is plus).
    public let description: String
    private let history: ZoneHistory

    public static let utc = SiteTimeZone(description: "UTC", history: ZoneHistory(offset: 0))

    private init(description: String, history: ZoneHistory) {
        self.description = description
        self.history = history
    }

    /// Reads an IANA name or `±hh:mm`; nil for what is neither, and for a name that this machine's time-zone data lack.
    public init?(_ text: String) {
        if text == "UTC" {
            self = .utc
            return
        }
        if text.hasPrefix("+") || text.hasPrefix("-") {
            var reader = DigitReader(text)
            // PostgreSQL knows no offset of 16 hours.
            guard let minutes = reader.offset(), reader.isAtEnd, abs(minutes) < 16 * 60 else { return nil }
            self.init(
                description: minutes == 0 ? "+00:00" : text, history: ZoneHistory(offset: Int64(minutes) * 60))
        } else {
            guard Self.isName(text), let history = Self.history(of: text) else { return nil }
            self.init(description: text, history: history)
        }
    }

    /// Hours and minutes east of Greenwich as PostgreSQL reads an interval; nil for a zone that goes by a name.
    public var fixedOffset: String? {
        description.first == "+" || description.first == "-" ? description : nil
    }

    /// Local time is UTC.
    public var isUTC: Bool { history.isUTC }

    public static func == (left: Self, right: Self) -> Bool { left.description == right.description }

    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension SiteTimeZone {
    /// The moment that a clock of the zone showed, which is given as if it had been in UTC.
    public func moment(ofLocal local: Timestamp) -> Timestamp {
        guard local.isFinite else { return local }
        return local - TimeSpan(seconds: history.offset(atLocal: local.unixSeconds))
    }

    /// What a clock of the zone shows at a moment, as if it were in UTC.
    public func local(of moment: Timestamp) -> Timestamp {
        guard moment.isFinite else { return moment }
        return moment + TimeSpan(seconds: history.offset(at: moment.unixSeconds))
    }
}

private extension SiteTimeZone {
    /// PostgreSQL takes these for abbreviations, without summer time, where the zones of the name have one: a place says
    /// which is meant.
    static let ambiguousNames: Set<String> = ["CET", "EET", "MET", "WET"]

    static func isName(_ text: String) -> Bool {
        let isPath = text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            part.utf8.first.map { $0 < 0x80 && Unicode.Scalar($0).properties.isAlphabetic } ?? false
        }
        let isPlain = text.utf8.allSatisfy { byte in
            byte < 0x80 && (Unicode.Scalar(byte).properties.isAlphabetic || "0123456789_+-/".utf8.contains(byte))
        }
        return isPath && isPlain && text.utf8.count <= 64 && !ambiguousNames.contains(text)
    }

    static func history(of name: String) -> ZoneHistory? {
        guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else { return nil }
        return ZoneHistory(file: [UInt8](data))
    }
}

extension Timestamp {
    /// Whole seconds since 1970, cut off towards the past.
    public var unixSeconds: Int64 { microseconds.flooredQuotient(by: 1_000_000) + Self.unixSecondsOf2000 }

    /// - Parameter unixSeconds: Seconds since 1970, as clocks count them.
    public init(unixSeconds: Int64) {
        self.init(microseconds: (unixSeconds - Self.unixSecondsOf2000) * 1_000_000)
    }

    private static let unixSecondsOf2000: Int64 = 946_684_800
}
