public import FinancialMath
public import LiveShopping

/// One session laid out: its record, its cart, its orders, and how the prices in its cart come about.
///
/// Everything but ``prices`` is what host and client have seen themselves.
public struct SessionDetail: Sendable {
    public var session: Session
    public var hostName: String?
    public var clientName: String?
    public var isAbandoned: Bool
    /// The latest of its own times and of its live items'.
    public var lastActivity: Timestamp
    /// When it is abandoned; nil for a session that is not open, or never is.
    public var expiry: Timestamp?
    public var liveItems: Int
    public var sampleItems: Int
    public var cartValue: Money
    public var convertibleValue: Money
    /// All items by id, deleted and unreadable ones too.
    public var items: FirstRows<ItemDetail>
    /// All orders linked to it that can be read, earliest first.
    public var orders: FirstRows<OrderDetail>
    /// An order that cannot be read is linked to it as well.
    public var hasUnreadableOrder: Bool
    /// Cart and kept order side by side; empty without a kept order.
    public var groups: FirstRows<GroupDetail>
    /// By id.
    public var overrides: FirstRows<PriceOverride>
    /// What the batches of its items and lines are called, as far as there are such batches.
    public var batches: [BatchID: BatchLabel]
    /// Internal: from cost and margin. Of the items that are listed.
    public var prices: [CartItemID: ItemPrice]

    public var keptOrder: OrderDetail? { orders.rows.first { $0.role == .kept } }
}

/// What people know a batch by.
public struct BatchLabel: Sendable, Hashable {
    public var code: String
    public var product: String?
}

/// A cart item, and what it is in its cart.
public struct ItemDetail: Sendable {
    public var item: CartItem
    public var standing: Standing

    public enum Standing: Sendable, Hashable {
        /// Meant to be bought: an order should have it.
        case convertible
        /// Not meant to be bought, or not yet.
        case undecided(Word<ItemStatus>?)
        case sample
        case deleted
        /// Quantity or price is no number.
        case unreadable
        /// A null where none may be, or a number out of range: nothing of it can be shown.
        case excluded
    }
}

/// An order, and what it is to its session.
public struct OrderDetail: Sendable {
    public var order: Order
    public var role: Role
    /// By id; nil where they were not looked at, because only the lines of live sales are compared.
    public var lines: FirstRows<OrderLine>?

    public enum Role: Sendable, Hashable, CaseIterable {
        /// The first live sale, which counts.
        case kept
        /// A live sale besides it.
        case surplus
        case draft
        case notASale
        case cancelled
        case deleted
    }
}

/// One batch, bought or as a sample, in the cart and on the kept order.
public struct GroupDetail: Sendable {
    public var batch: BatchID
    public var isSample: Bool
    public var items: [CartItemID]
    public var lines: [OrderLineID]
    /// round2(Σ quantity): an order line holds two places.
    public var cartQuantity: Quantity
    public var orderQuantity: Quantity
    /// The one price that all have; nil when they have several, or there are none.
    public var cartPrice: Money?
    public var orderPrice: Money?
    public var cartAmount: Money
    /// Σ round2(quantity × unit price) of the lines.
    public var orderAmount: Money
    /// What the lines say that they come to.
    public var lineTotals: Money
}
