internal import Common
internal import LiveShopping

/// The orders that are linked to a session, by slot, each unpacked when it is asked for. 4 bytes besides the packed row.
struct LinkedOrders: Sendable {
    private let rows: PackedRows<Order>
    private let places: [PackedRows<Order>.Place]
    /// Those that an invoice names that stands.
    private var named = SlotSet()

    init(rows: PackedRows<Order>, places: [PackedRows<Order>.Place]) {
        self.rows = rows
        self.places = places
    }

    func marking(_ named: SlotSet) -> LinkedOrders {
        var marked = self
        marked.named = named
        return marked
    }

    /// An order as far as its total.
    func head(at slot: Int) -> Order { rows.head(at: places[slot], through: .total) }

    func isNamedByInvoice(_ slot: Int) -> Bool { named.contains(slot) }
}

extension LinkedOrders: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { places.count }

    subscript(slot: Int) -> Order {
        var order = rows[places[slot]]
        order.isNamedByInvoice = named.contains(slot)
        return order
    }
}

/// The slots of the orders that name an invoice, by that. 12 bytes an order.
struct InvoicedOrders: Sendable {
    private let invoices: [InvoiceID]
    private let slots: [Int32]

    init(_ orders: [LinkedOrder]) {
        var found: [(invoice: InvoiceID, slot: Int32)] = []
        for (slot, order) in orders.enumerated() {
            if let invoice = order.invoice { found.append((invoice, Int32(slot))) }
        }
        found.sort { ($0.invoice, $0.slot) < ($1.invoice, $1.slot) }
        invoices = found.map(\.invoice)
        slots = found.map(\.slot)
    }

    func slots(of id: InvoiceID) -> ArraySlice<Int32> {
        let first = invoices.firstPlace { $0 >= id }
        var end = first
        while end < invoices.count, invoices[end] == id { end += 1 }
        return slots[first..<end]
    }
}
