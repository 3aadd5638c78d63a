extension ZoneHistory {
    /// Reads a file of the time-zone database (RFC 8536), of version 2 or later; nil when it is none, or counts leap
    /// seconds.
    init?(file: [UInt8]) {
        var reader = ZoneFileReader(file)
        // The first block, of 32-bit times, is for programs of long ago.
        guard let old = reader.header(), old.version >= 2, reader.skip(old.size(timeWidth: 4)),
            let counts = reader.header(), counts.leaps == 0, counts.types > 0
        else { return nil }
        guard let changes = reader.integers(counts.times, width: 8),
            let kinds = reader.integers(counts.times, width: 1),
            let types = reader.types(counts.types), kinds.allSatisfy({ types.indices.contains(Int($0)) }),
            zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }),
            reader.skip(counts.size(timeWidth: 8) - counts.times * 9 - counts.types * 6)
        else { return nil }
        // Before the first change holds the first type that is no summer time.
        let first = types.first { !$0.isSummer } ?? types[0]
        self.init(
            changes: changes, offsets: [first.offset] + kinds.map { types[Int($0)].offset },
            rule: reader.footer().flatMap(YearlyRule.init(posix:)))
    }
}

/// Takes a file of the time-zone database apart.
private struct ZoneFileReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    struct Header {
        let version: Int
        let utcFlags, standardFlags, leaps, times, types, letters: Int

        func size(timeWidth: Int) -> Int {
            times * (timeWidth + 1) + types * 6 + letters + leaps * (timeWidth + 4) + standardFlags + utcFlags
        }
    }

    struct LocalType {
        let offset: Int64
        let isSummer: Bool
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count >= 0, count <= bytes.count - place else { return false }
        place += count
        return true
    }

    mutating func header() -> Header? {
        guard bytes.count - place >= 44, bytes[place..<place + 4].elementsEqual("TZif".utf8) else { return nil }
        let version = Int(bytes[place + 4]) - 48
        place += 20
        // No zone has a hundred thousand of anything.
        guard let counts = integers(6, width: 4)?.map(Int.init), counts.allSatisfy({ (0...100_000).contains($0) })
        else {
            return nil
        }
        return Header(
            version: version, utcFlags: counts[0], standardFlags: counts[1], leaps: counts[2], times: counts[3],
            types: counts[4], letters: counts[5])
    }

    /// Integers in network order, with their sign where they are wide.
    mutating func integers(_ count: Int, width: Int) -> [Int64]? {
        guard count * width <= bytes.count - place else { return nil }
        return (0..<count).map { _ in
            var bits: UInt64 = 0
            for _ in 0..<width {
                bits = bits << 8 | UInt64(bytes[place])
                place += 1
            }
            return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
        }
    }

    mutating func types(_ count: Int) -> [LocalType]? {
        var types: [LocalType] = []
        for _ in 0..<count {
            guard let offset = integers(1, width: 4)?.first, let rest = integers(2, width: 1) else { return nil }
            types.append(LocalType(offset: offset, isSummer: rest[0] != 0))
        }
        return types
    }

    /// The rule behind the last change, between two line ends.
    mutating func footer() -> String? {
        guard place < bytes.count, bytes[place] == 10 else { return nil }
        return String(decoding: bytes[(place + 1)...].prefix { $0 != 10 }, as: UTF8.self)
    }
}

extension YearlyRule {
    /// Reads the rule of a POSIX zone, `CET-1CEST,M3.5.0,M10.5.0/3`; nil for one without summer time.
    init?(posix text: String) {
        var reader = RuleReader(text)
        guard reader.skipName(), let standard = reader.time(), reader.skipName() else { return nil }
        let summer = reader.time() ?? standard - 3_600
        guard reader.take(","), let begin = reader.day(), reader.take(","), let end = reader.day() else { return nil }
        // POSIX counts hours to the west.
        self.init(standard: -standard, summer: -summer, begin: begin, end: end)
    }
}

/// Takes the text of a POSIX zone apart.
private struct RuleReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    mutating func take(_ sign: Character) -> Bool {
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }

    /// Letters, or anything between angles.
    mutating func skipName() -> Bool {
        let name = rest.first == "<" ? rest.prefix { $0 != ">" } : rest.prefix { $0.isASCII && $0.isLetter }
        guard !name.isEmpty else { return false }
        rest = rest.dropFirst(name.count)
        _ = take(">")
        return true
    }

    private mutating func number() -> Int64? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }.prefix(6)
        rest = rest.dropFirst(digits.count)
        return Int64(digits)
    }

    /// `[±]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number() else { return nil }
        let minutes = take(":") ? number() ?? 0 : 0
        let seconds = take(":") ? number() ?? 0 : 0
        return (isNegative ? -1 : 1) * (hours * 3_600 + minutes * 60 + seconds)
    }

    /// `Mm.w.d`, `Jn` or `n`, and a time of day behind `/`.
    mutating func day() -> YearlyRule.Day? {
        let kind: YearlyRule.Day.Kind
        if take("M") {
            guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
                (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
            else { return nil }
            kind = .weekday(month: month, week: week, weekday: weekday)
        } else if take("J") {
            guard let day = number() else { return nil }
            kind = .julian(day)
        } else {
            guard let day = number() else { return nil }
            kind = .ordinal(day)
        }
        return YearlyRule.Day(kind: kind, time: take("/") ? time() ?? 7_200 : 7_200)
    }
}
