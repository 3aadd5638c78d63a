import FinancialMath
import LiveShopping

extension User: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .name: cell.put(name)
        case .role: cell.put("HOST")
        }
    }
}

extension Client: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .id: cell.put(id)
        case .name: cell.put(name)
        case .pricingProfileID: cell.put(pricingProfileID)
        case .customPricingRules:
            cell.put(json: customMargin.map { "{\"defaultMarginPercent\": \($0.formattedExactly)}" })
        case .deletedAt: break
        }
    }
}

extension CreditLimit: BinaryEncodable {
    func encode(_ field: Field, into cell: inout CellWriter) {
        switch field {
        case .clientID: cell.put(clientID)
        case .limit: cell.put(limit)
        case .storedExposure: cell.put(storedExposure)
        }
    }
}
