import FinancialMath
import LiveShopping

/// What the rows of a scene add up to: the books that a healthy system would keep about them.
struct Ledger: Sendable {
    private(set) var posted: [ClientID: Money] = [:]
    private(set) var draft: [ClientID: Money] = [:]
    private(set) var holdings: [BatchID: Holdings] = [:]

    /// What is promised of one batch.
    struct Holdings: Sendable {
        var reserved = Quantity.zero
        /// How many order lines the reservation comes from.
        var reservedLines = 0
        var soft = Quantity.zero
        var samples = Quantity.zero

        static func += (left: inout Self, right: Self) {
            left.reserved += right.reserved
            left.reservedLines += right.reservedLines
            left.soft += right.soft
            left.samples += right.samples
        }
    }

    init(_ scene: Scene) {
        for visit in scene.visits { add(visit) }
        for sale in scene.otherSales { add(sale) }
        for invoice in scene.invoices { add(invoice) }
    }

    private mutating func add(_ visit: Visit) {
        for sale in visit.sales { add(sale) }
        let isOpen = visit.session.status.known?.isOpen ?? false
        guard isOpen, !visit.session.isDeleted, !visit.sales.contains(where: \.isLiveConversion) else { return }
        for item in visit.items where !item.isDeleted {
            guard let quantity = item.quantity.value, let price = item.unitPrice.value else { continue }
            if item.isSample {
                holdings[item.batchID, default: Holdings()].samples += quantity
            } else {
                holdings[item.batchID, default: Holdings()].soft += quantity
                draft[visit.session.clientID, default: .zero] += (price * quantity).roundedToMoney
            }
        }
    }

    private mutating func add(_ sale: Sale) {
        guard sale.isLive, sale.order.type == .sale, !sale.order.isDraft else { return }
        if sale.isReserving {
            for line in sale.lines where !line.isSample {
                holdings[line.batchID, default: Holdings()].reserved += line.quantity.value ?? .zero
                holdings[line.batchID, default: Holdings()].reservedLines += 1
            }
        }
        guard sale.order.invoiceID == nil, sale.order.saleStatus?.known != .paid else { return }
        let open = sale.total - (sale.order.cashPayment?.value ?? .zero)
        posted[sale.order.clientID, default: .zero] += max(.zero, open)
    }

    private mutating func add(_ invoice: Invoice) {
        guard !invoice.isDeleted, invoice.status?.known != .paid, invoice.status?.known != .void else { return }
        guard let client = invoice.clientID else { return }
        posted[client, default: .zero] += invoice.amountDue?.value ?? .zero
    }
}

extension Sale {
    var isLive: Bool {
        !order.isDeleted && order.saleStatus?.known != .cancelled && order.fulfillmentStatus?.known != .cancelled
    }

    var isLiveConversion: Bool { isLive && order.type == .sale && !order.isDraft }

    /// The goods are still in the warehouse, with the order's name on them.
    var isReserving: Bool {
        guard let status = order.fulfillmentStatus else { return true }
        return [.confirmed, .readyForPacking, .packed].contains(status.known)
    }
}
