import LiveShopping

extension Session: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .hostID: cell.put(hostID)
        case .clientID: cell.put(clientID)
        case .status: cell.put(status)
        case .roomCode: cell.put(roomCode)
        case .scheduledAt: cell.put(scheduledAt)
        case .startedAt: cell.put(startedAt)
        case .endedAt: cell.put(endedAt)
        case .title: cell.put(title)
        case .timeoutSeconds: cell.put(timeoutSeconds)
        case .expiresAt: cell.put(expiresAt)
        case .lastActivityAt: cell.put(lastActivityAt)
        case .createdAt: cell.put(createdAt)
        case .updatedAt: cell.put(updatedAt)
        case .deletedAt: cell.put(isDeleted, at: updatedAt)
        }
    }
}

extension CartItem: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .sessionID: cell.put(sessionID)
        case .batchID: cell.put(batchID)
        case .productID: cell.put(productID)
        case .quantity: cell.put(quantity)
        case .unitPrice: cell.put(unitPrice)
        case .addedByRole: cell.put("HOST")
        case .isSample: cell.put(isSample)
        case .itemStatus: cell.put(itemStatus)
        case .negotiationStatus: cell.put(negotiationStatus)
        case .createdAt: cell.put(createdAt)
        case .updatedAt: cell.put(updatedAt)
        case .deletedAt: cell.put(isDeleted, at: updatedAt)
        }
    }
}

extension PriceOverride: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .sessionID: cell.put(sessionID)
        case .productID: cell.put(productID)
        case .price: cell.put(price)
        case .createdAt: cell.put(createdAt)
        case .updatedAt: cell.put(updatedAt)
        }
    }
}
