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
    /// By the slot of the order: a standing invoice names it.
    private var named = SlotSet()
    /// Orders that a standing invoice names, and that have no slot: those that are owed, and those of other parts.
    private(set) var namedElsewhere: Set<OrderID> = []

    func isSettled(_ slot: Int) -> Bool { settled.contains(slot) }

    mutating func settle(_ slot: Int) { settled.insert(slot) }

    func isNamed(_ slot: Int) -> Bool { named.contains(slot) }

    mutating func name(_ slot: Int) { named.insert(slot) }

    func isNamed(_ id: OrderID, in orders: OrderBook) -> Bool {
        orders.slot(of: id).map(named.contains) == true || namedElsewhere.contains(id)
    }

    /// The slots of all orders that are named.
    func named(in orders: OrderBook) -> SlotSet {
        namedElsewhere.reduce(into: named) { named, id in
            if let slot = orders.slot(of: id) { named.insert(slot) }
        }
    }

    /// Adds what was seen elsewhere of orders that this part may know by their slots.
    mutating func add(suspects: Set<OrderID>, namedElsewhere: Set<OrderID>) {
        self.suspects.formUnion(suspects)
        self.namedElsewhere.formUnion(namedElsewhere)
    }

    /// What is known by slots is merged only where both parts have one book; else by whoever knows both.
    mutating func merge(_ other: BillingTally, isSameBook: Bool) {
        suspects.formUnion(other.suspects)
        namedElsewhere.formUnion(other.namedElsewhere)
        guard isSameBook else { return }
        settled.formUnion(other.settled)
        named.formUnion(other.named)
    }

    mutating func add(_ invoice: Invoice, _ orders: OrderBook) {
        let naming = invoice.id.map(orders.slots(ofInvoice:)) ?? []
        for slot in naming.lazy.map(Int.init) { compare(orders.orders[slot], slot, with: invoice) }
        if invoice.stands, let order = invoice.namedOrder { noteNamed(order, naming, orders) }
    }

    private mutating func compare(_ order: Order, _ slot: Int, with own: Invoice) {
        if own.isExcluded || (order.isLive ? own.bills(order) : !own.isStillDue) {
            settled.insert(slot)
        } else {
            suspects.insert(order.id)
        }
    }

    /// An order that this part of the orders does not know may be one of another part.
    ///
    /// - Parameter naming: The orders that name the invoice.
    private mutating func noteNamed(_ id: OrderID, _ naming: ArraySlice<Int32>, _ orders: OrderBook) {
        guard orders.stub(of: id) != nil else {
            namedElsewhere.insert(id)
            suspects.insert(id)
            return
        }
        guard let slot = orders.slot(of: id) else {
            if orders.openOrder(id) != nil { namedElsewhere.insert(id) }
            return
        }
        named.insert(slot)
        if !naming.contains(Int32(slot)) { suspects.insert(id) }
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
