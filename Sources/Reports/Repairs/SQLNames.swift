public import LiveShopping

/// What a site calls the tables and columns that the scripts touch, and which of the optional ones it has.
public struct SQLNames: Sendable {
    /// A table's name at a site, in a schema or where the search path finds it.
    public struct TableName: Sendable, Hashable {
        public let schema: String?
        public let name: String

        public init(schema: String? = nil, name: String) {
            self.schema = schema
            self.name = name
        }
    }

    /// The schema of every table that names none, and of the log.
    public let schema: String?
    let available: AvailableColumns
    private let tables: [Table: TableName]
    private let columns: [Table: [String: String]]

    /// - Parameters:
    ///   - schema: Where tables are whose name gives no schema, and where the log is; nil is the search path's business.
    ///   - tables: Names of the tables that a site has renamed.
    ///   - columns: Names of renamed columns by their names in the reference schema.
    ///   - available: Which optional tables and columns there are.
    public init(
        schema: String? = nil, tables: [Table: TableName] = [:], columns: [Table: [String: String]] = [:],
        available: AvailableColumns = .all
    ) {
        self.schema = schema
        self.tables = tables
        self.columns = columns
        self.available = available
    }
}

extension SQLNames {
    /// The table that the repairs log to.
    package static let logName = "tieout_repair_log"

    package var log: String { quoted(TableName(name: Self.logName)) }

    /// The table as a statement names it.
    package func table(_ table: Table) -> String { quoted(name(table)) }

    /// The table as the log and the output name it: bare, unless two of a site's tables then had one name.
    package func label(_ table: Table) -> String {
        let own = name(table)
        let isShared = Table.allCases.contains { $0 != table && name($0).name == own.name }
        guard isShared, let schema = own.schema ?? schema else { return own.name }
        return schema + "." + own.name
    }

    /// A column's own name, unquoted.
    func columnName(_ table: Table, _ column: String) -> String { columns[table]?[column] ?? column }

    /// A column as a statement names it.
    func column(_ table: Table, _ column: String) -> String { SQLText.identifier(columnName(table, column)) }

    /// The quoted primary key of a table.
    package func key(_ table: Table) -> String { column(table, Self.keyColumn(table)) }

    func has(_ table: Table, _ column: String) -> Bool { available.has(table, column) }

    /// The column that says when a row was last changed, by its name in the reference schema; a repair keeps it true.
    ///
    /// A cart item's stays: it says when the item was priced and when its cart was last touched, and a repair is neither.
    func updatedColumn(_ table: Table) -> String? {
        guard table != .cartItems else { return nil }
        return ["updatedAt", "updated_at"].first { name in
            table.columns.contains { $0.name == name } && has(table, name)
        }
    }

    static func keyColumn(_ table: Table) -> String {
        switch table {
        case .clientCreditLimits: CreditLimit.Field.clientID.name
        case .pricingDefaults: PricingDefault.Field.category.name
        case .channelSettings: ChannelSetting.Field.channel.name
        default: "id"
        }
    }

    private func name(_ table: Table) -> TableName { tables[table] ?? TableName(name: table.name) }

    private func quoted(_ name: TableName) -> String {
        let bare = SQLText.identifier(name.name)
        guard let schema = name.schema ?? schema else { return bare }
        return SQLText.identifier(schema) + "." + bare
    }
}

/// What a column holds, as far as comparing its values goes.
enum ValueKind: String {
    case integer, number, boolean, text, timestamp
    /// Whether a `deleted_at` is set; the moment itself does not matter.
    case deletion

    init(_ table: Table, _ column: String) {
        switch table.columns.first(where: { $0.name == column })?.kind {
        case .integer: self = .integer
        case .money, .quantity, .cost, .percentage: self = .number
        case .boolean: self = .boolean
        case .timestamp: self = .timestamp
        case .text, .json, nil: self = .text
        }
    }

    /// The type that values of this kind are compared in.
    var comparedAs: String {
        switch self {
        case .integer: "bigint"
        case .number: "numeric"
        case .boolean, .deletion: "boolean"
        case .text: "text"
        case .timestamp: "timestamptz"
        }
    }

    /// A column of a site in the type that it is compared in, whatever type it has there; the session's zone is UTC.
    func compared(_ column: String) -> String {
        switch self {
        case .deletion: "(\(column) IS NOT NULL)"
        case .boolean: "(\(column)::integer <> 0)"
        default: "\(column)::\(comparedAs)"
        }
    }
}
