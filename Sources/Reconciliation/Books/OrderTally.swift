internal import FinancialMath
internal import LiveShopping

/// What is tallied while the orders stream by: those of live shopping are kept, of the others only what lines need.
///
/// 16 bytes an order, and 48 besides its packed row for one that is linked to a session.
struct OrderTally: Sendable {
    private let ledger: Ledger
    private var rows = PackedRows<Order>()
    /// What is only looked at to find an order's session.
    private let forgotten = ColumnSet([Order.Field.notes, .origin])
    private var linked: [LinkedOrder] = []
    /// Of the orders that have one.
    private var ids: [OrderID] = []
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

    init(ledger: Ledger) {
        self.ledger = ledger
        openAmounts = Array(repeating: .zero, count: ledger.clients.count)
    }

    /// Orders that are read as they are stored, which almost all are, are not copied for it.
    mutating func add(_ stored: Order) {
        if ledger.settings.fulfillmentAliases.mayChange(stored) {
            addRead(ledger.read(stored))
        } else {
            addRead(stored)
        }
    }

    private mutating func addRead(_ order: Order) {
        let link = OrderLink(order, in: ledger)
        guard register.note(order, as: order.isDeleted ? .deleted : .used) else {
            addStub(of: order, OrderStub())
            if let slot = link.sessionSlot {
                unreadableLinks[slot] = !order.isDeleted || unreadableLinks[slot] == true
            }
            return
        }
        count(order, link)
        judge(order, link)
        addStub(of: order, OrderStub(order))
        if order.isOfUnknownStatus { unknownClients.insert(order.clientID) }
        if let slot = link.sessionSlot { keep(order, sessionSlot: slot) }
        if let amount = order.openAmount, let slot = ledger.clients.slot(of: order.clientID) {
            openAmounts[slot] += amount
            if ledger.hasInvoiceReferences { open.append(OpenOrder(id: order.id, amount: amount, client: Int32(slot))) }
        }
    }

    private mutating func judge(_ order: Order, _ link: OrderLink) {
        for rule in Catalogue.orderRules where rule.mayConcern(order, link) {
            let facts = OrderFacts(order: order, link: link, ledger: ledger)
            if let ruling = rule.judge(facts) { rulings.append(ruling) }
        }
    }

    private mutating func keep(_ order: Order, sessionSlot: Int) {
        let place = rows.append(order, omitting: forgotten)
        linked.append(LinkedOrder(order, sessionSlot: Int32(sessionSlot), place: place))
    }

    /// Adds what another part of the orders came to.
    mutating func merge(_ other: OrderTally) {
        let shift = rows.append(other.rows)
        linked += other.linked.lazy.map { $0.moved(by: shift) }
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

    /// An order without an id is named by no line.
    private mutating func addStub(of order: Order, _ stub: OrderStub) {
        guard let id = order.known(.id, order.id) else { return }
        ids.append(id)
        stubs.append(stub)
    }

    /// Hands the orders over, in the order of their sessions, each session's earliest first; nothing is kept of them here.
    mutating func seal() -> OrderBook {
        let sorted = LinkedOrder.sorted(linked, sessionCount: ledger.sessions.count)
        linked = []
        open.sort { $0.id < $1.id }
        let index = IDIndex(ids)
        ids = []
        defer { (rows, stubs, open) = (PackedRows(), [], []) }
        return OrderBook(
            rows: rows, sorted: sorted, index: index, stubs: stubs, openAmounts: openAmounts, open: open,
            unknownClients: unknownClients, populations: populations, newestTime: newestTime,
            unreadableLinks: unreadableLinks, sessionCount: ledger.sessions.count)
    }
}

/// What decides where an order of a session stands, and where its row is. 48 bytes.
struct LinkedOrder: Sendable {
    let sessionSlot: Int32
    private(set) var place: PackedRows<Order>.Place
    private let turn: Order.Turn
    private let namedInvoice: Int64
    let standing: OrderStanding

    init(_ order: borrowing Order, sessionSlot: Int32, place: PackedRows<Order>.Place) {
        self.sessionSlot = sessionSlot
        self.place = place
        turn = order.turn
        namedInvoice = order.invoiceID?.rawValue ?? 0
        standing = OrderStanding(order)
    }

    var id: OrderID { turn.id }
    var invoice: InvoiceID? { standing.contains(.namesInvoice) ? InvoiceID(namedInvoice) : nil }

    func moved(by shift: PackedRows<Order>.Place) -> LinkedOrder {
        var moved = self
        moved.place += shift
        return moved
    }

    /// By session; then the earliest first. Almost every session has one order: each is put where its session's are to stand, and
    /// only several of one are compared.
    static func sorted(_ orders: [LinkedOrder], sessionCount: Int) -> [LinkedOrder] {
        // By session, where the next of its orders goes; once all are there, where they end.
        var ends = Array(repeating: 0, count: sessionCount + 1)
        for order in orders { ends[Int(order.sessionSlot) + 1] += 1 }
        for slot in 0..<sessionCount { ends[slot + 1] += ends[slot] }
        var sorted = orders
        for order in orders {
            sorted[ends[Int(order.sessionSlot)]] = order
            ends[Int(order.sessionSlot)] += 1
        }
        var start = 0
        for end in ends.dropLast() {
            if end - start > 1 { sorted[start..<end].sort { $0.turn < $1.turn } }
            start = end
        }
        return sorted
    }
}

/// What is asked of every order of a session. 1 byte.
struct OrderStanding: OptionSet, Sendable {
    let rawValue: UInt8

    static let live = OrderStanding(rawValue: 1)
    static let conversion = OrderStanding(rawValue: 2)
    static let deleted = OrderStanding(rawValue: 4)
    /// Live, and its goods have left the house.
    static let hasLeft = OrderStanding(rawValue: 8)
    /// A live sale whose status nobody knows.
    static let unknownStatus = OrderStanding(rawValue: 16)
    /// It names an invoice.
    static let namesInvoice = OrderStanding(rawValue: 32)

    /// Something of it is not paid.
    static let unpaid = OrderStanding(rawValue: 64)

    /// A live conversion order.
    static let counting: OrderStanding = [.live, .conversion]
}

extension OrderStanding {
    init(_ order: borrowing Order) {
        self = []
        if order.isLive { insert(.live) }
        if order.isConversion { insert(.conversion) }
        if order.isDeleted { insert(.deleted) }
        if order.hasLeft { insert(.hasLeft) }
        if order.isOfUnknownStatus { insert(.unknownStatus) }
        if order.invoiceID != nil { insert(.namesInvoice) }
        if order.unpaid?.isPositive == true { insert(.unpaid) }
    }
}

/// What an order's lines need to know of it. 8 bytes.
struct OrderStub: Sendable {
    var linkedSlot: Int32 = -1
    let isReserving: Bool
    /// Live, and its goods have left the house.
    let hasLeft: Bool
    /// A live sale whose status nobody knows.
    let isOfUnknownStatus: Bool

    /// Of an order that takes part in nothing.
    init() { (isReserving, hasLeft, isOfUnknownStatus) = (false, false, false) }

    init(_ order: borrowing Order) {
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

/// An order that is owed and not invoiced by its own column. 24 bytes.
struct OpenOrder: Sendable {
    let id: OrderID
    let amount: Money
    /// The client's slot.
    let client: Int32
}
