extension Timestamp {
    /// Reads `YYYY-MM-DDThh:mm[:ss[.f…]]` with `Z` or `±hh:mm`, as programs write moments into JSON, to the microsecond
    /// and cut off behind it; nil for anything else.
    public init?(zoned text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T"), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2)
        else { return nil }
        var (second, fraction) = (0, 0)
        if reader.take(":") {
            guard let whole = reader.number(2) else { return nil }
            second = whole
            if reader.take(".") {
                guard let part = reader.microseconds() else { return nil }
                fraction = part
            }
        }
        guard let offset = reader.offset(), reader.isAtEnd, year > 0, (1...12).contains(month), hour < 24, minute < 60,
            second < 60, (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        let local = Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        self.init(microseconds: local.microseconds + Int64(fraction) - Int64(offset) * 60_000_000)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

/// Takes a text apart that is digits and signs.
struct DigitReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard place < bytes.count, UInt32(bytes[place]) == sign.value else { return false }
        place += 1
        return true
    }

    private mutating func digit() -> Int? {
        guard isAtDigit else { return nil }
        place += 1
        return Int(bytes[place - 1]) - 48
    }

    /// Exactly so many digits.
    mutating func number(_ count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    var isAtDigit: Bool { place < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) }

    /// As many digits as there are, within a limit; nil for fewer than are wanted.
    mutating func number(atLeast least: Int, atMost most: Int) -> (number: Int, count: Int)? {
        var (number, count) = (0, 0)
        while count < most, let digit = digit() {
            number = number * 10 + digit
            count += 1
        }
        return count < least ? nil : (number, count)
    }

    /// The digits behind a point, at least one, cut off behind the sixth.
    mutating func microseconds() -> Int? {
        guard var number = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            if count < 6 { number = number * 10 + digit }
            count += 1
        }
        for _ in 0..<max(0, 6 - count) { number *= 10 }
        return number
    }

    /// `Z` or `±hh:mm`, in minutes east of Greenwich.
    mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}
