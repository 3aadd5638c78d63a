/// A sale or an offer to a client, from live shopping or not.
public struct Order: TableRow {
    public var id: OrderID
    public var clientID: ClientID
    public var number: String
    public var type: Word<OrderType>
    public var isDraft: Bool
    public var subtotal: MoneyFigure
    public var total: MoneyFigure
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
    public var createdAt: Timestamp
    public var isDeleted: Bool
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, clientID, number, type, isDraft, subtotal, total, tax, discount, shipping, cashPayment, saleStatus,
            fulfillmentStatus, invoiceID, notes, liveSessionID, origin, createdAt, deletedAt

        public static let table = Table.orders
        public static let columns: [Column] = [
            .required("id", .integer), .required("client_id", .integer), .required("order_number", .text),
            .required("orderType", .text), .required("is_draft", .boolean), .required("subtotal", .money),
            .required("total", .money), .optional("tax", .money), .optional("discount", .money),
            .optional("shipping", .money), .optional("cash_payment", .money),
            .required("saleStatus", .text, null: true), .required("fulfillmentStatus", .text, null: true),
            .required("invoice_id", .integer, null: true), .required("notes", .text, null: true),
            .optional("liveSessionId", .integer), .optional("origin", .text), .required("created_at", .timestamp),
            .optional("deleted_at", .timestamp),
        ]
    }

    public init(
        id: OrderID, clientID: ClientID, number: String, type: Word<OrderType> = .known(.sale), isDraft: Bool = false,
        subtotal: MoneyFigure, total: MoneyFigure, tax: MoneyFigure? = nil, discount: MoneyFigure? = nil,
        shipping: MoneyFigure? = nil, cashPayment: MoneyFigure? = nil, saleStatus: Word<SaleStatus>? = nil,
        fulfillmentStatus: Word<FulfillmentStatus>? = nil, invoiceID: InvoiceID? = nil, notes: String? = nil,
        liveSessionID: SessionID? = nil, origin: String? = nil, createdAt: Timestamp, isDeleted: Bool = false
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
    public var defects: [Defect] = []
    public var rowID: Int64? { id.rawValue }

    public enum Field: Int, TableColumn {
        case id, orderID, batchID, quantity, unitPrice, lineTotal, isSample

        public static let table = Table.orderLines
        public static let columns: [Column] = [
            .required("id", .integer), .required("order_id", .integer), .required("batch_id", .integer),
            .required("quantity", .quantity), .required("unit_price", .money),
            .required("line_total", .money), .required("is_sample", .boolean),
        ]
    }

    @inlinable
    public init(
        id: OrderLineID, orderID: OrderID, batchID: BatchID, quantity: QuantityFigure, unitPrice: MoneyFigure,
        lineTotal: MoneyFigure, isSample: Bool = false
    ) {
        self.id = id
        self.orderID = orderID
        self.batchID = batchID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.lineTotal = lineTotal
        self.isSample = isSample
    }
}

/// What a client is billed.
public struct Invoice: TableRow {
    public var id: InvoiceID?
    public var clientID: ClientID?
    public var amountDue: MoneyFigure?
    public var status: Word<InvoiceStatus>?
    public var isDeleted: Bool
    public var defects: [Defect] = []
    public var rowID: Int64? { id?.rawValue }

    public enum Field: Int, TableColumn {
        case id, customerID, amountDue, status, deletedAt

        public static let table = Table.invoices
        public static let columns: [Column] = [
            .optional("id", .integer), .optional("customerId", .integer), .optional("amountDue", .money),
            .optional("status", .text), .optional("deleted_at", .timestamp),
        ]
    }

    public init(
        id: InvoiceID?, clientID: ClientID?, amountDue: MoneyFigure?, status: Word<InvoiceStatus>?,
        isDeleted: Bool = false
    ) {
        self.id = id
        self.clientID = clientID
        self.amountDue = amountDue
        self.status = status
        self.isDeleted = isDeleted
    }
}
