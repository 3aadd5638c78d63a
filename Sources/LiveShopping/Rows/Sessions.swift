/// A live-shopping session: a host and a client who fill a cart together.
public struct Session: TableRow {
    public var id: SessionID
    public var hostID: UserID
    public var clientID: ClientID
    public var status: Word<SessionStatus>
    public var roomCode: String
    public var scheduledAt: Timestamp?
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    public var title: String?
    /// The session's own timeout; 0 is never, nil is the setting.
    public var timeoutSeconds: Int64?
    public var expiresAt: Timestamp?
    public var lastActivityAt: Timestamp?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var isDeleted: Bool
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, hostID, clientID, status, roomCode, scheduledAt, startedAt, endedAt, title, timeoutSeconds, expiresAt,
            lastActivityAt, createdAt, updatedAt, deletedAt

        public static let table = Table.sessions
        public static let columns: [Column] = [
            .required("id", .integer), .required("hostUserId", .integer), .required("clientId", .integer),
            .required("status", .text), .required("roomCode", .text),
            .required("scheduledAt", .timestamp, null: true), .required("startedAt", .timestamp, null: true),
            .required("endedAt", .timestamp, null: true), .optional("title", .text),
            .optional("timeoutSeconds", .integer), .optional("expiresAt", .timestamp),
            .optional("lastActivityAt", .timestamp), .required("createdAt", .timestamp),
            .required("updatedAt", .timestamp), .optional("deleted_at", .timestamp),
        ]
    }

    public init(
        id: SessionID, hostID: UserID, clientID: ClientID, status: Word<SessionStatus>, roomCode: String,
        scheduledAt: Timestamp? = nil, startedAt: Timestamp? = nil, endedAt: Timestamp? = nil, title: String? = nil,
        timeoutSeconds: Int64? = nil, expiresAt: Timestamp? = nil, lastActivityAt: Timestamp? = nil,
        createdAt: Timestamp, updatedAt: Timestamp, isDeleted: Bool = false
    ) {
        self.id = id
        self.hostID = hostID
        self.clientID = clientID
        self.status = status
        self.roomCode = roomCode
        self.scheduledAt = scheduledAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.title = title
        self.timeoutSeconds = timeoutSeconds
        self.expiresAt = expiresAt
        self.lastActivityAt = lastActivityAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.isDeleted = isDeleted
    }
}

/// One thing in a session's cart: so much of a batch at a price, or as a sample.
public struct CartItem: TableRow {
    public var id: CartItemID
    public var sessionID: SessionID
    public var batchID: BatchID
    public var productID: ProductID
    public var quantity: QuantityFigure
    public var unitPrice: MoneyFigure
    public var isSample: Bool
    public var itemStatus: Word<ItemStatus>?
    public var negotiationStatus: Word<NegotiationStatus>?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var isDeleted: Bool
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, sessionID, batchID, productID, quantity, unitPrice, addedByRole, isSample, itemStatus,
            negotiationStatus, createdAt, updatedAt, deletedAt

        public static let table = Table.cartItems
        public static let columns: [Column] = [
            .required("id", .integer), .required("sessionId", .integer), .required("batchId", .integer),
            .required("productId", .integer), .required("quantity", .quantity), .required("unitPrice", .money),
            .optional("addedByRole", .text), .required("isSample", .boolean), .optional("itemStatus", .text),
            .optional("negotiationStatus", .text), .required("createdAt", .timestamp),
            .required("updatedAt", .timestamp), .optional("deleted_at", .timestamp),
        ]
    }

    @inlinable
    public init(
        id: CartItemID, sessionID: SessionID, batchID: BatchID, productID: ProductID, quantity: QuantityFigure,
        unitPrice: MoneyFigure, isSample: Bool = false, itemStatus: Word<ItemStatus>? = nil,
        negotiationStatus: Word<NegotiationStatus>? = nil, createdAt: Timestamp, updatedAt: Timestamp,
        isDeleted: Bool = false
    ) {
        self.id = id
        self.sessionID = sessionID
        self.batchID = batchID
        self.productID = productID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.isSample = isSample
        self.itemStatus = itemStatus
        self.negotiationStatus = negotiationStatus
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.isDeleted = isDeleted
    }
}

/// The host's own price for a product in one session.
public struct PriceOverride: TableRow {
    public var id: PriceOverrideID
    public var sessionID: SessionID
    public var productID: ProductID
    public var price: MoneyFigure
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, sessionID, productID, price, createdAt, updatedAt

        public static let table = Table.priceOverrides
        public static let columns: [Column] = [
            .required("id", .integer), .required("sessionId", .integer), .required("productId", .integer),
            .required("overridePrice", .money), .required("createdAt", .timestamp),
            .required("updatedAt", .timestamp),
        ]
    }

    public init(
        id: PriceOverrideID, sessionID: SessionID, productID: ProductID, price: MoneyFigure, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.sessionID = sessionID
        self.productID = productID
        self.price = price
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
