internal import FinancialMath
internal import LiveShopping

/// What is tallied while the orders stream by: those of live shopping are kept, of the others only what lines need.
struct OrderTally: Sendable {
    private let ledger: Ledger
    private var linked: [LinkedOrder] = []
    private var ids: [OrderID?] = []
    private var stubs: [OrderStub] = []
    private(set) var openAmounts: [Money]
    /// The orders behind the amounts, where an invoice may name one and take it out again.
    private var open: [OpenOrder] = []
    private(set) var rulings: [Ruling] = []
    private(set) var register = Register()
    private var populations = Populations()
    private var newestTime: Timestamp?
    /// Clients of an order whose status nobody knows: what they owe is unknown, too.
    private var unknownClients: Set<ClientID> = []
    /// Sessions that an unreadable order names, with whether one of these is not deleted: they are not without one.
    private var unreadableLinks: [Int: Bool] = [:]

    struct LinkedOrder: Sendable {
        let order: Order
        let sessionSlot: Int
    }

    init(ledger: Ledger) {
        self.ledger = ledger
        openAmounts = Array(repeating: .zero, count: ledger.clients.count)
    }

    mutating func add(_ stored: Order) {
        let order = ledger.read(stored)
        let link = OrderLink(order, in: ledger.sessions)
        guard register.note(order, as: order.isDeleted ? .deleted : .used) else {
            addStub(of: order, OrderStub())
            if let slot = link.sessionSlot {
                unreadableLinks[slot] = !order.isDeleted || unreadableLinks[slot] == true
            }
            return
        }
        count(order, link)
        rulings += Catalogue.orderRules.compactMap { $0.judge(OrderFacts(order: order, link: link, ledger: ledger)) }
        addStub(of: order, OrderStub(order))
        if order.isOfUnknownStatus { unknownClients.insert(order.clientID) }
        if let slot = link.sessionSlot {
            var kept = order
            kept.notes = nil
            linked.append(LinkedOrder(order: kept, sessionSlot: slot))
        }
        if let amount = order.openAmount, let slot = ledger.clients.slot(of: order.clientID) {
            openAmounts[slot] += amount
            if ledger.hasInvoiceReferences { open.append(OpenOrder(id: order.id, client: Int32(slot), amount: amount)) }
        }
    }

    /// Adds what another part of the orders came to.
    mutating func merge(_ other: OrderTally) {
        linked += other.linked
        ids += other.ids
        stubs += other.stubs
        open += other.open
        for slot in openAmounts.indices { openAmounts[slot] += other.openAmounts[slot] }
        rulings += other.rulings
        register.merge(other.register)
        populations.merge(other.populations)
        newestTime.raise(to: other.newestTime)
        unknownClients.formUnion(other.unknownClients)
        unreadableLinks.merge(other.unreadableLinks) { $0 || $1 }
    }

    private mutating func count(_ order: Order, _ link: OrderLink) {
        newestTime.raise(to: order.createdAt)
        guard order.isLive else { return }
        if link.columnSlot != nil, link.notedSlot != nil { populations[.linkedTwice] += 1 }
        if order.isConversion, link.sessionSlot != nil || link.isClaimed(by: order) {
            populations[.claimingOrders] += 1
        }
    }

    private mutating func addStub(of order: Order, _ stub: OrderStub) {
        ids.append(order.known(.id, order.id))
        stubs.append(stub)
    }

    /// Hands the orders over, in the order of their sessions, each session's earliest first.
    mutating func seal() -> OrderBook {
        linked.sort { one, other in
            one.sessionSlot == other.sessionSlot
                ? Order.isEarlier(one.order, other.order) : one.sessionSlot < other.sessionSlot
        }
        defer { (linked, ids, stubs, open) = ([], [], [], []) }
        open.sort { $0.id < $1.id }
        return OrderBook(
            sorted: linked, index: IDIndex(ids), stubs: stubs, openAmounts: openAmounts, open: open,
            unknownClients: unknownClients, populations: populations, newestTime: newestTime,
            unreadableLinks: unreadableLinks, sessionCount: ledger.sessions.count)
    }
}

/// What an order's lines need to know of it.
struct OrderStub: Sendable {
    var linkedSlot: Int32 = -1
    let isReserving: Bool
    /// Live, and its goods have left the house.
    let hasLeft: Bool
    /// A live sale whose status nobody knows.
    let isOfUnknownStatus: Bool

    /// Of an order that takes part in nothing.
    init() { (isReserving, hasLeft, isOfUnknownStatus) = (false, false, false) }

    init(_ order: Order) {
        isReserving = order.reservesInventory
        hasLeft = order.hasLeft
        isOfUnknownStatus = order.isOfUnknownStatus
    }
}

extension Order {
    /// Live, and its goods have left the house.
    var hasLeft: Bool {
        guard isLive, let status = fulfillmentStatus?.known else { return false }
        return status == .shipped || status == .delivered
    }

    /// A live sale whose status nobody knows: what rests on it is not repaired by itself.
    var isOfUnknownStatus: Bool { hasUnknownStatus && isLive && isConversion }
}

