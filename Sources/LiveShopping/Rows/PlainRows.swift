public import FinancialMath

/// A row as almost every one of its table is: whole, each number in 64 bits, each word one of the system's own.
///
/// It holds no reference, so that handing it on costs what its bytes cost. A night has millions of such rows of which nothing is
/// to be said, and makes no other of them.
public protocol PlainRow: BitwiseCopyable, Sendable {
    associatedtype Row: TableRow

    /// Nil for a row that is not plain.
    init?(_ row: Row)

    /// Hands over the row's amounts, in the order of their columns.
    func forEachAmount(_ body: (Amount) -> Void)
}

/// What is asked of every cart item.
public protocol CartItemCells {
    var sessionID: SessionID { get }
    var batchID: BatchID { get }
    var productID: ProductID { get }
    var quantity: QuantityFigure { get }
    var unitPrice: MoneyFigure { get }
    var isSample: Bool { get }
    var itemStatus: Word<ItemStatus>? { get }
    var createdAt: Timestamp { get }
    var updatedAt: Timestamp { get }
    /// Quantity and price are numbers.
    var isReadable: Bool { get }
    /// Host and client agreed on it.
    var isAgreed: Bool { get }
    /// The price that they agreed on, to the cent; nil where only the item's own says it.
    var agreedPrice: Money? { get }
}

extension CartItem: CartItemCells {
    public var isAgreed: Bool { agreement != nil }
    public var agreedPrice: Money? { agreement?.roundedPrice }
}

/// A plain cart item. Where host and client agreed on it, its price is said.
@frozen
public struct PlainItem: PlainRow, Equatable {
    public let id: CartItemID
    public let sessionID: SessionID
    public let batchID: BatchID
    public let productID: ProductID
    /// Quantity and price in millionths.
    @usableFromInline let quantityMillionths: Int64
    @usableFromInline let priceMillionths: Int64
    /// The price that was agreed on, in millionths as it is said.
    @usableFromInline let agreedMillionths: Int64?
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let isSample: Bool
    public let isDeleted: Bool
    @usableFromInline let knownStatus: ItemStatus?

    @inlinable @inline(__always)
    public init(
        id: CartItemID, sessionID: SessionID, batchID: BatchID, productID: ProductID, quantity: Int64, unitPrice: Int64,
        agreedPrice: Int64?, isSample: Bool, itemStatus: ItemStatus?, createdAt: Timestamp, updatedAt: Timestamp,
        isDeleted: Bool
    ) {
        (self.id, self.sessionID, self.batchID, self.productID) = (id, sessionID, batchID, productID)
        (quantityMillionths, priceMillionths, agreedMillionths) = (quantity, unitPrice, agreedPrice)
        (self.createdAt, self.updatedAt) = (createdAt, updatedAt)
        (self.isSample, self.isDeleted, knownStatus) = (isSample, isDeleted, itemStatus)
    }

    public init?(_ item: CartItem) {
        guard item.defects.isEmpty, let quantity = item.quantity.value?.millionths,
            let price = item.unitPrice.value?.millionths, item.itemStatus.isPlain(), item.negotiationStatus.isPlain()
        else { return nil }
        let agreed = item.agreement?.price?.millionths
        guard item.isAgreed == (agreed != nil) else { return nil }
        self.init(
            id: item.id, sessionID: item.sessionID, batchID: item.batchID, productID: item.productID,
            quantity: quantity, unitPrice: price, agreedPrice: agreed, isSample: item.isSample,
            itemStatus: item.itemStatus?.known, createdAt: item.createdAt, updatedAt: item.updatedAt,
            isDeleted: item.isDeleted)
    }

    @inlinable @inline(__always)
    public func forEachAmount(_ body: (Amount) -> Void) {
        body(Amount(unscaled: quantityMillionths, places: 6))
        body(Amount(unscaled: priceMillionths, places: 6))
    }
}

extension PlainItem: CartItemCells {
    @inlinable public var quantity: QuantityFigure { .finite(Exact(unscaled: quantityMillionths, places: 6)) }
    @inlinable public var unitPrice: MoneyFigure { .finite(Exact(unscaled: priceMillionths, places: 6)) }
    @inlinable public var itemStatus: Word<ItemStatus>? { knownStatus.map { .known($0) } }
    @inlinable public var isReadable: Bool { true }
    @inlinable public var isAgreed: Bool { agreedMillionths != nil }

    @inlinable public var agreedPrice: Money? {
        agreedMillionths.flatMap { Money(unscaled: $0, places: 6).rounded(places: 2) }
    }
}

/// What is asked of every order line.
public protocol OrderLineCells {
    var orderID: OrderID { get }
    var batchID: BatchID { get }
    var quantity: QuantityFigure { get }
    var unitPrice: MoneyFigure { get }
    var lineTotal: MoneyFigure { get }
    var isSample: Bool { get }
    /// All three numerics are numbers.
    var isReadable: Bool { get }
    /// round2(quantity × unit_price); nil for an unreadable line.
    var lineTotalExpected: Money? { get }
}

extension OrderLine: OrderLineCells {}

/// A plain order line.
@frozen
public struct PlainLine: PlainRow, Equatable {
    public let id: OrderLineID
    public let orderID: OrderID
    public let batchID: BatchID
    /// Quantity and amounts in millionths.
    @usableFromInline let quantityMillionths: Int64
    @usableFromInline let priceMillionths: Int64
    @usableFromInline let totalMillionths: Int64
    public let isSample: Bool
    public let isDeleted: Bool

    @inlinable @inline(__always)
    public init(
        id: OrderLineID, orderID: OrderID, batchID: BatchID, quantity: Int64, unitPrice: Int64, lineTotal: Int64,
        isSample: Bool, isDeleted: Bool
    ) {
        (self.id, self.orderID, self.batchID) = (id, orderID, batchID)
        (quantityMillionths, priceMillionths, totalMillionths) = (quantity, unitPrice, lineTotal)
        (self.isSample, self.isDeleted) = (isSample, isDeleted)
    }

    public init?(_ line: OrderLine) {
        guard line.defects.isEmpty, let quantity = line.quantity.value?.millionths,
            let price = line.unitPrice.value?.millionths, let total = line.lineTotal.value?.millionths
        else { return nil }
        self.init(
            id: line.id, orderID: line.orderID, batchID: line.batchID, quantity: quantity, unitPrice: price,
            lineTotal: total, isSample: line.isSample, isDeleted: line.isDeleted)
    }

    @inlinable @inline(__always)
    public func forEachAmount(_ body: (Amount) -> Void) {
        body(Amount(unscaled: quantityMillionths, places: 6))
        body(Amount(unscaled: priceMillionths, places: 6))
        body(Amount(unscaled: totalMillionths, places: 6))
    }
}

extension PlainLine: OrderLineCells {
    @inlinable public var quantity: QuantityFigure { .finite(Exact(unscaled: quantityMillionths, places: 6)) }
    @inlinable public var unitPrice: MoneyFigure { .finite(Exact(unscaled: priceMillionths, places: 6)) }
    @inlinable public var lineTotal: MoneyFigure { .finite(Exact(unscaled: totalMillionths, places: 6)) }
    @inlinable public var isReadable: Bool { true }

    @inlinable public var lineTotalExpected: Money? {
        (Money(unscaled: priceMillionths, places: 6) * Quantity(unscaled: quantityMillionths, places: 6)).roundedToMoney
    }
}

private extension Optional {
    /// Nothing, or a word that the system writes today.
    func isPlain<Known>() -> Bool where Wrapped == Word<Known> {
        switch self {
        case nil, .known?: true
        case .other?, .alias?: false
        }
    }
}
