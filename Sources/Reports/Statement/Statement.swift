public import Foundation
public import LiveShopping
public import Reconciliation

/// A statement for one client, which can be sent to it: a page and a CSV file, and nothing else beside them.
public struct Statement: Sendable {
    private let statement: ClientStatement
    private let facts: StatementFacts

    /// - Parameters:
    ///   - timeZone: By whose clocks days and times are told.
    ///   - invoices: Numbers and dates of invoices, as far as they are known.
    ///   - currency: What amounts are in, as it is to be written; nil where nobody said so.
    public init(
        _ statement: ClientStatement, asOf: Timestamp, timeZone: SiteTimeZone = .utc,
        invoices: [InvoiceID: InvoiceHead] = [:], currency: String? = nil
    ) {
        self.statement = statement
        facts = StatementFacts(
            asOf: asOf, dates: StatementDates(timeZone: timeZone), invoices: invoices, currency: currency)
    }

    /// Writes the statement into an empty folder.
    ///
    /// - Parameter templates: The folder of the pages' templates.
    public func write(into folder: URL, templates: URL) throws {
        let pages = try Pages(templates: templates)
        try CSVTable.statement.write(StatementLine.lines(statement), into: folder)
        try pages.write(StatementPage(statement, facts), into: folder)
    }
}

/// What a statement's page says besides the client's rows.
struct StatementFacts {
    let asOf: Timestamp
    let dates: StatementDates
    let invoices: [InvoiceID: InvoiceHead]
    let currency: String?
}
