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

    /// Orders that an invoice names; they are billed, whatever they know of it themselves.
    private let billed: Set<OrderID>

    init(_ scene: Scene) {
        billed = Set(scene.invoices.filter(\.isStanding).compactMap(\.billedOrder))
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
            for line in sale.lines where !line.isSample && !line.isDeleted {
                holdings[line.batchID, default: Holdings()].reserved += line.quantity.value ?? .zero
                holdings[line.batchID, default: Holdings()].reservedLines += 1
            }
        }
        guard sale.order.invoiceID == nil, !billed.contains(sale.order.id), !sale.isBack,
            sale.order.saleStatus?.known != .paid
        else { return }
        let open = sale.total - (sale.order.cashPayment?.value ?? .zero)
        posted[sale.order.clientID, default: .zero] += max(.zero, open)
    }

    private mutating func add(_ invoice: Invoice) {
        guard invoice.isStanding, invoice.status?.known != .paid else { return }
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
        // PENDING is an older word for READY_FOR_PACKING.
        return ["CONFIRMED", "READY_FOR_PACKING", "PENDING", "PACKED"].contains(status.description)
    }

    /// The goods came back.
    var isBack: Bool {
        [.returned, .restocked, .returnedToVendor].contains(order.fulfillmentStatus?.known)
    }
}

private extension Invoice {
    var isStanding: Bool { !isDeleted && status?.known != .void }

    /// The order that it says it is for.
    var billedOrder: OrderID? { ["ORDER", "SALE"].contains(referenceType) ? referenceID : nil }
}
