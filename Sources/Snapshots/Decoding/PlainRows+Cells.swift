import FinancialMath
import LiveShopping

/// A plain row that can be read from cells: nil where it is not plain, whatever may be the matter with it.
protocol DecodablePlainRow {
    associatedtype Row: TableRow

    init?(decoding cells: borrowing RowCells)
}

/// For tables whose rows are all handed over as rows: none is plain.
struct NeverPlain<Row: TableRow>: DecodablePlainRow {
    @inline(__always)
    init?(decoding cells: borrowing RowCells) { return nil }
}

extension PlainItem: DecodablePlainRow {
    @inline(__always)
    init?(decoding cells: borrowing RowCells) {
        typealias Field = CartItem.Field
        guard let id = cells.integer(Field.id.rawValue), let session = cells.integer(Field.sessionID.rawValue),
            let batch = cells.integer(Field.batchID.rawValue), let product = cells.integer(Field.productID.rawValue),
            let quantity = cells.millionths(Field.quantity.rawValue, of: QuantityDimension.self),
            let price = cells.millionths(Field.unitPrice.rawValue, of: MoneyDimension.self),
            let isSample = cells.flag(Field.isSample.rawValue),
            case .plain(let status) = cells.plainWord(Field.itemStatus.rawValue, of: ItemStatus.self),
            case .plain(let negotiation) = cells.plainWord(Field.negotiationStatus.rawValue, of: NegotiationStatus.self),
            let createdAt = cells.moment(Field.createdAt.rawValue),
            let updatedAt = cells.moment(Field.updatedAt.rawValue)
        else { return nil }
        var agreed: Int64?
        if negotiation == .accepted {
            agreed = cells.plainJSONNumber(Field.negotiationData.rawValue, of: "finalPrice")
            if agreed == nil { return nil }
        }
        self.init(
            id: ID(id), sessionID: ID(session), batchID: ID(batch), productID: ID(product), quantity: quantity,
            unitPrice: price, agreedPrice: agreed, isSample: isSample, itemStatus: status, createdAt: createdAt,
            updatedAt: updatedAt, isDeleted: !cells.isNull(Field.deletedAt.rawValue))
    }
}

extension PlainLine: DecodablePlainRow {
    @inline(__always)
    init?(decoding cells: borrowing RowCells) {
        typealias Field = OrderLine.Field
        guard let id = cells.integer(Field.id.rawValue), let order = cells.integer(Field.orderID.rawValue),
            let batch = cells.integer(Field.batchID.rawValue),
            let quantity = cells.millionths(Field.quantity.rawValue, of: QuantityDimension.self),
            let price = cells.millionths(Field.unitPrice.rawValue, of: MoneyDimension.self),
            let total = cells.millionths(Field.lineTotal.rawValue, of: MoneyDimension.self),
            let isSample = cells.flag(Field.isSample.rawValue)
        else { return nil }
        self.init(
            id: ID(id), orderID: ID(order), batchID: ID(batch), quantity: quantity, unitPrice: price, lineTotal: total,
            isSample: isSample, isDeleted: !cells.isNull(Field.deletedAt.rawValue))
    }
}

/// What a plain row makes of a cell of words: one that the system writes, or null.
enum PlainWord<Known> {
    case plain(Known?)
    case other
}

extension RowCells {
    @inline(__always)
    func plainWord<Known: RawRepresentable<String> & CaseIterable>(_ field: Int, of: Known.Type) -> PlainWord<Known> {
        guard !isNull(field) else { return .plain(nil) }
        guard let word: Known = knownWord(field) else { return .other }
        return .plain(word)
    }

    /// A number of a plain object of JSON, in millionths; nil where the object is not plain, whatever may be the matter with it,
    /// or has no such number.
    func plainJSONNumber(_ field: Int, of key: StaticString) -> Int64? {
        guard !isNull(field), let json = try? jsonBytes(field) else { return nil }
        return PlainJSON.millionths(of: key, in: json)
    }

    /// A number that its column can hold, in millionths; nil for any other.
    @inline(__always)
    func millionths<Measure: Dimension>(_ field: Int, of: Measure.Type) -> Int64? {
        guard !isNull(field), let number = try? number(field, of: Measure.self)?.value, number.isWithinColumnRange
        else { return nil }
        return number.millionths
    }
}
