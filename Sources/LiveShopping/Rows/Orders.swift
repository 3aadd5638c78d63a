public import FinancialMath

/// A sale or an offer to a client, from live shopping or not.
public struct Order: TableRow {
    public var id = OrderID(0)
    public var clientID = ClientID(0)
    public var number = ""
    public var type: Word<OrderType> = .other("")
    public var isDraft = false
    public var subtotal: MoneyFigure = .finite(.zero)
    public var total: MoneyFigure = .finite(.zero)
    public var tax: MoneyFigure?
    public var discount: MoneyFigure?
    public var shipping: MoneyFigure?
    public var cashPayment: MoneyFigure?
    public var saleStatus: Word<SaleStatus>?
    public var fulfillmentStatus: Word<FulfillmentStatus>?
    public var invoiceID: InvoiceID?
    /// Free text in which the system notes the session's room code.
    public var notes: String?
    public var liveSessionID: SessionID?
    public var origin: String?
    /// Nil where nobody wrote it down: earlier than every time, and older than every grace.
    public var createdAt: Timestamp?
    public var isDeleted = false
    public var defects: [Defect] = []
    /// An invoice that stands names it; known once the invoices were read.
    public var isNamedByInvoice = false

    public enum Field: Int, TableColumn {
        case id, clientID, number, type, isDraft, subtotal, total, tax, discount, shipping, cashPayment, saleStatus,
            fulfillmentStatus, invoiceID, notes, liveSessionID, origin, createdAt, deletedAt, items, version

        public static let table = Table.orders
        public static let columns = Order.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

    public init(
        id: OrderID, clientID: ClientID, number: String, type: Word<OrderType> = .known(.sale), isDraft: Bool = false,
        subtotal: MoneyFigure, total: MoneyFigure, tax: MoneyFigure? = nil, discount: MoneyFigure? = nil,
        shipping: MoneyFigure? = nil, cashPayment: MoneyFigure? = nil, saleStatus: Word<SaleStatus>? = nil,
        fulfillmentStatus: Word<FulfillmentStatus>? = nil, invoiceID: InvoiceID? = nil, notes: String? = nil,
        liveSessionID: SessionID? = nil, origin: String? = nil, createdAt: Timestamp?, isDeleted: Bool = false
    ) {
        self.id = id
        self.clientID = clientID
        self.number = number
        self.type = type
        self.isDraft = isDraft
        self.subtotal = subtotal
        self.total = total
        self.tax = tax
        self.discount = discount
        self.shipping = shipping
        self.cashPayment = cashPayment
        self.saleStatus = saleStatus
        self.fulfillmentStatus = fulfillmentStatus
        self.invoiceID = invoiceID
        self.notes = notes
        self.liveSessionID = liveSessionID
        self.origin = origin
        self.createdAt = createdAt
        self.isDeleted = isDeleted
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.clientID, "client_id", &clientID)
        try visitor.required(Field.number, "order_number", &number)
        try visitor.required(Field.type, "orderType", &type)
        try visitor.required(Field.isDraft, "is_draft", &isDraft)
        try visitor.required(Field.subtotal, "subtotal", &subtotal)
        try visitor.required(Field.total, "total", &total)
        try visitor.optional(Field.tax, "tax", &tax)
        try visitor.optional(Field.discount, "discount", &discount)
        try visitor.optional(Field.shipping, "shipping", &shipping)
        try visitor.optional(Field.cashPayment, "cash_payment", &cashPayment)
        try visitor.nullable(Field.saleStatus, "saleStatus", &saleStatus)
        try visitor.nullable(Field.fulfillmentStatus, "fulfillmentStatus", &fulfillmentStatus)
        try visitor.nullable(Field.invoiceID, "invoice_id", &invoiceID)
        try visitor.nullable(Field.notes, "notes", &notes)
        try visitor.optional(Field.liveSessionID, "liveSessionId", &liveSessionID)
        try visitor.optional(Field.origin, "origin", &origin)
        try visitor.nullable(Field.createdAt, "created_at", &createdAt)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
        try visitor.presence(Field.items, "items", .json)
        try visitor.presence(Field.version, "version", .integer)
    }
}

