internal import FinancialMath
internal import LiveShopping

/// What is at stake with a run's repairs: the rows by which they move exposure and availability, and nothing else.
///
/// A session whose standing no repair changes has none of its items here but those that are changed themselves, and
/// none at all when it holds nothing; an order whose status none changes has only its changed lines. So it grows with
/// what is wrong, not with what there is.
public struct RepairStakes: Sendable {
    var clients: [ClientID: NamedStanding<ClientStanding>] = [:]
    var batches: [BatchID: NamedStanding<BatchStanding>] = [:]
    var sessions: [SessionID: SessionStake] = [:]
    var orders: [OrderID: OrderStake] = [:]
    var invoices: [InvoiceID: Invoice] = [:]
    /// Whose cart an item is in, and whose line it is, for those that are changed.
    var sessionOfItem: [CartItemID: SessionID] = [:]
    var orderOfLine: [OrderLineID: OrderID] = [:]
    /// Repairs of figures that are right as they are, and that others may move.
    public internal(set) var followers: [Proposal] = []

    /// Nothing is proposed.
    public init() {}
}

struct NamedStanding<Standing: Sendable>: Sendable {
    let name: String?
    let standing: Standing
}

/// A session that takes part, with its linked orders and what may move of its cart.
struct SessionStake: Sendable {
    let session: Session
    let orders: [OrderID]
    /// An order that cannot be read, and is not deleted, is linked to it: it is not without one.
    let hasUnreadableOrder: Bool
    var items: [CartItem] = []
}

/// An order with what may move of its lines.
struct OrderStake: Sendable {
    let order: Order
    /// The session that it is linked to; nil for any other order.
    let session: SessionID?
    var lines: [OrderLine] = []
}
