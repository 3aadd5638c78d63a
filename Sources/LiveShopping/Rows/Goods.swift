public import FinancialMath

/// What is sold, by its canonical name and category.
public struct Product: TableRow {
    public var id = ProductID(0)
    public var name = ""
    public var category = ""
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, name, category, deletedAt

        public static let table = Table.products
        public static let columns = Product.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

    public init(id: ProductID, name: String, category: String) {
        self.id = id
        self.name = name
        self.category = category
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.name, "nameCanonical", &name)
        try visitor.required(Field.category, "category", &category)
        try visitor.presence(Field.deletedAt, "deleted_at", .timestamp)
    }
}

/// A lot of one product: how much of it there is, how much is promised, and what it cost.
public struct Batch: TableRow {
    public var id = BatchID(0)
    public var productID = ProductID(0)
    public var code = ""
    public var onHand: QuantityFigure = .finite(.zero)
    public var sample: QuantityFigure = .finite(.zero)
    public var reserved: QuantityFigure = .finite(.zero)
    public var quarantine: QuantityFigure = .finite(.zero)
    public var hold: QuantityFigure = .finite(.zero)
    public var unitCost: CostFigure?
    public var costMode: Word<CostMode>?
    public var unitCostMinimum: CostFigure?
    public var unitCostMaximum: CostFigure?
    /// `LIVE` is sellable; nil when null or when there is no such column.
    public var status: String?
    public var updatedAt: Timestamp?
    public var isDeleted = false
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, productID, code, onHand, sample, reserved, quarantine, hold, unitCost, costMode, unitCostMinimum,
            unitCostMaximum, status, updatedAt, deletedAt, version

        public static let table = Table.batches
        public static let columns = Batch.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

    public init(
        id: BatchID, productID: ProductID, code: String, onHand: QuantityFigure = .finite(.zero),
        sample: QuantityFigure = .finite(.zero), reserved: QuantityFigure = .finite(.zero),
        quarantine: QuantityFigure = .finite(.zero), hold: QuantityFigure = .finite(.zero),
        unitCost: CostFigure? = nil, costMode: Word<CostMode>? = nil, unitCostMinimum: CostFigure? = nil,
        unitCostMaximum: CostFigure? = nil, status: String? = nil, updatedAt: Timestamp? = nil,
        isDeleted: Bool = false
    ) {
        self.id = id
        self.productID = productID
        self.code = code
        self.onHand = onHand
        self.sample = sample
        self.reserved = reserved
        self.quarantine = quarantine
        self.hold = hold
        self.unitCost = unitCost
        self.costMode = costMode
        self.unitCostMinimum = unitCostMinimum
        self.unitCostMaximum = unitCostMaximum
        self.status = status
        self.updatedAt = updatedAt
        self.isDeleted = isDeleted
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.productID, "productId", &productID)
        try visitor.required(Field.code, "code", &code)
        try visitor.required(Field.onHand, "onHandQty", &onHand)
        try visitor.required(Field.sample, "sampleQty", &sample)
        try visitor.required(Field.reserved, "reservedQty", &reserved)
        try visitor.required(Field.quarantine, "quarantineQty", &quarantine)
        try visitor.required(Field.hold, "holdQty", &hold)
        try visitor.nullable(Field.unitCost, "unitCogs", &unitCost)
        try visitor.optional(Field.costMode, "cogsMode", &costMode)
        try visitor.optional(Field.unitCostMinimum, "unitCogsMin", &unitCostMinimum)
        try visitor.optional(Field.unitCostMaximum, "unitCogsMax", &unitCostMaximum)
        try visitor.optional(Field.status, "batchStatus", &status)
        try visitor.optional(Field.updatedAt, "updatedAt", &updatedAt)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
        try visitor.presence(Field.version, "version", .integer)
    }
}

/// The margin that a category of products is priced with where the client has none of its own.
public struct PricingDefault: TableRow {
    public var category = ""
    public var margin: PercentageFigure = .finite(.zero)
    public var updatedAt: Timestamp?
    public var isDeleted = false
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case category, margin, updatedAt, deletedAt

        public static let table = Table.pricingDefaults
        public static let columns = PricingDefault.listColumns()
    }

    public static var key: Field { .category }

    /// A deleted row is as if it were not there.
    public var claimsKey: Bool { !isDeleted }

    public init() {}

    public init(
        category: String, margin: PercentageFigure, updatedAt: Timestamp? = nil, isDeleted: Bool = false
    ) {
        self.category = category
        self.margin = margin
        self.updatedAt = updatedAt
        self.isDeleted = isDeleted
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.category, "product_category", &category)
        try visitor.required(Field.margin, "default_margin_percent", &margin)
        try visitor.optional(Field.updatedAt, "updated_at", &updatedAt)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
    }
}

/// Which end of a batch's cost range a sales channel prices from.
public struct ChannelSetting: TableRow {
    public var channel: String?
    public var defaultBasis: Word<CostBasis>?
    public var isDeleted = false
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case channel, defaultBasis, deletedAt

        public static let table = Table.channelSettings
        public static let columns = ChannelSetting.listColumns()
    }

    public static var key: Field { .channel }

    /// A deleted row is as if it were not there.
    public var claimsKey: Bool { !isDeleted }

    public init() {}

    public init(channel: String?, defaultBasis: Word<CostBasis>?, isDeleted: Bool = false) {
        self.channel = channel
        self.defaultBasis = defaultBasis
        self.isDeleted = isDeleted
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.optional(Field.channel, "channel", &channel)
        try visitor.optional(Field.defaultBasis, "default_basis", &defaultBasis)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
    }
}
