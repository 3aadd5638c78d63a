public import LiveShopping

/// What a source calls the tables and columns that it has, for statements that go back to its database.
public struct SourceNames: Sendable, Hashable {
    private let layouts: [Table: TableLayout]

    init(_ layouts: [Table: TableLayout]) {
        self.layouts = layouts
    }

    /// The names of the tables and columns that are there, whether or not they may be read.
    package init(of connection: Connection, schema: String?, mapping: TableMapping) throws(SourceError) {
        let catalogue = try connection.withoutSearchPath { path throws(SourceError) in
            try Catalogue(connection, path: path, schema: schema, mapping: mapping)
        }
        layouts = Dictionary(
            uniqueKeysWithValues: catalogue.present.map { table, relation in
                let columns = table.columns.enumerated().compactMap { field, column -> TableLayout.ColumnLayout? in
                    guard !mapping.isNone(table, column.name) else { return nil }
                    let name = mapping.name(of: column.name, in: table)
                    return relation.columns[name].map { .init(field: field, name: name, type: $0.type ?? .text) }
                }
                return (table, TableLayout(table: table, name: relation.name, present: columns))
            })
    }

    /// Which tables and columns have a name.
    package var available: AvailableColumns { AvailableColumns(layouts) }

    /// The table's name with its schema; nil when the source has no such table.
    public func name(of table: Table) -> QualifiedName? {
        layouts[table]?.name
    }

    /// The name of a column, which is given by its name in the reference schema; nil when the source has none.
    public func name(of column: String, in table: Table) -> String? {
        layouts[table]?.column(column)?.name
    }
}
