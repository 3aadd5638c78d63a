/// Where the rows of one moment come from: a live database or a folder, each table read whole and in no order.
public protocol RowSource: Sendable {
    /// What is known about the moment before a row is read.
    var snapshot: SnapshotFacts { get }
    /// How far its tables have been read; nil where that is not worth telling.
    var meter: RowMeter? { get }

    /// Lends a reader to one thread for as long as the body runs; several may be out at once.
    func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result

    /// The keys of the parts that were read of tables of which not all parts were, for ``requireDistinct(_:)``.
    func keysOfParts() -> [UInt8]

    /// Makes sure that no key is in two parts that were read by different sources of one moment.
    func requireDistinct(_ keys: [[UInt8]]) throws

    /// Makes sure, once the tables were read, that what was read is what the source was when it was made.
    func requireUnaltered() throws
}

extension RowSource {
    public func keysOfParts() -> [UInt8] { [] }
    public func requireDistinct(_ keys: [[UInt8]]) throws {}
    public func requireUnaltered() throws {}

    public var meter: RowMeter? { nil }
}

/// What a source says about itself.
public struct SnapshotFacts: Sendable, Hashable {
    /// The database's `now()` when the moment was fixed.
    public var takenAt: Timestamp
    public var available: AvailableColumns
    /// Where it came from, for people: facts such as database, user and server version, in the order to show them.
    public var provenance: [Provenance]
    /// The statements that the tables are read with, in reading order; none where no database was asked.
    public var statements: [Statement]
    /// What the site has none of, as its configuration says: it is not read, and nothing is doubted for its lack.
    public var declaredNone: Set<SchemaPart> = []
    /// The tables whose rows come from another server, so that the transaction alone does not make them one moment's.
    public var foreignTables: Set<Table> = []
    /// Why the rows may not all be of one moment; nil when they are.
    public var momentDoubt: String?

    public struct Statement: Sendable, Hashable {
        public let table: Table
        public let sql: String

        public init(table: Table, sql: String) {
            self.table = table
            self.sql = sql
        }
    }

    public struct Provenance: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        takenAt: Timestamp, available: AvailableColumns, provenance: [Provenance] = [], statements: [Statement] = []
    ) {
        self.takenAt = takenAt
        self.available = available
        self.provenance = provenance
        self.statements = statements
    }

    /// Whether the site is said to have none of a table, or of a column by its name in the reference schema.
    public func isDeclaredNone(_ table: Table, _ column: String? = nil) -> Bool {
        declaredNone.contains(SchemaPart(table)) || (column != nil && declaredNone.contains(SchemaPart(table, column)))
    }
}

/// A table of the reference schema, or one column of it.
public struct SchemaPart: Sendable, Hashable {
    public let table: Table
    /// By its name in the reference schema; nil is the whole table.
    public let column: String?

    public init(_ table: Table, _ column: String? = nil) {
        self.table = table
        self.column = column
    }
}

/// Which rows of a table are wanted.
public enum RowSelection: Sendable {
    case everything
    /// The rows whose value of a column (by its name in the reference schema) is one of these.
    case matching(column: String, values: Set<Int64>)
    /// One of several parts that together are everything; how rows are dealt out is the source's business. Part 1 of 3 is parts
    /// 2 and 3 of 6, and so on, so that who shares a part among several readers reads what others read with one.
    case part(index: Int, count: Int)

    /// The rows whose value of a column is one of these ids.
    public static func matching<Field: TableColumn, Entity>(_ field: Field, _ ids: some Sequence<ID<Entity>>) -> Self {
        .matching(column: field.name, values: Set(ids.lazy.map(\.rawValue)))
    }
}

/// Reads tables row by row. A row with defects is handed over like others; an optional table that is not there has
/// no rows. Ids are unique in what it hands over: a source throws where they are not.
public protocol RowReader {
    func users(_ selection: RowSelection, _ body: (User) throws -> Void) throws
    func clients(_ selection: RowSelection, _ body: (Client) throws -> Void) throws
    func creditLimits(_ selection: RowSelection, _ body: (CreditLimit) throws -> Void) throws
    func products(_ selection: RowSelection, _ body: (Product) throws -> Void) throws
    func batches(_ selection: RowSelection, _ body: (Batch) throws -> Void) throws
    func pricingDefaults(_ selection: RowSelection, _ body: (PricingDefault) throws -> Void) throws
    func channelSettings(_ selection: RowSelection, _ body: (ChannelSetting) throws -> Void) throws
    func sessions(_ selection: RowSelection, _ body: (Session) throws -> Void) throws
    func priceOverrides(_ selection: RowSelection, _ body: (PriceOverride) throws -> Void) throws
    func orders(_ selection: RowSelection, _ body: (Order) throws -> Void) throws
    /// Order lines. Those that are plain are shown as such before; one that is taken is done with, and the others are handed
    /// over as rows.
    func orderLines(
        _ selection: RowSelection, taking plain: (PlainLine) throws -> Bool, _ body: (OrderLine) throws -> Void
    ) throws
    func invoices(_ selection: RowSelection, _ body: (Invoice) throws -> Void) throws
    /// Cart items, likewise.
    func cartItems(
        _ selection: RowSelection, taking plain: (PlainItem) throws -> Bool, _ body: (CartItem) throws -> Void
    ) throws
}

extension RowReader {
    /// Order lines, all of them as rows.
    public func orderLines(_ selection: RowSelection, _ body: (OrderLine) throws -> Void) throws {
        try orderLines(selection, taking: { _ in false }, body)
    }

    /// Cart items, all of them as rows.
    public func cartItems(_ selection: RowSelection, _ body: (CartItem) throws -> Void) throws {
        try cartItems(selection, taking: { _ in false }, body)
    }
}
