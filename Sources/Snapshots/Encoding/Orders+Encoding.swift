import LiveShopping

extension Order: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .clientID: cell.put(clientID)
        case .number: cell.put(number)
        case .type: cell.put(type)
        case .isDraft: cell.put(isDraft)
        case .subtotal: cell.put(subtotal)
        case .total: cell.put(total)
        case .tax: cell.put(tax)
        case .discount: cell.put(discount)
        case .shipping: cell.put(shipping)
        case .cashPayment: cell.put(cashPayment)
        case .saleStatus: cell.put(saleStatus)
        case .fulfillmentStatus: cell.put(fulfillmentStatus)
        case .invoiceID: cell.put(invoiceID)
        case .notes: cell.put(notes)
        case .liveSessionID: cell.put(liveSessionID)
        case .origin: cell.put(origin)
        case .createdAt: cell.put(createdAt)
        case .deletedAt: cell.put(isDeleted, at: createdAt)
        }
    }
}

extension OrderLine: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .orderID: cell.put(orderID)
        case .batchID: cell.put(batchID)
        case .quantity: cell.put(quantity)
        case .unitPrice: cell.put(unitPrice)
        case .lineTotal: cell.put(lineTotal)
        case .isSample: cell.put(isSample)
        }
    }
}

extension Invoice: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .customerID: cell.put(clientID)
        case .amountDue: cell.put(amountDue)
        case .status: cell.put(status)
        case .deletedAt: cell.put(isDeleted, at: nil)
        }
    }
}
