/// A cell that cannot be counted with: which column, and what is the matter with it.
public struct Defect: Sendable, Hashable {
    public enum Reason: String, Sendable, CaseIterable {
        /// NaN or an infinity in a numeric column.
        case notFinite = "not a finite number"
        /// A null where the schema allows none.
        case null = "null"
        /// A value beyond the range of the fixed-point types.
        case outOfRange = "out of range"
    }

    public let column: String
    public let reason: Reason

    public init(column: String, reason: Reason) {
        self.column = column
        self.reason = reason
    }
}

/// A row of one of the tables: its id, and what could not be read of it.
public protocol TableRow: Sendable {
    associatedtype Field: TableColumn
    /// The primary key as the reports list it; nil where the table has none or it is null.
    var rowID: Int64? { get }
    /// Empty for almost every row.
    var defects: [Defect] { get set }
}

extension TableRow {
    public static var table: Table { Field.table }

    /// Whether a column's value is the one that the database holds.
    public func canRead(_ field: Field) -> Bool {
        defects.isEmpty || !defects.contains { $0.column == field.name }
    }

    /// The row takes part in nothing but existing: it has a null that is not allowed, or a value out of range.
    @inlinable
    public var isExcluded: Bool {
        !defects.isEmpty && defects.contains { $0.reason != .notFinite }
    }
}
