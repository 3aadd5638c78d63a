/// The tables that tieout reads, named as the live-shopping system names them, in the order they are read.
public enum Table: String, Sendable, CaseIterable, Hashable {
    case users
    case clients
    case clientCreditLimits = "client_credit_limits"
    case products
    case batches
    case pricingDefaults = "pricing_defaults"
    case channelSettings = "range_pricing_channel_settings"
    case sessions = "liveShoppingSessions"
    case priceOverrides = "sessionPriceOverrides"
    case orders
    case orderLines = "order_line_items"
    case invoices
    case cartItems = "sessionCartItems"

    /// The table's name in the reference schema.
    public var name: String { rawValue }

    /// Its place in ``allCases``.
    @inlinable
    public var place: Int {
        switch self {
        case .users: 0
        case .clients: 1
        case .clientCreditLimits: 2
        case .products: 3
        case .batches: 4
        case .pricingDefaults: 5
        case .channelSettings: 6
        case .sessions: 7
        case .priceOverrides: 8
        case .orders: 9
        case .orderLines: 10
        case .invoices: 11
        case .cartItems: 12
        }
    }
}

/// One column of a table: what it is called, what it holds, and whether a run can do without it.
public struct Column: Sendable, Hashable {
    public let name: String
    public let kind: Kind
    /// Missing from the database: an error when required, a weaker run when not.
    public let isRequired: Bool
    /// A null in it is a value; elsewhere a null makes the row unreadable.
    public let allowsNull: Bool

    /// What a column holds, whatever exact type a database gives it.
    public enum Kind: Sendable, Hashable {
        /// int2, int4 or int8.
        case integer
        /// numeric of any precision and scale, or an integer type.
        case money, quantity, cost, percentage
        /// boolean, or an integer that is 0 or not.
        case boolean
        /// text, varchar, char or an enum type.
        case text
        /// timestamp with or without time zone (without: in the zone of the settings).
        case timestamp
        /// json, jsonb or text.
        case json
    }

    /// Its values are read; false for a column of which only the presence matters.
    public var isRead = true
}

/// The columns of one table as a list of cases, so that code names a column and the compiler checks the name.
public protocol TableColumn: RawRepresentable<Int>, CaseIterable, Sendable, Hashable {
    static var table: Table { get }
    /// The columns in the order of the cases, as the row lists them.
    static var columns: [Column] { get }
}

extension TableColumn {
    public var column: Column { Self.columns[rawValue] }
    public var name: String { column.name }
}

extension Table {
    /// What a row of the table is.
    public var rowType: any TableRow.Type {
        switch self {
        case .users: User.self
        case .clients: Client.self
        case .clientCreditLimits: CreditLimit.self
        case .products: Product.self
        case .batches: Batch.self
        case .pricingDefaults: PricingDefault.self
        case .channelSettings: ChannelSetting.self
        case .sessions: Session.self
        case .priceOverrides: PriceOverride.self
        case .orders: Order.self
        case .orderLines: OrderLine.self
        case .invoices: Invoice.self
        case .cartItems: CartItem.self
        }
    }

    /// The table's columns, in the order in which they are asked for.
    public var columns: [Column] { columns(of: rowType) }

    private func columns<Row: TableRow>(of _: Row.Type) -> [Column] { Row.Field.columns }

    /// Whether a database may lack the whole table.
    public var isOptional: Bool { self == .channelSettings || self == .invoices }
}

/// Which optional tables and columns a source has; everything required is there.
public struct AvailableColumns: Sendable, Hashable {
    private var present: [Table: Set<String>]

    public init(_ present: [Table: Set<String>]) {
        self.present = present
    }

    /// Every table and every column.
    public static let all = AvailableColumns(
        Dictionary(uniqueKeysWithValues: Table.allCases.map { ($0, Set($0.columns.map(\.name))) }))

    public func has(_ table: Table) -> Bool { present[table] != nil }

    public func has<Field: TableColumn>(_ field: Field) -> Bool {
        present[Field.table]?.contains(field.name) ?? false
    }

    /// Whether a column of a table, by its name in the reference schema, is there.
    public func has(_ table: Table, _ column: String) -> Bool {
        present[table]?.contains(column) ?? false
    }

    public mutating func remove(_ table: Table, _ column: String? = nil) {
        if let column { present[table]?.remove(column) } else { present[table] = nil }
    }
}
