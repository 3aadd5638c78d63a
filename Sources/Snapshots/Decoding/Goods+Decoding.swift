import LiveShopping

extension Product: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), name: try cells.text(Field.name), category: try cells.text(Field.category))
        defects = cells.takeDefects()
    }
}

extension Batch: BinaryDecodable {
    static var key: Field { .id }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            id: cells.id(Field.id), productID: cells.id(Field.productID), code: try cells.text(Field.code),
            onHand: try cells.figure(Field.onHand), sample: try cells.figure(Field.sample),
            reserved: try cells.figure(Field.reserved), quarantine: try cells.figure(Field.quarantine),
            hold: try cells.figure(Field.hold), unitCost: try cells.optionalFigure(Field.unitCost),
            costMode: try cells.optionalWord(Field.costMode),
            unitCostMinimum: try cells.optionalFigure(Field.unitCostMinimum),
            unitCostMaximum: try cells.optionalFigure(Field.unitCostMaximum),
            status: try cells.optionalText(Field.status), updatedAt: cells.optionalMoment(Field.updatedAt),
            isDeleted: cells.isPresent(Field.deletedAt))
        defects = cells.takeDefects()
    }
}

extension PricingDefault: BinaryDecodable {
    static var key: Field { .category }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            category: try cells.text(Field.category), margin: try cells.figure(Field.margin),
            updatedAt: cells.optionalMoment(Field.updatedAt))
        defects = cells.takeDefects()
    }
}

extension ChannelSetting: BinaryDecodable {
    static var key: Field { .channel }

    init(decoding cells: inout RowCells) throws(CellError) {
        self.init(
            channel: try cells.optionalText(Field.channel), defaultBasis: try cells.optionalWord(Field.defaultBasis))
        defects = cells.takeDefects()
    }
}
