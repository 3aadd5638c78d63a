/// How far a zone's clocks have been, are and will be ahead of UTC: the changes that are on record, and the rule behind
/// the last of them. Times are seconds since 1970.
struct ZoneHistory: Sendable {
    /// When the clocks were changed, ascending.
    private let changes: [Int64]
    /// How far ahead they were before the first change and then after each.
    private let offsets: [Int64]
    /// What holds behind the last change; nil when nothing changes any more.
    private let rule: YearlyRule?

    /// The same for ever.
    init(offset: Int64) {
        self.init(changes: [], offsets: [offset], rule: nil)
    }

    /// - Precondition: There is one offset more than there are changes.
    init(changes: [Int64], offsets: [Int64], rule: YearlyRule?) {
        precondition(offsets.count == changes.count + 1, "an offset holds before the first change and after each")
        self.changes = changes
        self.offsets = offsets
        self.rule = rule
    }

    var isUTC: Bool { changes.isEmpty && offsets == [0] && rule == nil }

    /// How far ahead the clocks are at a moment.
    func offset(at time: Int64) -> Int64 {
        let place = placeOfChange(after: time)
        guard place == changes.count, let rule else { return offsets[place] }
        return rule.change(before: time + 1, notBefore: changes.last).map(\.after) ?? offsets[place]
    }

    /// How far ahead the clocks are when they show a time: PostgreSQL looks at the first change behind the day before.
    func offset(atLocal local: Int64) -> Int64 {
        let before = offset(at: local - 86_400)
        guard let change = change(after: local - 86_400) else { return before }
        let (early, late) = (local - before, local - change.after)
        if early < change.time, late < change.time { return before }
        if early > change.time, late >= change.time { return change.after }
        return early > late ? before : change.after
    }

    struct Change {
        let time: Int64
        let after: Int64
    }

    private func change(after time: Int64) -> Change? {
        let place = placeOfChange(after: time)
        if place < changes.count { return Change(time: changes[place], after: offsets[place + 1]) }
        return rule?.change(after: max(time, changes.last ?? time))
    }

    private func placeOfChange(after time: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] > time { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Summer time that begins and ends every year by the same rule.
struct YearlyRule: Sendable {
    let standard: Int64
    let summer: Int64
    let begin: Day
    let end: Day

    /// A day of the year, and the seconds behind its midnight, by the clock that is changed.
    struct Day: Sendable {
        let kind: Kind
        let time: Int64

        enum Kind: Sendable {
            /// The so-maniest such weekday of a month; the fifth is the last. Sunday is 0.
            case weekday(month: Int64, week: Int64, weekday: Int64)
            /// From 1 to 365, in which the 29th of February is never counted.
            case julian(Int64)
            /// From 0 to 365.
            case ordinal(Int64)
        }
    }

    /// The first change later than a time.
    func change(after time: Int64) -> ZoneHistory.Change? {
        changes(around: time).first { $0.time > time }
    }

    /// The last change earlier than a time and later than another.
    func change(before time: Int64, notBefore first: Int64?) -> ZoneHistory.Change? {
        changes(around: time).last { $0.time < time && $0.time > first ?? .min }
    }

    private func changes(around time: Int64) -> [ZoneHistory.Change] {
        let year = civilDate(daysFromEpoch: time.flooredQuotient(by: 86_400) - daysTo2000).year
        return (year - 1...year + 1).flatMap { year in
            [
                ZoneHistory.Change(time: begin.seconds(in: year) - standard, after: summer),
                ZoneHistory.Change(time: end.seconds(in: year) - summer, after: standard),
            ]
        }
        .sorted { $0.time < $1.time }
    }
}

private let daysTo2000: Int64 = 10_957

private extension YearlyRule.Day {
    /// Seconds since 1970, as if the clock were in UTC.
    func seconds(in year: Int64) -> Int64 { (days(in: year) + daysTo2000) * 86_400 + time }

    /// Days since 2000.
    func days(in year: Int64) -> Int64 {
        let newYear = daysFromEpoch(year: year, month: 1, day: 1)
        switch kind {
        case .ordinal(let day): return newYear + day
        case .julian(let day):
            let isBehindFebruary = day >= 60 && daysFromEpoch(year: year, month: 3, day: 1) - newYear == 60
            return newYear + day - 1 + (isBehindFebruary ? 1 : 0)
        case .weekday(let month, let week, let weekday):
            let first = daysFromEpoch(year: year, month: month, day: 1)
            let next =
                month == 12
                ? daysFromEpoch(year: year + 1, month: 1, day: 1) : daysFromEpoch(year: year, month: month + 1, day: 1)
            // 2000-01-01 was a Saturday.
            var day = first + (weekday - (first + 6)).flooredRemainder(by: 7) + (week - 1) * 7
            while day >= next { day -= 7 }
            return day
        }
    }
}