/// One line of an order.
public struct OrderLine: TableRow {
    public var id: OrderLineID
    public var orderID: OrderID
    public var batchID: BatchID
    public var quantity: QuantityFigure
    public var unitPrice: MoneyFigure
    public var lineTotal: MoneyFigure
    public var isSample: Bool
    public var isDeleted: Bool
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, orderID, batchID, quantity, unitPrice, lineTotal, isSample, deletedAt

        public static let table = Table.orderLines
        public static let columns = OrderLine.listColumns()
    }

    public static var key: Field { .id }

    @inlinable
    public init() {
        // Not by the other initialiser: what it makes would be copied, row by row.
        (id, orderID, batchID) = (ID(0), ID(0), ID(0))
        (quantity, unitPrice, lineTotal) = (.finite(.zero), .finite(.zero), .finite(.zero))
        (isSample, isDeleted) = (false, false)
    }

    @inlinable
    public init(
        id: OrderLineID, orderID: OrderID, batchID: BatchID, quantity: QuantityFigure, unitPrice: MoneyFigure,
        lineTotal: MoneyFigure, isSample: Bool = false, isDeleted: Bool = false
    ) {
        self.id = id
        self.orderID = orderID
        self.batchID = batchID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.lineTotal = lineTotal
        self.isSample = isSample
        self.isDeleted = isDeleted
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.required(Field.id, "id", &id)
        try visitor.required(Field.orderID, "order_id", &orderID)
        try visitor.required(Field.batchID, "batch_id", &batchID)
        try visitor.required(Field.quantity, "quantity", &quantity)
        try visitor.required(Field.unitPrice, "unit_price", &unitPrice)
        try visitor.required(Field.lineTotal, "line_total", &lineTotal)
        try visitor.required(Field.isSample, "is_sample", &isSample)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
    }
}

/// What a client is billed.
public struct Invoice: TableRow {
    public var id: InvoiceID?
    public var clientID: ClientID?
    public var amountDue: MoneyFigure?
    public var totalAmount: MoneyFigure?
    public var amountPaid: MoneyFigure?
    public var status: Word<InvoiceStatus>?
    /// What ``referenceID`` is the id of: `ORDER` and `SALE` mean an order.
    public var referenceType: String?
    public var referenceID: OrderID?
    public var isDeleted = false
    public var defects: [Defect] = []

    public enum Field: Int, TableColumn {
        case id, customerID, amountDue, status, deletedAt, totalAmount, amountPaid, referenceType, referenceID, version

        public static let table = Table.invoices
        public static let columns = Invoice.listColumns()
    }

    public static var key: Field { .id }

    public init() {}

    public init(
        id: InvoiceID?, clientID: ClientID?, amountDue: MoneyFigure?, status: Word<InvoiceStatus>?,
        isDeleted: Bool = false, totalAmount: MoneyFigure? = nil, amountPaid: MoneyFigure? = nil,
        referenceType: String? = nil, referenceID: OrderID? = nil
    ) {
        self.id = id
        self.clientID = clientID
        self.amountDue = amountDue
        self.status = status
        self.isDeleted = isDeleted
        self.totalAmount = totalAmount
        self.amountPaid = amountPaid
        self.referenceType = referenceType
        self.referenceID = referenceID
    }

    @inlinable @inline(__always)
    public mutating func visitColumns<Visitor: ColumnVisitor & ~Copyable>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.optional(Field.id, "id", &id)
        try visitor.optional(Field.customerID, "customerId", &clientID)
        try visitor.optional(Field.amountDue, "amountDue", &amountDue)
        try visitor.optional(Field.status, "status", &status)
        try visitor.deletion(Field.deletedAt, "deleted_at", &isDeleted)
        try visitor.optional(Field.totalAmount, "totalAmount", &totalAmount)
        try visitor.optional(Field.amountPaid, "amountPaid", &amountPaid)
        try visitor.optional(Field.referenceType, "referenceType", &referenceType)
        try visitor.optional(Field.referenceID, "referenceId", &referenceID)
        try visitor.presence(Field.version, "version", .integer)
    }
}
