public import LiveShopping

/// What a site calls the tables and columns that the scripts touch, and which of the optional ones it has.
public struct SQLNames: Sendable {
    /// A table's name at a site, with its schema.
    public struct TableName: Sendable, Hashable {
        public let schema: String?
        public let name: String

        public init(schema: String? = nil, name: String) {
            self.schema = schema
            self.name = name
        }
    }

    /// Where tables are whose name gives no schema.
    private let schema: String
    /// The schema of the log.
    let logSchema: String
    /// The zone of timestamps without one, as `SET TimeZone` takes it: what a script writes into such columns is local.
    let timeZone: String
    let available: AvailableColumns
    private let tables: [Table: TableName]
    private let columns: [Table: [String: String]]

    /// - Parameters:
    ///   - schema: Where tables are whose name gives no schema; nil is `public`.
    ///   - tables: Names of the tables that a site has renamed.
    ///   - columns: Names of renamed columns by their names in the reference schema.
    ///   - available: Which optional tables and columns there are.
    ///   - logSchema: Where the log is; nil is where the tables are.
    ///   - timeZone: The zone of timestamps without one, as `SET TimeZone` takes it.
    public init(
        schema: String? = nil, tables: [Table: TableName] = [:], columns: [Table: [String: String]] = [:],
        available: AvailableColumns = .all, logSchema: String? = nil, timeZone: String = "UTC"
    ) {
        self.schema = schema ?? "public"
        self.logSchema = logSchema ?? schema ?? "public"
        self.tables = tables
        self.columns = columns
        self.available = available
        self.timeZone = timeZone
    }
}

extension SQLNames {
    /// The table that the repairs log to.
    package static let logName = "tieout_repair_log"

    package var log: String { SQLText.identifier(logSchema) + "." + SQLText.identifier(Self.logName) }

    /// The table as a statement names it.
    package func table(_ table: Table) -> String {
        SQLText.identifier(schemaName(table)) + "." + SQLText.identifier(tableName(table))
    }

    /// The table as the log and the output name it: bare, unless two of a site's tables then had one name.
    package func label(_ table: Table) -> String {
        let own = tableName(table)
        let isShared = Table.allCases.contains { $0 != table && tableName($0) == own }
        return isShared ? schemaName(table) + "." + own : own
    }

    func schemaName(_ table: Table) -> String { tables[table]?.schema ?? schema }

    func tableName(_ table: Table) -> String { tables[table]?.name ?? table.name }

    /// A column's own name, unquoted.
    func columnName(_ table: Table, _ column: String) -> String { columns[table]?[column] ?? column }

    /// A column as a statement names it.
    func column(_ table: Table, _ column: String) -> String { SQLText.identifier(columnName(table, column)) }

    /// The quoted primary key of a table.
    package func key(_ table: Table) -> String { SQLText.identifier(keyName(table)) }

    func keyName(_ table: Table) -> String { columnName(table, Self.keyColumn(table)) }

    func has(_ table: Table, _ column: String) -> Bool { available.has(table, column) }

    /// The column that says when a row was last changed, by its name in the reference schema; a repair keeps it true.
    ///
    /// A cart item's stays: it says when the item was priced and when its cart was last touched, and a repair is neither.
    func updatedColumn(_ table: Table) -> String? {
        guard table != .cartItems else { return nil }
        return ["updatedAt", "updated_at"].first { isThere($0, in: table) }
    }

    /// The column that counts the changes of a row, by which a live form sees that it shows an old one.
    func versionColumn(_ table: Table) -> String? { isThere("version", in: table) ? "version" : nil }

    static func keyColumn(_ table: Table) -> String {
        switch table {
        case .clientCreditLimits: CreditLimit.Field.clientID.name
        case .pricingDefaults: PricingDefault.Field.category.name
        case .channelSettings: ChannelSetting.Field.channel.name
        default: "id"
        }
    }

    private func isThere(_ column: String, in table: Table) -> Bool {
        table.columns.contains { $0.name == column } && has(table, column)
    }
}
