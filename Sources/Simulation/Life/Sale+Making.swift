import FinancialMath
import LiveShopping

/// How an order says which session it comes from.
enum Link: Sendable, CaseIterable {
    case column, note, both

    var usesColumn: Bool { self != .note }
    var usesNote: Bool { self != .column }
}

extension Sale {
    /// The order that the system makes of a session's cart: a line for each item that the client means to purchase.
    init(converting visit: Visit, link: Link, at moment: Timestamp, ids: inout Identifiers) {
        let id = ids.order()
        var lines: [OrderLine] = []
        for item in visit.items where item.isConvertible {
            lines.append(OrderLine(converting: item, id: ids.line(), order: id))
        }
        let session = visit.session
        let order = Order(
            id: id, clientID: session.clientID, number: Self.number(id, moment), subtotal: .finite(.zero),
            total: .finite(.zero), saleStatus: .known(.pending), fulfillmentStatus: .known(.confirmed),
            notes: link.usesNote ? Self.note(session.roomCode) : nil,
            liveSessionID: link.usesColumn ? session.id : nil, origin: "live_shopping", createdAt: moment)
        self.init(order: order, lines: lines)
        foot()
    }

    /// Lets the lines lose two places of a quantity, and be billed by all four: as the live system makes them.
    mutating func billByFourPlaces(_ visit: Visit) {
        for (index, item) in visit.items.filter(\.isConvertible).enumerated() where !item.isSample {
            lines[index].lineTotal = .finite(item.value)
        }
        foot()
    }

    /// What the system writes into an order's notes.
    static func note(_ roomCode: String) -> String { "Live Shopping Session #\(roomCode)" }

    static func number(_ id: OrderID, _ moment: Timestamp) -> String {
        "SO-\(moment.description.prefix(4))-\(String(1_000_000 + id.rawValue).dropFirst())"
    }
}

extension CartItem {
    /// What becomes a line when the session is converted.
    var isConvertible: Bool { !isDeleted && itemStatus?.known == .toPurchase }

    /// round2(quantity × unitPrice); zero where one of them is no number.
    var value: Money {
        guard let quantity = quantity.value, let price = unitPrice.value else { return .zero }
        return (price * quantity).roundedToMoney
    }
}

extension Visit {
    /// Σ value of the billable live items.
    var cartValue: Money {
        items.filter { !$0.isDeleted && !$0.isSample }.reduce(.zero) { $0 + $1.value }
    }
}

extension OrderLine {
    /// Order lines hold two places of a quantity; a sample is sent along for nothing.
    init(converting item: CartItem, id: OrderLineID, order: OrderID) {
        let quantity = (item.quantity.value ?? .zero).rounded(places: 2)
        let price = item.isSample ? .zero : item.unitPrice.value ?? .zero
        self.init(
            id: id, orderID: order, batchID: item.batchID, quantity: .finite(quantity), unitPrice: .finite(price),
            lineTotal: .finite((price * quantity).roundedToMoney), isSample: item.isSample)
    }
}
