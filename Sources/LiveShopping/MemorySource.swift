/// A source whose rows are in memory: for examples, and for tests that need no database.
public struct MemorySource: RowSource, RowReader {
    public var snapshot: SnapshotFacts
    public var rows: MemoryRows

    public init(takenAt: Timestamp, available: AvailableColumns = .all, rows: MemoryRows = MemoryRows()) {
        snapshot = SnapshotFacts(takenAt: takenAt, available: available)
        self.rows = rows
    }

    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try body(self)
    }

    public func users(_ selection: RowSelection, _ body: (User) throws -> Void) throws {
        try rows.users.select(selection, body)
    }

    public func clients(_ selection: RowSelection, _ body: (Client) throws -> Void) throws {
        try rows.clients.select(selection, body)
    }

    public func creditLimits(_ selection: RowSelection, _ body: (CreditLimit) throws -> Void) throws {
        try rows.creditLimits.select(selection, body)
    }

    public func products(_ selection: RowSelection, _ body: (Product) throws -> Void) throws {
        try rows.products.select(selection, body)
    }

    public func batches(_ selection: RowSelection, _ body: (Batch) throws -> Void) throws {
        try rows.batches.select(selection, body)
    }

    public func pricingDefaults(_ selection: RowSelection, _ body: (PricingDefault) throws -> Void) throws {
        try rows.pricingDefaults.select(selection, body)
    }

    public func channelSettings(_ selection: RowSelection, _ body: (ChannelSetting) throws -> Void) throws {
        try rows.channelSettings.select(selection, body)
    }

    public func sessions(_ selection: RowSelection, _ body: (Session) throws -> Void) throws {
        try rows.sessions.select(selection, body)
    }

    public func priceOverrides(_ selection: RowSelection, _ body: (PriceOverride) throws -> Void) throws {
        try rows.priceOverrides.select(selection, body)
    }

    public func orders(_ selection: RowSelection, _ body: (Order) throws -> Void) throws {
        try rows.orders.select(selection, body)
    }

    public func orderLines(
        _ selection: RowSelection, taking plain: (PlainLine) throws -> Bool, _ body: (OrderLine) throws -> Void
    ) throws {
        try rows.orderLines.select(selection, taking: plain, body)
    }

    public func invoices(_ selection: RowSelection, _ body: (Invoice) throws -> Void) throws {
        try rows.invoices.select(selection, body)
    }

    public func cartItems(
        _ selection: RowSelection, taking plain: (PlainItem) throws -> Bool, _ body: (CartItem) throws -> Void
    ) throws {
        try rows.cartItems.select(selection, taking: plain, body)
    }
}

/// Rows of every table.
public struct MemoryRows: Sendable {
    public var users: [User] = []
    public var clients: [Client] = []
    public var creditLimits: [CreditLimit] = []
    public var products: [Product] = []
    public var batches: [Batch] = []
    public var pricingDefaults: [PricingDefault] = []
    public var channelSettings: [ChannelSetting] = []
    public var sessions: [Session] = []
    public var priceOverrides: [PriceOverride] = []
    public var orders: [Order] = []
    public var orderLines: [OrderLine] = []
    public var invoices: [Invoice] = []
    public var cartItems: [CartItem] = []

    public init() {}

    /// Everything that a source has.
    ///
    /// - Throws: what the source throws when its rows cannot be read.
    public init(_ source: some RowSource) throws {
        var rows = MemoryRows()
        try source.withReader { reader in
            try reader.users(.everything) { rows.users.append($0) }
            try reader.clients(.everything) { rows.clients.append($0) }
            try reader.creditLimits(.everything) { rows.creditLimits.append($0) }
            try reader.products(.everything) { rows.products.append($0) }
            try reader.batches(.everything) { rows.batches.append($0) }
            try reader.pricingDefaults(.everything) { rows.pricingDefaults.append($0) }
            try reader.channelSettings(.everything) { rows.channelSettings.append($0) }
            try reader.sessions(.everything) { rows.sessions.append($0) }
            try reader.priceOverrides(.everything) { rows.priceOverrides.append($0) }
            try reader.orders(.everything) { rows.orders.append($0) }
            try reader.orderLines(.everything) { rows.orderLines.append($0) }
            try reader.invoices(.everything) { rows.invoices.append($0) }
            try reader.cartItems(.everything) { rows.cartItems.append($0) }
        }
        self = rows
    }
}

private extension Array where Element: TableRow {
    func select<Plain: PlainRow>(
        _ selection: RowSelection, taking plain: (Plain) throws -> Bool, _ body: (Element) throws -> Void
    ) throws where Plain.Row == Element {
        try select(selection) { row in
            if let found = Plain(row), try plain(found) { return }
            try body(row)
        }
    }

    /// Hands over the selected rows; a part has every so manieth one, so that rows that belong together lie in several.
    func select(_ selection: RowSelection, _ body: (Element) throws -> Void) throws {
        switch selection {
        case .everything: try forEach(body)
        case .part(let index, let count):
            for (place, row) in enumerated() where Self.part(of: place, count) == index { try body(row) }
        case .matching(let column, let values):
            guard let field = Element.Field.allCases.first(where: { $0.name == column }) else { return }
            for row in self where row.integer(field).map(values.contains) ?? false { try body(row) }
        }
    }

    /// The place's share of 2^32, in steps of the golden ratio, says in which of so many equal parts it is.
    private static func part(of place: Int, _ count: Int) -> Int {
        Int(UInt64(UInt32(truncatingIfNeeded: place &* 2_654_435_769)) * UInt64(count) >> 32)
    }
}
