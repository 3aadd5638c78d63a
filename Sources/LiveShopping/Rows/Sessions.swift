public import FinancialMath

/// A live-shopping session: a host and a client who fill a cart together.
public struct Session: TableRow {
    public var id = SessionID(0)
    public var hostID = UserID(0)
    public var clientID = ClientID(0)
    public var status: Word<SessionStatus> = .other("")
    public var roomCode = ""
    public var scheduledAt: Timestamp?
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    public var title: String?
    /// The session's own timeout; 0 is never, nil is the setting.
    public var timeoutSeconds: Int64?
    public var expiresAt: Timestamp?
    public var lastActivityAt: Timestamp?
    public var createdAt = Timestamp(microseconds: 0)
    public var updatedAt = Timestamp(microseconds: 0)
    public var isDeleted = false
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, hostID, clientID, status, roomCode, scheduledAt, startedAt, endedAt, title, timeoutSeconds, expiresAt,
            lastActivityAt, createdAt, updatedAt, deletedAt

        public static let table = Table.sessions
        public static let columns = Session.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

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

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.hostID, "hostUserId", &hostID)
        try visitor.required(Field.clientID, "clientId", &clientID)
        try visitor.required(Field.status, "status", &status)
        try visitor.required(Field.roomCode, "roomCode", &roomCode)
        try visitor.nullable(Field.scheduledAt, "scheduledAt", &scheduledAt)
        try visitor.nullable(Field.startedAt, "startedAt", &startedAt)
        try visitor.nullable(Field.endedAt, "endedAt", &endedAt)
        try visitor.optional(Field.title, "title", &title)
        try visitor.optional(Field.timeoutSeconds, "timeoutSeconds", &timeoutSeconds)
        try visitor.optional(Field.expiresAt, "expiresAt", &expiresAt)
        try visitor.optional(Field.lastActivityAt, "lastActivityAt", &lastActivityAt)
        try visitor.required(Field.createdAt, "createdAt", &createdAt)
        try visitor.required(Field.updatedAt, "updatedAt", &updatedAt)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
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
    /// What was agreed on, of an ACCEPTED item whose data say it.
    public var negotiation: Negotiation?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var isDeleted: Bool
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, sessionID, batchID, productID, quantity, unitPrice, addedByRole, isSample, itemStatus,
            negotiationStatus, createdAt, updatedAt, deletedAt, negotiationData

        public static let table = Table.cartItems
        public static let columns = CartItem.listColumns()
    }

    public static var key: Field { .id }

    @inlinable
    public init() {
        // Not by the other initialiser: what it makes would be copied, row by row.
        (id, sessionID, batchID, productID) = (ID(0), ID(0), ID(0), ID(0))
        (quantity, unitPrice) = (.finite(.zero), .finite(.zero))
        (isSample, itemStatus, negotiationStatus, negotiation) = (false, nil, nil, nil)
        (createdAt, updatedAt) = (Timestamp(microseconds: 0), Timestamp(microseconds: 0))
        isDeleted = false
    }

    @inlinable
    public init(
        id: CartItemID, sessionID: SessionID, batchID: BatchID, productID: ProductID, quantity: QuantityFigure,
        unitPrice: MoneyFigure, isSample: Bool = false, itemStatus: Word<ItemStatus>? = nil,
        negotiationStatus: Word<NegotiationStatus>? = nil, createdAt: Timestamp, updatedAt: Timestamp,
        isDeleted: Bool = false, negotiation: Negotiation? = nil
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
        self.negotiation = negotiation
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.sessionID, "sessionId", &sessionID)
        try visitor.required(Field.batchID, "batchId", &batchID)
        try visitor.required(Field.productID, "productId", &productID)
        try visitor.required(Field.quantity, "quantity", &quantity)
        try visitor.required(Field.unitPrice, "unitPrice", &unitPrice)
        try visitor.presence(Field.addedByRole, "addedByRole", .text)
        try visitor.required(Field.isSample, "isSample", &isSample)
        try visitor.optional(Field.itemStatus, "itemStatus", &itemStatus)
        try visitor.optional(Field.negotiationStatus, "negotiationStatus", &negotiationStatus)
        try visitor.required(Field.createdAt, "createdAt", &createdAt)
        try visitor.required(Field.updatedAt, "updatedAt", &updatedAt)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
        try visitor.optional(
            Field.negotiationData, "negotiationData", &negotiation, matters: negotiationStatus?.known == .accepted)
    }
}

/// The host's own price for a product in one session.
public struct PriceOverride: TableRow {
    public var id = PriceOverrideID(0)
    public var sessionID = SessionID(0)
    public var productID = ProductID(0)
    public var price: MoneyFigure = .finite(.zero)
    public var createdAt = Timestamp(microseconds: 0)
    public var updatedAt = Timestamp(microseconds: 0)
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, sessionID, productID, price, createdAt, updatedAt

        public static let table = Table.priceOverrides
        public static let columns = PriceOverride.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

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

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.sessionID, "sessionId", &sessionID)
        try visitor.required(Field.productID, "productId", &productID)
        try visitor.required(Field.price, "overridePrice", &price)
        try visitor.required(Field.createdAt, "createdAt", &createdAt)
        try visitor.required(Field.updatedAt, "updatedAt", &updatedAt)
    }
}
