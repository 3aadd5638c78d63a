public import LiveShopping

/// What a source calls the tables and columns that it has, for statements that go back to its database.
public struct SourceNames: Sendable, Hashable {
    private let layouts: [Table: TableLayout]

    init(_ layouts: [Table: TableLayout]) {
        self.layouts = layouts
    }

    /// The table's name with its schema; nil when the source has no such table.
    public func name(of table: Table) -> QualifiedName? {
        layouts[table]?.name
    }

    /// The name of a column, which is given by its name in the reference schema; nil when the source has none.
    public func name(of column: String, in table: Table) -> String? {
        layouts[table]?.column(column)?.name
    }
}
