import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The order does not say what the cart said.
    static let lines: [FaultRecipe] = [
        FaultRecipe(
            "line.missing",
            [lineForgotten, sampleForgotten, bothOfAGroupForgotten, hundredthForgotten, lineStruck],
            nearMisses: [dustForgotten, interestOnly, deletedItem]),
        FaultRecipe(
            "line.extra", [lineAdded, sampleAdded, lineOfInterest, lineOfDeletedItem, twoLinesAdded],
            nearMisses: [addedLineStruck]),
        FaultRecipe(
            "line.quantity", [oneMore, halfHundredthLess, sampleTwice, twoItemsOneShort],
            nearMisses: [roundedHalfUp, splitInTwo, itemsAddUpBeforeRounding]),
    ]
}

// MARK: Missing

private func lineForgotten(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    let item = stage.scene.visits[visit].items[2]
    stage[saleOf: visit].lines.removeLast()
    stage[saleOf: visit].foot()
    stage.expect(stage.key(visit: visit, batch: item.batchID), item.value)
}

private func sampleForgotten(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let item = stage.item(in: visit, price: money("4.00"), sample: true)
    stage.sale(of: visit)
    stage[saleOf: visit].lines.removeLast()
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID, sample: true))
}

private func bothOfAGroupForgotten(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let lot = stage.twoItems(in: visit, quantities: (quantity("0.333"), quantity("2.5")))
    stage.sale(of: visit)
    stage[saleOf: visit].lines.removeLast(2)
    stage[saleOf: visit].foot()
    let amount = stage.scene.visits[visit].items.suffix(2).reduce(Money.zero) { $0 + $1.value }
    stage.expect(stage.key(visit: visit, batch: stage.scene.lots[lot].batch.id), amount)
}

/// 0.005 rounds to 0.01, which is something.
private func hundredthForgotten(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let item = stage.item(in: visit, quantity: quantity("0.005"))
    stage.sale(of: visit)
    stage[saleOf: visit].lines.removeLast()
    stage[saleOf: visit].foot()
    let forgotten = stage.scene.visits[visit].items[item]
    stage.expect(stage.key(visit: visit, batch: forgotten.batchID), forgotten.value)
}

/// A deleted line is as good as none.
private func lineStruck(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    let item = stage.scene.visits[visit].items[1]
    stage[saleOf: visit].lines[1].isDeleted = true
    stage[saleOf: visit].foot()
    stage.expect(stage.key(visit: visit, batch: item.batchID), item.value)
}

/// 0.0049 rounds to nothing, which may well be missing.
private func dustForgotten(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, quantity: quantity("0.0049"))
    stage.sale(of: visit)
    stage[saleOf: visit].lines.removeLast()
    stage[saleOf: visit].foot()
}

private func interestOnly(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, status: .interested)
    stage.item(in: visit, sample: true, status: .sampleRequest)
    stage.sale(of: visit)
}

private func deletedItem(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let item = stage.item(in: visit)
    stage.scene.visits[visit].items[item].isDeleted = true
    stage.sale(of: visit)
}

// MARK: Extra

private func lineAdded(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let lot = stage.lot()
    stage.addLine(visit, lot: lot, quantity: quantity("1.5"), price: money("10.01"))
    stage.expect(stage.key(visit: visit, batch: stage.scene.lots[lot].batch.id), money("15.02"))
}

/// A sample of what is bought is another group than what is bought.
private func sampleAdded(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.addLine(visit, lot: 0, quantity: Quantity(1), price: .zero, sample: true)
    stage.expect(stage.key(visit: visit, batch: stage.scene.lots[0].batch.id, sample: true))
}

private func lineOfInterest(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let item = stage.item(in: visit, quantity: Quantity(4), status: .interested)
    let (batch, price) = (
        stage.scene.visits[visit].items[item].batchID, stage.scene.visits[visit].items[item].unitPrice
    )
    stage.addLine(visit, lot: stage.scene.lots.count - 1, quantity: Quantity(4), price: price.value ?? .zero)
    stage.expect(stage.key(visit: visit, batch: batch), stage.scene.visits[visit].items[item].value)
}

private func lineOfDeletedItem(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    stage.scene.visits[visit].items[1].isDeleted = true
    let item = stage.scene.visits[visit].items[1]
    stage.expect(stage.key(visit: visit, batch: item.batchID), item.value)
}

private func twoLinesAdded(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 1)
    let lot = stage.lot()
    stage.addLine(visit, lot: lot, quantity: Quantity(1), price: money("7.00"))
    stage.addLine(visit, lot: lot, quantity: Quantity(2), price: money("6.50"))
    stage.expect(stage.key(visit: visit, batch: stage.scene.lots[lot].batch.id), money("20.00"))
}

private func addedLineStruck(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.addLine(visit, lot: stage.lot(), quantity: quantity("1.5"), price: money("10.01"))
    stage[saleOf: visit].lines[2].isDeleted = true
    stage[saleOf: visit].foot()
}

// MARK: Quantity

private func oneMore(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let item = stage.scene.visits[visit].items[0]
    stage.setLine(visit, 0, quantity: (item.quantity.value ?? .zero) + Quantity(1))
    stage.expect(stage.key(visit: visit, batch: item.batchID), item.unitPrice.value ?? .zero)
}

/// 1.235 is 1.24 when half a hundredth goes up, and 1.23 to who cuts it off.
private func halfHundredthLess(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let item = stage.item(in: visit, quantity: quantity("1.235"), overriddenAt: money("49.50"), cost: cost("20"))
    stage.sale(of: visit)
    stage.setLine(visit, 1, quantity: quantity("1.23"))
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID), money("0.50"))
}

private func sampleTwice(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let item = stage.item(in: visit, sample: true)
    stage.sale(of: visit)
    stage.setLine(visit, 2, quantity: Quantity(2))
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID, sample: true))
}

private func twoItemsOneShort(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let lot = stage.twoItems(in: visit, quantities: (Quantity(3), Quantity(4)))
    stage.sale(of: visit)
    stage.setLine(visit, 2, quantity: Quantity(3))
    stage.expect(
        stage.key(visit: visit, batch: stage.scene.lots[lot].batch.id),
        stage.scene.visits[visit].items[1].unitPrice.value ?? .zero)
}

private func roundedHalfUp(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: quantity("1.235"))
    stage.item(in: visit, quantity: quantity("2.0049"))
    stage.sale(of: visit)
}

private func splitInTwo(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: Quantity(5))
    stage.sale(of: visit)
    let price = stage[saleOf: visit].lines[1].unitPrice.value ?? .zero
    stage.setLine(visit, 1, quantity: quantity("2.25"))
    stage.addLine(visit, lot: 1, quantity: quantity("2.75"), price: price)
}

/// Twice 0.004 is 0.008, which is 0.01; rounded one by one they are nothing.
private func itemsAddUpBeforeRounding(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let lot = stage.twoItems(in: visit, quantities: (quantity("1.004"), quantity("0.004")))
    stage.sale(of: visit)
    stage[saleOf: visit].lines.removeLast()
    stage.setLine(visit, 1, quantity: quantity("1.01"))
    precondition(stage[saleOf: visit].lines[1].batchID == stage.scene.lots[lot].batch.id)
}
