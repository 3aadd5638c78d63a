/// The primary key of one kind of row, so that a batch's id cannot be passed where a session's is meant.
@frozen
public struct ID<Entity>: BitwiseCopyable, Sendable, Hashable, Comparable, CustomStringConvertible {
    public let rawValue: Int64

    @inlinable
    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    public var description: String { String(rawValue) }
}

public typealias UserID = ID<User>
public typealias ClientID = ID<Client>
public typealias ProductID = ID<Product>
public typealias BatchID = ID<Batch>
public typealias SessionID = ID<Session>
public typealias CartItemID = ID<CartItem>
public typealias PriceOverrideID = ID<PriceOverride>
public typealias OrderID = ID<Order>
public typealias OrderLineID = ID<OrderLine>
public typealias InvoiceID = ID<Invoice>
