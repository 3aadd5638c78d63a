public import Foundation
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
            asOf: asOf, dates: StatementDates(timeZone: style.timeZone), invoices: invoices, style: style)
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
    let dates: StatementDates
    let invoices: [InvoiceID: InvoiceHead]
    let style: FigureStyle
}
