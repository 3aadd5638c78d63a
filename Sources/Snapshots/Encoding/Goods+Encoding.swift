import LiveShopping

extension Product: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .name: cell.put(name)
        case .category: cell.put(category)
        }
    }
}

extension Batch: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .productID: cell.put(productID)
        case .code: cell.put(code)
        case .onHand: cell.put(onHand)
        case .sample: cell.put(sample)
        case .reserved: cell.put(reserved)
        case .quarantine: cell.put(quarantine)
        case .hold: cell.put(hold)
        case .unitCost: cell.put(unitCost)
        case .costMode: cell.put(costMode)
        case .unitCostMinimum: cell.put(unitCostMinimum)
        case .unitCostMaximum: cell.put(unitCostMaximum)
        case .status: cell.put(status)
        case .updatedAt: cell.put(updatedAt)
        case .deletedAt: cell.put(isDeleted, at: updatedAt)
        }
    }
}

extension PricingDefault: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .category: cell.put(category)
        case .margin: cell.put(margin)
        case .updatedAt: cell.put(updatedAt)
        }
    }
}

extension ChannelSetting: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .channel: cell.put(channel)
        case .defaultBasis: cell.put(defaultBasis)
        }
    }
}
