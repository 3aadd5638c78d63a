/// A moment as PostgreSQL keeps it: microseconds since 2000-01-01 UTC, with the two infinities at the extremes.
@frozen
public struct Timestamp: BitwiseCopyable, Sendable, Hashable, Comparable {
    /// Microseconds since 2000-01-01T00:00:00Z; `Int64.max` is `infinity`, `Int64.min` is `-infinity`.
    public let microseconds: Int64

    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public static let infinity = Timestamp(microseconds: .max)
    public static let negativeInfinity = Timestamp(microseconds: .min)

    @inlinable
    public var isFinite: Bool { microseconds != .max && microseconds != .min }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The moment later by a span. An infinite moment stays where it is; a finite one never becomes infinite.
    @inlinable
    public static func + (moment: Self, span: TimeSpan) -> Self {
        guard moment.isFinite else { return moment }
        let (sum, overflow) = moment.microseconds.addingReportingOverflow(span.microseconds)
        guard overflow || sum == .max || sum == .min else { return Timestamp(microseconds: sum) }
        return Timestamp(microseconds: span.microseconds > 0 ? .max - 1 : .min + 1)
    }

    @inlinable
    public static func - (moment: Self, span: TimeSpan) -> Self {
        moment + TimeSpan(microseconds: span.microseconds == .min ? .max : -span.microseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with whole seconds, cut off: `2026-11-22T02:00:00Z`; `infinity` and `-infinity` as PostgreSQL
    /// writes them. Years beyond 9999 print with their digits, years before 1 as astronomers count them.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.usualLength)
        appendDescription(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends ``description`` in ASCII, without making a string.
    public func appendDescription(to text: inout [UInt8]) {
        guard isFinite else { return text.append(contentsOf: (self == .infinity ? "infinity" : "-infinity").utf8) }
        appendDateAndTime(separators: true, to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    /// The name of a run's folder: `2026-11-22T020000Z`.
    public var folderName: String {
        guard isFinite else { return description }
        return dateAndTime(separators: false) + "Z"
    }

    /// With microseconds, as PostgreSQL reads it back without loss: `2026-11-22T02:00:00.000001Z`.
    public var exactDescription: String {
        guard isFinite else { return description }
        let fraction = String(microseconds.flooredRemainder(by: 1_000_000))
        return dateAndTime(separators: true) + "." + String(repeating: "0", count: 6 - fraction.count) + fraction + "Z"
    }
}

extension Timestamp {
    /// The calendar date and time of day in UTC, by the proleptic Gregorian calendar that PostgreSQL uses.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let days = daysFromEpoch(year: Int64(year), month: Int64(month), day: Int64(day))
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.init(microseconds: seconds * 1_000_000)
    }

    /// The beginning of the year 294277: far enough from the end of Int64 that days can be added.
    static let endOfPostgres = Timestamp(year: 294_277, month: 1, day: 1).microseconds

    /// How many bytes `2026-11-22T02:00:00Z` has.
    private static let usualLength = 20

    private func dateAndTime(separators: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.usualLength)
        appendDateAndTime(separators: separators, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private func appendDateAndTime(separators: Bool, to text: inout [UInt8]) {
        let seconds = microseconds.flooredQuotient(by: 1_000_000)
        let date = civilDate(daysFromEpoch: seconds.flooredQuotient(by: 86_400))
        let time = seconds.flooredRemainder(by: 86_400)
        if date.year < 0 { text.append(UInt8(ascii: "-")) }
        let year = date.year.magnitude
        if year >= 10_000 { text.append(contentsOf: String(year).utf8) }
        text.append(addingCapacity: Self.usualLength) { text in
            if year < 10_000 {
                text.append(twoDigits: Int64(year / 100))
                text.append(twoDigits: Int64(year % 100))
            }
            text.append(UInt8(ascii: "-"))
            text.append(twoDigits: date.month)
            text.append(UInt8(ascii: "-"))
            text.append(twoDigits: date.day)
            text.append(UInt8(ascii: "T"))
            text.append(twoDigits: time / 3_600)
            if separators { text.append(UInt8(ascii: ":")) }
            text.append(twoDigits: time / 60 % 60)
            if separators { text.append(UInt8(ascii: ":")) }
            text.append(twoDigits: time % 60)
        }
    }
}

private extension OutputSpan<UInt8> {
    /// - Parameter number: Below 100, and not negative.
    @inline(__always)
    mutating func append(twoDigits number: Int64) {
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }
}

/// Days between 2000-01-01 and a date of the proleptic Gregorian calendar (years counted from March, in eras of 400).
func daysFromEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 730_425
}

func civilDate(daysFromEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 730_425
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
}

extension Int64 {
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    func flooredRemainder(by divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
