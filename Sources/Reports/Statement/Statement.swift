public import FoundationEssentials
public import LiveShopping
public import Reconciliation

/// A statement for one client, which can be sent to it: a page and a CSV file, and nothing else beside them.
public struct Statement: Sendable {
    private let statement: ClientStatement
    private let facts: StatementFacts

    /// - Parameters:
    ///   - invoices: Numbers and dates of invoices, as far as they are known.
    ///   - style: How figures are written, in which currency, and by whose clocks days and times are told.
    public init(
        _ statement: ClientStatement, asOf: Timestamp, invoices: [InvoiceID: InvoiceHead] = [:],
        style: FigureStyle = .neutral
    ) {
        self.statement = statement
        facts = StatementFacts(
            asOf: asOf, invoices: invoices, style: style)
    }

    /// Writes the statement into an empty folder.
    ///
    /// - Parameter templates: The folder of the pages' templates.
    public func write(into folder: URL, templates: URL) throws {
        let pages = try Pages(templates: templates, style: facts.style)
        try CSVTable.statement.write(StatementLine.lines(statement), into: folder)
        try pages.write(StatementPage(statement, facts), into: folder)
    }
}

/// What a statement's page says besides the client's rows.
struct StatementFacts {
    let asOf: Timestamp
    let invoices: [InvoiceID: InvoiceHead]
    let style: FigureStyle

    var dates: StatementDates { StatementDates(style: style) }
}

/// Days and moments in a client's words, by the clocks of the site: `22 November 2026`, `22 November 2026, 02:00`.
///
/// Months have names where the site writes English; else dates are digits in the order of its locale.
struct StatementDates {
    let style: FigureStyle

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    func day(_ moment: Timestamp) -> String { day(iso: local(moment)) }

    func moment(_ moment: Timestamp) -> String {
        let text = local(moment)
        guard let clock = text.firstIndex(of: "T") else { return text }
        return "\(day(iso: text)), \(text[clock...].dropFirst().prefix(5))"
    }

    /// A date as ISO 8601 has it; as it stands where it is none.
    func day(iso text: String) -> String {
        let parts = text.prefix { $0 != "T" }.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            Self.months.indices.contains(month - 1)
        else { return text }
        guard style.locale.isEnglish else { return style.ordered(parts) }
        return "\(day) \(Self.months[month - 1]) \(year)"
    }

    var zone: String { style.timeZone.isUTC ? "UTC" : style.timeZone.description }

    private func local(_ moment: Timestamp) -> String { style.timeZone.local(of: moment).description }
}
