public import Foundation
public import LiveShopping
public import Reconciliation

/// A statement for one client, which can be sent to it: a page and a CSV file, and nothing else beside them.
public struct Statement: Sendable {
    private let statement: ClientStatement
    private let asOf: Timestamp

    public init(_ statement: ClientStatement, asOf: Timestamp) {
        self.statement = statement
        self.asOf = asOf
    }

    /// Writes the statement into an empty folder.
    ///
    /// - Parameter templates: The folder of the pages' templates.
    public func write(into folder: URL, templates: URL) throws {
        let pages = try Pages(templates: templates)
        try CSVTable.statement.write(StatementLine.lines(statement), into: folder)
        try pages.write(StatementPage(statement, asOf: asOf), into: folder)
    }
}
