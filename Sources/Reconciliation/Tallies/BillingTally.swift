internal import FinancialMath
internal import LiveShopping

/// What the invoices show of orders, folded in one at a time in any order.
///
/// An order whose own invoice is as it should be is settled, and nothing else is kept of it; of what may be wrong the
/// order's id is, and its invoices are looked up afterwards.
struct BillingTally: Sendable {
    /// By the slot of the order: its own invoice is there, and as it should be.
    private var settled = SlotSet()
    /// Orders that an invoice shows to be looked at.
    private(set) var suspects: Set<OrderID> = []
    /// Orders that a standing invoice names, in so far as it matters to what is owed for them or may be changed.
    private(set) var named: Set<OrderID> = []

    func isSettled(_ slot: Int) -> Bool { settled.contains(slot) }

    mutating func settle(_ slot: Int) { settled.insert(slot) }

    /// Settles what another part, of the same book, has settled.
    mutating func settle(_ other: BillingTally) { settled.formUnion(other.settled) }

    /// What is settled has slots of its own, and is merged by whoever knows both books.
    mutating func merge(_ other: BillingTally) {
        suspects.formUnion(other.suspects)
        named.formUnion(other.named)
    }

    mutating func add(_ invoice: Invoice, _ orders: OrderBook) {
        if let id = invoice.id {
            for slot in orders.slots(ofInvoice: id) { compare(orders.orders[slot], slot, with: invoice) }
        }
        if invoice.stands, let order = invoice.namedOrder { noteNamed(order, by: invoice, orders) }
    }

    private mutating func compare(_ order: Order, _ slot: Int, with own: Invoice) {
        if own.isExcluded || (order.isLive ? own.bills(order) : !own.isStillDue) {
            settled.insert(slot)
        } else {
            suspects.insert(order.id)
        }
    }

    /// An order that this part of the orders does not know may be one of another part.
    private mutating func noteNamed(_ id: OrderID, by invoice: Invoice, _ orders: OrderBook) {
        guard orders.stub(of: id) != nil else {
            named.insert(id)
            suspects.insert(id)
            return
        }
        let slot = orders.slot(of: id)
        if slot != nil || orders.openOrder(id) != nil { named.insert(id) }
        if let slot, orders.orders[slot].invoiceID == nil || orders.orders[slot].invoiceID != invoice.id {
            suspects.insert(id)
        }
    }
}

extension Invoice {
    /// It stands, is for the order's client, and says the order's total; what it does not say is not held against it.
    fileprivate func bills(_ order: Order) -> Bool {
        stands && (clientID == nil || clientID == order.clientID)
            && (totalAmount == nil || totalAmount?.value == order.total.value)
    }

    /// It stands, and something is due on it.
    var isStillDue: Bool { stands && amountDue?.value?.isPositive == true }
}
