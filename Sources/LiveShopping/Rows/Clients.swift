public import FinancialMath

/// A member of staff who hosts sessions.
public struct User: TableRow {
    public var id: UserID
    public var name: String?
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, name, role

        public static let table = Table.users
        public static let columns: [Column] = [
            .required("id", .integer), .optional("name", .text), .optional("role", .text),
        ]
    }

    public init(id: UserID, name: String? = nil) {
        self.id = id
        self.name = name
    }
}

/// A buyer, and how the prices made for it are calculated.
public struct Client: TableRow {
    public var id: ClientID
    public var name: String
    /// The client has prices of a profile that is not in this database.
    public var pricingProfileID: Int64?
    /// `defaultMarginPercent` of the client's own pricing rules, where it is a number.
    public var customMargin: Percentage?
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, name, pricingProfileID, customPricingRules, deletedAt

        public static let table = Table.clients
        public static let columns: [Column] = [
            .required("id", .integer), .required("name", .text), .optional("pricing_profile_id", .integer),
            .optional("custom_pricing_rules", .json), .optional("deleted_at", .timestamp),
        ]
    }

    public init(id: ClientID, name: String, pricingProfileID: Int64? = nil, customMargin: Percentage? = nil) {
        self.id = id
        self.name = name
        self.pricingProfileID = pricingProfileID
        self.customMargin = customMargin
    }
}

/// The credit desk's row of a client: how much it may owe, and how much it is said to owe.
public struct CreditLimit: TableRow {
    public var clientID: ClientID
    public var limit: MoneyFigure
    public var storedExposure: MoneyFigure
    public var defects: [Defect] = []
    public var rowID: Int64? { clientID.rawValue }

    public enum Field: Int, TableColumn {
        case clientID, limit, storedExposure

        public static let table = Table.clientCreditLimits
        public static let columns: [Column] = [
            .required("client_id", .integer), .required("credit_limit", .money),
            .required("current_exposure", .money),
        ]
    }

    public init(clientID: ClientID, limit: MoneyFigure, storedExposure: MoneyFigure) {
        self.clientID = clientID
        self.limit = limit
        self.storedExposure = storedExposure
    }
}
