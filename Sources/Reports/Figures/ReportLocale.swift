/// How a country writes numbers and dates: a small table of our own, so that a report is the same on every machine.
public struct ReportLocale: Sendable, Hashable, CustomStringConvertible {
    /// `en`, `de-DE`.
    public let description: String
    /// Between whole and fraction.
    let decimal: Character
    /// Between thousands.
    let grouping: String
    let date: DateOrder
    /// Between the parts of a date.
    let separator: Character
    /// The currency stands behind the amount.
    let currencyFollows: Bool

    enum DateOrder: Sendable {
        case yearFirst, dayFirst, monthFirst
    }

    /// 1,234.50 and 2026-11-22: what nobody takes for something else.
    public static let neutral = ReportLocale("en", ".", ",", .yearFirst, "-", false)

    /// Those that there are.
    public static let all: [ReportLocale] = [
        neutral,
        ReportLocale("en-US", ".", ",", .monthFirst, "/", false),
        ReportLocale("en-GB", ".", ",", .dayFirst, "/", false),
        ReportLocale("en-CA", ".", ",", .yearFirst, "-", false),
        ReportLocale("en-AU", ".", ",", .dayFirst, "/", false),
        ReportLocale("de-DE", ",", ".", .dayFirst, ".", true),
        ReportLocale("de-CH", ".", "\u{2019}", .dayFirst, ".", false),
        ReportLocale("fr-FR", ",", narrow, .dayFirst, "/", true),
        ReportLocale("es-ES", ",", ".", .dayFirst, "/", true),
        ReportLocale("es-MX", ".", ",", .dayFirst, "/", false),
        ReportLocale("it-IT", ",", ".", .dayFirst, "/", true),
        ReportLocale("nl-NL", ",", ".", .dayFirst, "-", false),
        ReportLocale("pt-BR", ",", ".", .dayFirst, "/", false),
        ReportLocale("da-DK", ",", ".", .dayFirst, ".", true),
        ReportLocale("sv-SE", ",", space, .yearFirst, "-", true),
        ReportLocale("nb-NO", ",", space, .dayFirst, ".", true),
        ReportLocale("fi-FI", ",", space, .dayFirst, ".", true),
        ReportLocale("pl-PL", ",", space, .dayFirst, ".", true),
    ]

    /// One of the table, by its name; nil for another.
    public init?(_ name: String) {
        guard let found = Self.all.first(where: { $0.description == name }) else { return nil }
        self = found
    }

    var isEnglish: Bool { description.hasPrefix("en") }

    private static let space = "\u{A0}"
    private static let narrow = "\u{202F}"

    private init(
        _ name: String, _ decimal: Character, _ grouping: String, _ date: DateOrder, _ separator: Character,
        _ currencyFollows: Bool
    ) {
        description = name
        self.decimal = decimal
        self.grouping = grouping
        self.date = date
        self.separator = separator
        self.currencyFollows = currencyFollows
    }
}

/// What stands beside amounts: a code such as `EUR`, or a sign such as `€`.
public struct ReportCurrency: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    /// Nil for what is longer than eight characters, has a digit or a space, or is empty.
    public init?(_ text: String) {
        let isSign = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol || $0 == "."
        }
        guard (1...8).contains(text.unicodeScalars.count), isSign else { return nil }
        description = text
    }

    /// A sign stands close to the amount that follows it.
    var isCode: Bool { description.unicodeScalars.first?.properties.isAlphabetic ?? false }
}
