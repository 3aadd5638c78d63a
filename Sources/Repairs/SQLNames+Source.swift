package import LiveShopping
package import Snapshots

extension SQLNames {
    /// The names that a source was read by.
    ///
    /// - Parameters:
    ///   - logSchema: The schema that the log is in; nil is that of the orders.
    ///   - timeZone: The zone of timestamps without one, as `SET TimeZone` takes it.
    package init(
        _ names: SourceNames, available: AvailableColumns, logSchema: String? = nil, timeZone: String = "UTC"
    ) {
        var tables: [Table: TableName] = [:]
        var columns: [Table: [String: String]] = [:]
        for table in Table.allCases {
            guard let name = names.name(of: table) else { continue }
            tables[table] = TableName(schema: name.schema, name: name.name)
            for column in table.columns {
                columns[table, default: [:]][column.name] = names.name(of: column.name, in: table)
            }
        }
        let home = names.name(of: .orders)?.schema
        self.init(
            schema: home, tables: tables, columns: columns, available: available, logSchema: logSchema ?? home,
            timeZone: timeZone)
    }
}
