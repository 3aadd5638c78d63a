import FinancialMath
import LiveShopping

extension ClientLife {
    /// Takes an order as far as orders of its age have come: packed, shipped, invoiced, paid.
    mutating func progress(_ sale: inout Sale, age: TimeSpan) {
        addExtras(&sale)
        switch age {
        case ..<TimeSpan.hours(20):
            sale.order.saleStatus = random.pick([nil, .known(.pending)])
            sale.order.fulfillmentStatus = random.pick([
                nil, .known(.confirmed), .known(.readyForPacking), Word("PENDING"),
            ])
        case ..<TimeSpan.days(4):
            sale.order.saleStatus = .known(.pending)
            sale.order.fulfillmentStatus = random.pick([.known(.readyForPacking), .known(.packed), .known(.shipped)])
            if random.chance(25) { payInPart(&sale) }
            // What has left is billed within a day.
            if sale.order.fulfillmentStatus == .known(.shipped) { invoice(&sale) }
        default:
            sale.order.fulfillmentStatus = random.pick(weighted: [
                (.known(.shipped), 3), (.known(.delivered), 12), (.known(.returned), 1), (.known(.restocked), 1),
            ])
            if random.chance(75) { invoice(&sale) } else { settle(&sale) }
        }
    }

    /// Tax, shipping and discount, each of which may be null, zero or an amount.
    private mutating func addExtras(_ sale: inout Sale) {
        let subtotal = sale.linesTotal
        if random.chance(40) {
            sale.order.tax = .finite((subtotal * Quantity(unscaled: 19, places: 2)).roundedToMoney)
        }
        if random.chance(30) { sale.order.shipping = .finite(Money(unscaled: random.pick([0, 490, 1250]), places: 2)) }
        if random.chance(15) {
            sale.order.discount = .finite((subtotal * Quantity(unscaled: 3, places: 2)).roundedToMoney)
        }
        sale.footTotal()
    }

    private mutating func payInPart(_ sale: inout Sale) {
        sale.order.cashPayment = .finite((sale.total * Quantity(unscaled: 40, places: 2)).roundedToMoney)
        sale.order.saleStatus = .known(.partial)
    }

    private mutating func settle(_ sale: inout Sale) {
        sale.order.cashPayment = .finite(sale.total)
        sale.order.saleStatus = .known(.paid)
    }

    /// Bills the order: over its total, less what was paid in cash.
    private mutating func invoice(_ sale: inout Sale) {
        if random.chance(6) { invoiceInVain(sale) }
        let id = ids.invoice()
        let status: InvoiceStatus = random.pick(weighted: [
            (.paid, 12), (.sent, 4), (.viewed, 3), (.partial, 2), (.overdue, 2), (.draft, 1),
        ])
        let rest = sale.total - (sale.order.cashPayment?.value ?? .zero)
        let due = status == .paid ? .zero : status == .partial ? (rest * half).roundedToMoney : rest
        sale.order.invoiceID = id
        sale.order.saleStatus =
            status == .paid ? .known(.paid) : status == .overdue ? .known(.overdue) : .known(.pending)
        let reference = random.pick(weighted: [("ORDER", 6), ("SALE", 3), (nil, 1)])
        scene.invoices.append(
            Invoice(
                id: id, clientID: client.id, amountDue: .finite(due), status: .known(status),
                totalAmount: .finite(sale.total), amountPaid: .finite(sale.total - due), referenceType: reference,
                referenceID: reference.map { _ in sale.order.id }))
    }

    /// An earlier invoice of the same order, which was taken back.
    mutating func invoiceInVain(_ sale: Sale) {
        let isDeleted = random.chance(30)
        scene.invoices.append(
            Invoice(
                id: ids.invoice(), clientID: client.id, amountDue: .finite(sale.total),
                status: .known(isDeleted ? .draft : .void), isDeleted: isDeleted,
                totalAmount: .finite(sale.total + Money(1)), amountPaid: .finite(.zero), referenceType: "ORDER",
                referenceID: sale.order.id))
    }

    private var half: Quantity { Quantity(unscaled: 5, places: 1) }
}
