import LiveShopping

extension Order: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), clientID: cells.id(Field.clientID), number: try cells.text(Field.number),
            type: try cells.word(Field.type), isDraft: cells.flag(Field.isDraft),
            subtotal: try cells.figure(Field.subtotal), total: try cells.figure(Field.total),
            tax: try cells.optionalFigure(Field.tax), discount: try cells.optionalFigure(Field.discount),
            shipping: try cells.optionalFigure(Field.shipping),
            cashPayment: try cells.optionalFigure(Field.cashPayment),
            saleStatus: try cells.optionalWord(Field.saleStatus),
            fulfillmentStatus: try cells.optionalWord(Field.fulfillmentStatus),
            invoiceID: cells.optionalID(Field.invoiceID), notes: try cells.optionalText(Field.notes),
            liveSessionID: cells.optionalID(Field.liveSessionID), origin: try cells.optionalText(Field.origin),
            createdAt: cells.moment(Field.createdAt), isDeleted: cells.isPresent(Field.deletedAt))
        defects = cells.takeDefects()
    }
}

extension OrderLine: BinaryDecodable {
    static var key: Field { .id }

    @inline(__always)
    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), orderID: cells.id(Field.orderID), batchID: cells.id(Field.batchID),
            quantity: try cells.figure(Field.quantity), unitPrice: try cells.figure(Field.unitPrice),
            lineTotal: try cells.figure(Field.lineTotal), isSample: cells.flag(Field.isSample))
        defects = cells.takeDefects()
    }
}

extension Invoice: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.optionalID(Field.id), clientID: cells.optionalID(Field.customerID),
            amountDue: try cells.optionalFigure(Field.amountDue), status: try cells.optionalWord(Field.status),
            isDeleted: cells.isPresent(Field.deletedAt))
        defects = cells.takeDefects()
    }
}