/// An order that is owed and not invoiced by its own column.
struct OpenOrder: Sendable {
    let id: OrderID
    /// The client's slot.
    let client: Int32
    let amount: Money
}

/// All orders: those that are linked to a session by slot, grouped by session, and a stub of each of the others.
final class OrderBook: Sendable {
    let orders: [Order]
    let sessionSlots: [Int]
    let openAmounts: [Money]
    /// By id.
    private let open: [OpenOrder]
    /// The linked orders that name an invoice, by that.
    private let byInvoice: [(invoice: InvoiceID, slot: Int32)]
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
    }

    init(
        sorted: [OrderTally.LinkedOrder], index: IDIndex<Order>, stubs: [OrderStub], openAmounts: [Money],
        open: [OpenOrder], unknownClients: Set<ClientID>, populations: Populations, newestTime: Timestamp?,
        unreadableLinks: [Int: Bool],
        sessionCount: Int
    ) {
        var stubs = stubs
        var bySession = Array(repeating: SessionOrders(), count: sessionCount)
        for (slot, linked) in sorted.enumerated() {
            if let place = index.slot(of: linked.order.id) { stubs[place].linkedSlot = Int32(slot) }
            bySession[linked.sessionSlot].count += 1
            if bySession[linked.sessionSlot].count == 1 { bySession[linked.sessionSlot].start = Int32(slot) }
            if linked.order.isOfUnknownStatus { bySession[linked.sessionSlot].hasUnknownStatus = true }
            guard linked.order.isLive, linked.order.isConversion else { continue }
            bySession[linked.sessionSlot].live += 1
            if bySession[linked.sessionSlot].kept < 0 { bySession[linked.sessionSlot].kept = Int32(slot) }
        }
        for (slot, isPresent) in unreadableLinks {
            bySession[slot].hasUnreadable = true
            bySession[slot].hasUnreadablePresent = isPresent
        }
        orders = sorted.map(\.order)
        sessionSlots = sorted.map(\.sessionSlot)
        self.openAmounts = openAmounts
        self.open = open
        byInvoice = sorted.enumerated().compactMap { slot, linked in
            linked.order.invoiceID.map { ($0, Int32(slot)) }
        }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        self.unknownClients = unknownClients
        self.populations = populations
        self.newestTime = newestTime
        self.index = index
        self.stubs = stubs
        self.bySession = bySession
    }

    /// The same book, in which the orders that an invoice names know it.
    func marking(_ named: Set<OrderID>) -> OrderBook {
        guard orders.contains(where: { named.contains($0.id) }) else { return self }
        return OrderBook(
            self,
            orders: orders.map { order in
                var order = order
                order.isNamedByInvoice = named.contains(order.id)
                return order
            })
    }

    private init(_ book: OrderBook, orders: [Order]) {
        self.orders = orders
        (sessionSlots, openAmounts, open, byInvoice) = (book.sessionSlots, book.openAmounts, book.open, book.byInvoice)
        (unknownClients, populations, newestTime) = (book.unknownClients, book.populations, book.newestTime)
        (index, stubs, bySession) = (book.index, book.stubs, book.bySession)
    }

    func stub(of id: OrderID) -> OrderStub? { index.slot(of: id).map { stubs[$0] } }

    /// The slot of an order that is linked to a session; nil for any other.
    func slot(of id: OrderID) -> Int? {
        stub(of: id).flatMap { $0.linkedSlot < 0 ? nil : Int($0.linkedSlot) }
    }

    /// What is owed for an order besides what its client's invoices say; nil for one of which nothing is.
    func openOrder(_ id: OrderID) -> OpenOrder? {
        let place = open.firstPlace { $0.id >= id }
        return place < open.count && open[place].id == id ? open[place] : nil
    }

    /// The slots of the linked orders that name an invoice.
    func slots(ofInvoice id: InvoiceID) -> some Sequence<Int> {
        byInvoice[byInvoice.firstPlace(where: { $0.invoice >= id })...].lazy.prefix { $0.invoice == id }.map {
            Int($0.slot)
        }
    }

    func summary(ofSession slot: Int) -> SessionOrders { bySession[slot] }

    /// Every linked order of a session that can be read, earliest first.
    func orders(ofSession slot: Int) -> ArraySlice<Order> {
        orders[slots(ofSession: slot)]
    }

    func slots(ofSession slot: Int) -> Range<Int> {
        let entry = bySession[slot]
        return Int(entry.start)..<Int(entry.start + entry.count)
    }

    func keptOrder(ofSession slot: Int) -> Order? {
        let kept = bySession[slot].kept
        return kept < 0 ? nil : orders[Int(kept)]
    }

    func isKept(_ slot: Int) -> Bool { bySession[sessionSlots[slot]].kept == Int32(slot) }

    /// A live conversion order.
    func counts(_ slot: Int) -> Bool { orders[slot].isLive && orders[slot].isConversion }

    /// The session is open and no order counts for it yet: its cart promises inventory and credit.
    func isHolding(_ session: SessionBook.Standing, slot: Int) -> Bool {
        session.isOpen && bySession[slot].isWithoutLive
    }
}

private extension Array {
    /// The first place of a sorted array at which something holds that holds for all after it.
    func firstPlace(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
