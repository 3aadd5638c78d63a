import FinancialMath
import LiveShopping

extension Stage {
    /// An order made of a session's cart as it stands, five minutes after the session's last activity.
    @discardableResult
    mutating func sale(of visit: Int, link: Link? = nil, at moment: Timestamp? = nil) -> Int {
        let link = link ?? random.pick(Link.allCases)
        let moment = moment ?? (scene.visits[visit].session.endedAt ?? asOf - .minutes(30)) + .minutes(5)
        scene.visits[visit].sales.append(Sale(converting: scene.visits[visit], link: link, at: moment, ids: &ids))
        return scene.visits[visit].sales.count - 1
    }

    /// The first order of a session.
    subscript(saleOf visit: Int) -> Sale {
        get { scene.visits[visit].sales[0] }
        set { scene.visits[visit].sales[0] = newValue }
    }

    func total(_ visit: Int, sale: Int = 0) -> Money { scene.visits[visit].sales[sale].total }

    /// Writes a line of the session's order anew, with everything that follows from it.
    mutating func setLine(_ visit: Int, _ line: Int, quantity: Quantity? = nil, price: Money? = nil) {
        var changed = self[saleOf: visit].lines[line]
        let quantity = quantity ?? changed.quantity.value ?? .zero
        let price = price ?? changed.unitPrice.value ?? .zero
        changed.quantity = .finite(quantity)
        changed.unitPrice = .finite(price)
        changed.lineTotal = .finite((price * quantity).roundedToMoney)
        self[saleOf: visit].lines[line] = changed
        self[saleOf: visit].foot()
    }

    /// Writes only a line's total, and the order's sums as they follow from it.
    mutating func setLineTotal(_ visit: Int, _ line: Int, _ total: Money, sale: Int = 0) {
        scene.visits[visit].sales[sale].lines[line].lineTotal = .finite(total)
        scene.visits[visit].sales[sale].foot()
    }

    /// Adds a line to the session's order.
    mutating func addLine(_ visit: Int, lot: Int, quantity: Quantity, price: Money, sample: Bool = false) {
        let order = self[saleOf: visit].order.id
        let total = sample ? .zero : (price * quantity).roundedToMoney
        self[saleOf: visit].lines.append(
            OrderLine(
                id: ids.line(), orderID: order, batchID: scene.lots[lot].batch.id, quantity: .finite(quantity),
                unitPrice: .finite(price), lineTotal: .finite(total), isSample: sample))
        self[saleOf: visit].foot()
    }

    /// An order for so much that no session's cart became.
    @discardableResult
    mutating func otherSale(_ client: ClientID, total: Money, lot named: Int? = nil) -> Int {
        let lot = named ?? lot()
        let id = ids.order()
        let moment = asOf - .hours(Int64(random.integer(30...300)))
        let line = OrderLine(
            id: ids.line(), orderID: id, batchID: scene.lots[lot].batch.id, quantity: .finite(Quantity(1)),
            unitPrice: .finite(total), lineTotal: .finite(total))
        let order = Order(
            id: id, clientID: client, number: Sale.number(id, moment), subtotal: .finite(total), total: .finite(total),
            saleStatus: .known(.pending), fulfillmentStatus: .known(.confirmed), origin: "web", createdAt: moment)
        scene.otherSales.append(Sale(order: order, lines: [line]))
        return scene.otherSales.count - 1
    }

    /// Bills a session's order as it stands, and lets the order know; the invoice's place among all.
    @discardableResult
    mutating func bill(_ visit: Int, sale: Int = 0, reference: String? = "ORDER") -> Int {
        let order = scene.visits[visit].sales[sale].order
        let invoice = billAgain(order, reference: reference)
        scene.visits[visit].sales[sale].order.invoiceID = scene.invoices[invoice].id
        return invoice
    }

    /// Bills an order that hears nothing of it.
    @discardableResult
    mutating func billAgain(_ order: Order, reference: String? = "ORDER") -> Int {
        let total = order.total.value ?? .zero
        invoice(order.clientID, due: total)
        let last = scene.invoices.count - 1
        scene.invoices[last].referenceType = reference
        scene.invoices[last].referenceID = reference.map { _ in order.id }
        return last
    }

    func key(invoice: Int) -> String { "invoice=\(scene.invoices[invoice].id?.description ?? "")" }

    func key(order visit: Int, sale: Int = 0) -> String { "order=\(scene.visits[visit].sales[sale].order.id)" }

    /// The goods of the session's order have left, and were paid for in cash.
    mutating func sendOff(_ visit: Int, sale: Int = 0) {
        let total = total(visit, sale: sale)
        scene.visits[visit].sales[sale].order.fulfillmentStatus = .known(.shipped)
        scene.visits[visit].sales[sale].order.cashPayment = .finite(total)
        scene.visits[visit].sales[sale].order.saleStatus = .known(.paid)
    }

    /// A bill for so much.
    @discardableResult
    mutating func invoice(_ client: ClientID, due: Money, _ status: InvoiceStatus = .sent) -> InvoiceID {
        let id = ids.invoice()
        scene.invoices.append(
            Invoice(
                id: id, clientID: client, amountDue: .finite(due), status: .known(status), totalAmount: .finite(due),
                amountPaid: .finite(.zero)))
        return id
    }
}

/// An exact number by its digits: `money("12.50")`.
func money(_ digits: String) -> Money { number(digits) }
func quantity(_ digits: String) -> Quantity { number(digits) }
func cost(_ digits: String) -> Cost { number(digits) }
func percent(_ digits: String) -> Percentage { number(digits) }

private func number<D>(_ digits: String) -> Exact<D> {
    guard let number = Exact<D>(literal: digits) else { preconditionFailure("'\(digits)' is not a number") }
    return number
}
