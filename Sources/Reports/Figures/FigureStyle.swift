public import LiveShopping

/// How figures and times are written where people read them: on pages, in the summary and in the comments of scripts. Files
/// for programs have them as ever.
public struct FigureStyle: Sendable, Hashable {
    public let locale: ReportLocale
    /// What amounts are in; nil where nobody said so.
    public let currency: ReportCurrency?
    /// In which times are shown.
    public let timeZone: SiteTimeZone

    public static let neutral = FigureStyle()

    public init(locale: ReportLocale = .neutral, currency: ReportCurrency? = nil, timeZone: SiteTimeZone = .utc) {
        self.locale = locale
        self.currency = currency
        self.timeZone = timeZone
    }

    /// A text in which figures were marked, with these written for people; times stay as they are, in UTC.
    package func plain(_ text: String) -> String {
        written(text, number: { written($0, $1) }, moment: \.description)
    }

    /// The same in a comment of a script: in characters that every database's encoding has, without a currency.
    package func comment(_ text: String) -> String {
        written(
            text, number: { number, _ in String(written(number, .figure).map { $0.isASCII ? $0 : " " }) },
            moment: \.description)
    }

    /// The same on a page where there can be no markup: times are the site's.
    func onPage(_ text: String) -> String {
        written(text, number: { written($0, $1, canBreak: true) }, moment: { written($0) })
    }

    private func written(
        _ text: String, number: (String, Prose.Number) -> String, moment: (Timestamp) -> String
    ) -> String {
        guard Prose.isMarked(text) else { return text }
        return Prose.parts(of: text).map { part in
            switch part {
            case .text(let text): text
            case .number(let digits, let kind): number(digits, kind)
            case .moment(let time): moment(time)
            }
        }.joined()
    }
}

extension FigureStyle {
    /// What the foot of a page says of its figures.
    var sentence: String {
        let amounts = currency.map { "Amounts are in \($0). " } ?? ""
        return amounts
            + (timeZone.isUTC ? "Times are UTC." : "Times are of \(timeZone); point at one to see it in UTC.")
    }

    /// A number as ``Exact/formatted`` writes it, or a count.
    ///
    /// - Parameter canBreak: One that is longer than any true amount may be broken between thousands, so that it does not
    ///   widen the column that it stands in.
    func written(_ number: String, _ kind: Prose.Number, canBreak: Bool = false) -> String {
        let sign = number.utf8.first == UInt8(ascii: "-") ? "-" : ""
        let digits = number.dropFirst(sign.utf8.count)
        let point = digits.utf8.firstIndex(of: UInt8(ascii: "."))
        let whole = digits[..<(point ?? digits.endIndex)]
        guard !whole.isEmpty else { return number }
        let fraction = point.map { Self.filled(digits[$0...].dropFirst(), least: kind == .cost ? 2 : 0) } ?? ""
        let isLong = canBreak && whole.utf8.count > 12
        let text =
            sign + grouped(whole, locale.grouping + (isLong ? "\u{200B}" : ""))
            + (fraction.isEmpty ? "" : "\(locale.decimal)\(fraction)")
        guard kind == .money, let currency else { return text }
        if locale.currencyFollows { return "\(text)\u{A0}\(currency)" }
        return currency.isCode ? "\(currency)\u{A0}\(text)" : "\(currency)\(text)"
    }

    /// A moment in the site's time, to the minute where it is a whole one.
    func written(_ moment: Timestamp) -> String {
        // `2026-11-22T02:00:00Z`
        let local = timeZone.local(of: moment).description
        guard let mark = local.utf8.firstIndex(of: UInt8(ascii: "T")) else { return moment.description }
        let date = local.utf8[..<mark].split(separator: UInt8(ascii: "-")).map { Substring($0) }
        guard date.count == 3, date[0].utf8.count == 4 else { return moment.description }
        let whole = local[mark...].dropFirst().dropLast()
        let time = whole.hasSuffix(":00") ? whole.dropLast(3) : whole
        return "\(ordered(date)) \(time)"
    }

    /// Year, month and day as the locale has them.
    func ordered(_ date: [Substring]) -> String {
        let parts =
            switch locale.date {
            case .yearFirst: date
            case .dayFirst: [date[2], date[1], date[0]]
            case .monthFirst: [date[1], date[2], date[0]]
            }
        return parts.joined(separator: String(locale.separator))
    }

    /// A fraction of four places, as quantities have them, without the empty ones.
    private static func filled(_ fraction: Substring, least: Int) -> Substring {
        guard fraction.utf8.count == 4 else { return fraction }
        let kept = fraction.utf8.reversed().drop { $0 == UInt8(ascii: "0") }.count
        return fraction.prefix(max(kept, least))
    }

    private func grouped(_ digits: Substring, _ separator: String) -> String {
        guard digits.utf8.count > 3 else { return String(digits) }
        let first = digits.utf8.count % 3
        var grouped = String(digits.prefix(first))
        for place in stride(from: first, to: digits.utf8.count, by: 3) {
            if place > 0 { grouped += separator }
            grouped += digits.dropFirst(place).prefix(3)
        }
        return grouped
    }
}
