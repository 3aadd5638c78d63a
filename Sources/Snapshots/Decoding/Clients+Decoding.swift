import FinancialMath
import LiveShopping

extension User: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(id: cells.id(Field.id), name: try cells.optionalText(Field.name))
        defects = cells.takeDefects()
    }
}

extension Client: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), name: try cells.text(Field.name),
            pricingProfileID: cells.optionalInteger(Field.pricingProfileID),
            customMargin: try cells.margin(Field.customPricingRules))
        defects = cells.takeDefects()
    }
}

extension CreditLimit: BinaryDecodable {
    static var key: Field { .clientID }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            clientID: cells.id(Field.clientID), limit: try cells.figure(Field.limit),
            storedExposure: try cells.figure(Field.storedExposure))
        defects = cells.takeDefects()
    }
}

extension RowCells {
    /// The margin in a client's pricing rules: `defaultMarginPercent`, when it is a number or spells one.
    fileprivate func margin(_ field: Client.Field) throws(CellError) -> Percentage? {
        guard !isNull(field.rawValue) else { return nil }
        let json = try json(field.rawValue)
        let value: JSONScalar?
        do {
            value = try JSONScanner.topLevelValue(of: "defaultMarginPercent", in: json)
        } catch {
            throw CellError(
                field: field.rawValue, problem: error.isEncoding ? .invalidUTF8 : .invalidJSON(offset: error.offset))
        }
        switch value {
        case .number(let literal), .string(let literal): return Percentage(literal: literal)
        case .other, nil: return nil
        }
    }

    /// The text of the JSON, which jsonb sends behind a version.
    private func json(_ field: Int) throws(CellError) -> UnsafeRawBufferPointer {
        let cell = bytes(field)
        guard type(field) == .jsonb else { return cell }
        guard cell.first == 1 else { throw CellError(field: field, problem: .damaged) }
        return UnsafeRawBufferPointer(rebasing: cell.dropFirst())
    }
}
