public import FinancialMath

/// What is sold, by its canonical name and category.
public struct Product: TableRow {
    public var id: ProductID
    public var name: String
    public var category: String
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, name, category

        public static let table = Table.products
        public static let columns: [Column] = [
            .required("id", .integer), .required("nameCanonical", .text), .required("category", .text),
        ]
    }

    public init(id: ProductID, name: String, category: String) {
        self.id = id
        self.name = name
        self.category = category
    }
}

/// A lot of one product: how much of it there is, how much is promised, and what it cost.
public struct Batch: TableRow {
    public var id: BatchID
    public var productID: ProductID
    public var code: String
    public var onHand: QuantityFigure
    public var sample: QuantityFigure
    public var reserved: QuantityFigure
    public var quarantine: QuantityFigure
    public var hold: QuantityFigure
    public var unitCost: CostFigure?
    public var costMode: Word<CostMode>?
    public var unitCostMinimum: CostFigure?
    public var unitCostMaximum: CostFigure?
    /// `LIVE` is sellable; nil when null or when there is no such column.
    public var status: String?
    public var updatedAt: Timestamp?
    public var isDeleted: Bool
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, productID, code, onHand, sample, reserved, quarantine, hold, unitCost, costMode, unitCostMinimum,
            unitCostMaximum, status, updatedAt, deletedAt

        public static let table = Table.batches
        public static let columns: [Column] = [
            .required("id", .integer), .required("productId", .integer), .required("code", .text),
            .required("onHandQty", .quantity), .required("sampleQty", .quantity), .required("reservedQty", .quantity),
            .required("quarantineQty", .quantity), .required("holdQty", .quantity),
            .required("unitCogs", .cost, null: true), .optional("cogsMode", .text), .optional("unitCogsMin", .cost),
            .optional("unitCogsMax", .cost), .optional("batchStatus", .text), .optional("updatedAt", .timestamp),
            .optional("deleted_at", .timestamp),
        ]
    }

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
}

/// The margin that a category of products is priced with where the client has none of its own.
public struct PricingDefault: TableRow {
    public var category: String
    public var margin: PercentageFigure
    public var updatedAt: Timestamp?
    public var defects: [Defect] = []
    public var rowID: Int64? { nil }

    public enum Field: Int, TableColumn {
        case category, margin, updatedAt

        public static let table = Table.pricingDefaults
        public static let columns: [Column] = [
            .required("product_category", .text), .required("default_margin_percent", .percentage),
            .optional("updated_at", .timestamp),
        ]
    }

    public init(category: String, margin: PercentageFigure, updatedAt: Timestamp? = nil) {
        self.category = category
        self.margin = margin
        self.updatedAt = updatedAt
    }
}

/// Which end of a batch's cost range a sales channel prices from.
public struct ChannelSetting: TableRow {
    public var channel: String?
    public var defaultBasis: Word<CostBasis>?
    public var defects: [Defect] = []
    public var rowID: Int64? { nil }

    public enum Field: Int, TableColumn {
        case channel, defaultBasis

        public static let table = Table.channelSettings
        public static let columns: [Column] = [.optional("channel", .text), .optional("default_basis", .text)]
    }

    public init(channel: String?, defaultBasis: Word<CostBasis>?) {
        self.channel = channel
        self.defaultBasis = defaultBasis
    }
}
