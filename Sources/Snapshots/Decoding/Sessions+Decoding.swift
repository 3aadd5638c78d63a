import LiveShopping

extension Session: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), hostID: cells.id(Field.hostID), clientID: cells.id(Field.clientID),
            status: try cells.word(Field.status), roomCode: try cells.text(Field.roomCode),
            scheduledAt: cells.optionalMoment(Field.scheduledAt), startedAt: cells.optionalMoment(Field.startedAt),
            endedAt: cells.optionalMoment(Field.endedAt), title: try cells.optionalText(Field.title),
            timeoutSeconds: cells.optionalInteger(Field.timeoutSeconds),
            expiresAt: cells.optionalMoment(Field.expiresAt),
            lastActivityAt: cells.optionalMoment(Field.lastActivityAt), createdAt: cells.moment(Field.createdAt),
            updatedAt: cells.moment(Field.updatedAt), isDeleted: cells.isPresent(Field.deletedAt))
        defects = cells.takeDefects()
    }
}

extension CartItem: BinaryDecodable {
    static var key: Field { .id }

    @inline(__always)
    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), sessionID: cells.id(Field.sessionID), batchID: cells.id(Field.batchID),
            productID: cells.id(Field.productID), quantity: try cells.figure(Field.quantity),
            unitPrice: try cells.figure(Field.unitPrice), isSample: cells.flag(Field.isSample),
            itemStatus: try cells.optionalWord(Field.itemStatus),
            negotiationStatus: try cells.optionalWord(Field.negotiationStatus),
            createdAt: cells.moment(Field.createdAt), updatedAt: cells.moment(Field.updatedAt),
            isDeleted: cells.isPresent(Field.deletedAt))
        defects = cells.takeDefects()
    }
}

extension PriceOverride: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), sessionID: cells.id(Field.sessionID), productID: cells.id(Field.productID),
            price: try cells.figure(Field.price), createdAt: cells.moment(Field.createdAt),
            updatedAt: cells.moment(Field.updatedAt))
        defects = cells.takeDefects()
    }
}
