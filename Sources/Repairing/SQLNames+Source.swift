package import LiveShopping
package import Reports
package import Snapshots

extension SQLNames {
    /// The names that a source was read by.
    ///
    /// - Parameter home: The schema that the log is in; nil is that of the orders.
    package init(_ names: SourceNames, available: AvailableColumns, home: String? = nil) {
        var tables: [Table: TableName] = [:]
        var columns: [Table: [String: String]] = [:]
        for table in Table.allCases {
            guard let name = names.name(of: table) else { continue }
            tables[table] = TableName(schema: name.schema, name: name.name)
            for column in table.columns {
                columns[table, default: [:]][column.name] = names.name(of: column.name, in: table)
            }
        }
        self.init(
            schema: home ?? names.name(of: .orders)?.schema, tables: tables, columns: columns, available: available)
    }
}
