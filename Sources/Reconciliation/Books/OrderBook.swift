internal import Common
internal import FinancialMath
internal import LiveShopping

/// All orders: those that are linked to a session by slot, grouped by session, and a stub of each of the others.
///
/// 12 bytes an order that is found by its id, and besides its packed row 9 for one of a session, 12 for one that names an
/// invoice, 20 a session.
final class OrderBook: Sendable {
    /// The orders that are linked to a session.
    let orders: LinkedOrders
    /// By the order's slot.
    private let sessionSlots: [Int32]
    /// By the order's slot.
    let standings: [OrderStanding]
    let openAmounts: [Money]
    /// By id.
    let open: [OpenOrder]
    /// The linked orders that name an invoice, by that.
    private let byInvoice: InvoicedOrders
    let unknownClients: Set<ClientID>
    let populations: Populations
    let newestTime: Timestamp?
    private let index: IDIndex<Order>
    private let stubs: [OrderStub]
    private let bySession: [SessionOrders]

    /// A session's orders: where they stand, and which of them counts.
    struct SessionOrders: Sendable {
        var start: Int32 = 0
        var count: Int32 = 0
        /// Live conversion orders.
        var live: Int32 = 0
        /// The slot of the kept order; −1 without one.
        var kept: Int32 = -1
        /// One of them is of a status that nobody knows.
        var hasUnknownStatus = false
        /// An order that cannot be read is linked to it.
        var hasUnreadable = false
        /// … and is not deleted.
        var hasUnreadablePresent = false

        /// No order counts for the session, and none that cannot be read might.
        var isWithoutLive: Bool { live == 0 && !hasUnreadablePresent }

        fileprivate mutating func add(_ slot: Int, _ standing: OrderStanding) {
            count += 1
            if count == 1 { start = Int32(slot) }
            if standing.contains(.unknownStatus) { hasUnknownStatus = true }
            guard standing.isSuperset(of: .counting) else { return }
            live += 1
            if kept < 0 { kept = Int32(slot) }
        }
    }

    init(
        rows: PackedRows<Order>, sorted: [LinkedOrder], index: IDIndex<Order>, stubs: [OrderStub],
        openAmounts: [Money], open: [OpenOrder], unknownClients: Set<ClientID>, populations: Populations,
        newestTime: Timestamp?, unreadableLinks: [Int: Bool], sessionCount: Int
    ) {
        var stubs = stubs
        var bySession = Array(repeating: SessionOrders(), count: sessionCount)
        for (slot, linked) in sorted.enumerated() {
            if let place = index.slot(of: linked.id) { stubs[place].linkedSlot = Int32(slot) }
            bySession[Int(linked.sessionSlot)].add(slot, linked.standing)
        }
        for (slot, isPresent) in unreadableLinks {
            bySession[slot].hasUnreadable = true
            bySession[slot].hasUnreadablePresent = isPresent
        }
        orders = LinkedOrders(rows: rows, places: sorted.map(\.place))
        sessionSlots = sorted.map(\.sessionSlot)
        standings = sorted.map(\.standing)
        byInvoice = InvoicedOrders(sorted)
        self.openAmounts = openAmounts
        self.open = open
        self.unknownClients = unknownClients
        self.populations = populations
        self.newestTime = newestTime
        self.index = index
        self.stubs = stubs
        self.bySession = bySession
    }

    /// The same book, in which the orders that an invoice names know it.
    func marking(_ named: SlotSet) -> OrderBook {
        named.isEmpty ? self : OrderBook(self, orders: orders.marking(named))
    }

    private init(_ book: OrderBook, orders: LinkedOrders) {
        self.orders = orders
        (sessionSlots, standings) = (book.sessionSlots, book.standings)
        (openAmounts, open, byInvoice) = (book.openAmounts, book.open, book.byInvoice)
        (unknownClients, populations, newestTime) = (book.unknownClients, book.populations, book.newestTime)
        (index, stubs, bySession) = (book.index, book.stubs, book.bySession)
    }

    func stub(of id: OrderID) -> OrderStub? { index.slot(of: id).map { stubs[$0] } }

    /// The slot of an order that is linked to a session; nil for any other.
    func slot(of id: OrderID) -> Int? {
        stub(of: id).flatMap { $0.linkedSlot < 0 ? nil : Int($0.linkedSlot) }
    }

    /// The slot of the session that an order is linked to.
    func sessionSlot(ofOrderAt slot: Int) -> Int { Int(sessionSlots[slot]) }

    /// What is owed for an order besides what its client's invoices say; nil for one of which nothing is.
    func openOrder(_ id: OrderID) -> OpenOrder? {
        let place = open.firstPlace { $0.id >= id }
        return place < open.count && open[place].id == id ? open[place] : nil
    }

    /// The slots of the linked orders that name an invoice.
    func slots(ofInvoice id: InvoiceID) -> ArraySlice<Int32> { byInvoice.slots(of: id) }

    func summary(ofSession slot: Int) -> SessionOrders { bySession[slot] }

    /// Every linked order of a session that can be read, earliest first.
    func orders(ofSession slot: Int) -> [Order] { slots(ofSession: slot).map { orders[$0] } }

    /// The live conversion order of a session that counts, the earliest, as far as its total.
    func keptOrderHead(ofSession slot: Int) -> Order? {
        let kept = Int(bySession[slot].kept)
        return kept < 0 ? nil : orders.head(at: kept)
    }

    func slots(ofSession slot: Int) -> Range<Int> {
        let entry = bySession[slot]
        return Int(entry.start)..<Int(entry.start + entry.count)
    }

    func isKept(_ slot: Int) -> Bool { bySession[sessionSlot(ofOrderAt: slot)].kept == Int32(slot) }

    /// A live conversion order.
    func counts(_ slot: Int) -> Bool { standings[slot].isSuperset(of: .counting) }

    /// The session is open and no order counts for it yet: its cart promises inventory and credit.
    func isHolding(_ session: SessionBook.Standing, slot: Int) -> Bool {
        session.isOpen && bySession[slot].isWithoutLive
    }
}
