public import FinancialMath

/// A member of staff who hosts sessions.
public struct User: TableRow {
    public var id = UserID(0)
    public var name: String?
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, name, role

        public static let table = Table.users
        public static let columns = User.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

    public init(id: UserID, name: String? = nil) {
        self.id = id
        self.name = name
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.optional(Field.name, "name", &name)
        try visitor.presence(Field.role, "role", .text)
    }
}

/// A buyer, and how the prices made for it are calculated.
public struct Client: TableRow {
    public var id = ClientID(0)
    public var name = ""
    /// The client has prices of a profile that is not in this database.
    public var pricingProfileID: Int64?
    /// The client's own pricing rules, where they say something that can be used.
    public var pricingRules: PricingRules?
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, name, pricingProfileID, customPricingRules, deletedAt

        public static let table = Table.clients
        public static let columns = Client.listColumns()
    }

    /// `defaultMarginPercent` of the client's own pricing rules, where it is a number.
    public var customMargin: Percentage? {
        get {
            guard case .margin(let margin) = pricingRules else { return nil }
            return margin
        }
        set { pricingRules = newValue.map(PricingRules.margin) }
    }

    /// The client's prices are made by an array of rules: by another engine than margins.
    public var hasPricingRules: Bool { pricingRules == .list }

    public static var key: Field { .id }

    public init() {}

    public init(
        id: ClientID, name: String, pricingProfileID: Int64? = nil, customMargin: Percentage? = nil,
        hasPricingRules: Bool = false
    ) {
        self.id = id
        self.name = name
        self.pricingProfileID = pricingProfileID
        pricingRules = hasPricingRules ? .list : customMargin.map(PricingRules.margin)
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.name, "name", &name)
        try visitor.optional(Field.pricingProfileID, "pricing_profile_id", &pricingProfileID)
        try visitor.optional(Field.customPricingRules, "custom_pricing_rules", &pricingRules)
        try visitor.presence(Field.deletedAt, "deleted_at", .timestamp)
    }
}

/// The credit desk's row of a client: how much it may owe, and how much it is said to owe.
public struct CreditLimit: TableRow {
    public var clientID = ClientID(0)
    public var limit: MoneyFigure = .finite(.zero)
    public var storedExposure: MoneyFigure = .finite(.zero)
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case clientID, limit, storedExposure

        public static let table = Table.clientCreditLimits
        public static let columns = CreditLimit.listColumns()
    }

    public static var key: Field { .clientID }

    public init() {}

    public init(clientID: ClientID, limit: MoneyFigure, storedExposure: MoneyFigure) {
        self.clientID = clientID
        self.limit = limit
        self.storedExposure = storedExposure
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.clientID, "client_id", &clientID)
        try visitor.required(Field.limit, "credit_limit", &limit)
        try visitor.required(Field.storedExposure, "current_exposure", &storedExposure)
    }
}
