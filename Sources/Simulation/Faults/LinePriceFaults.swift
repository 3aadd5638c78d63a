import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The order's prices are not the cart's.
    static let linePrices: [FaultRecipe] = [
        FaultRecipe(
            "line.price", [cheaper, oneCentMore, cheaperAndFewer, splitAtTwoPrices, samplePriceBesides],
            nearMisses: [splitAtPricesThatCancelOut, samplePriced])
    ]
}

private func cheaper(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let item = stage.item(in: visit, quantity: quantity("2.5"), overriddenAt: money("31.99"), cost: cost("18.25"))
    stage.sale(of: visit, link: .column)
    stage.setLine(visit, 1, price: money("29.98"))
    // 2.01 × 2.5 = 5.025, which is 5.03.
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID), money("5.03"))
}

private func oneCentMore(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let item = stage.item(in: visit, quantity: Quantity(3))
    stage.sale(of: visit, link: .note)
    let priced = stage.scene.visits[visit].items[item]
    stage.setLine(visit, 2, price: (priced.unitPrice.value ?? .zero) + money("0.01"))
    stage.sendOff(visit)
    stage.expect(stage.key(visit: visit, batch: priced.batchID), money("0.03"))
}

/// Both the quantity and the price are wrong, and each is said.
private func cheaperAndFewer(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(6), overriddenAt: money("20.00"), cost: cost("11"))
    stage.sale(of: visit)
    stage.setLine(visit, 1, quantity: Quantity(4), price: money("18.50"))
    let key = stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID)
    stage.expect(key, money("6.00"))
    stage.expect(key, money("40.00"), rule: "line.quantity")
}

private func splitAtTwoPrices(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(4), overriddenAt: money("10.00"), cost: cost("6.4"))
    stage.sale(of: visit)
    stage.setLine(visit, 1, quantity: Quantity(1))
    stage.addLine(visit, lot: 1, quantity: Quantity(3), price: money("9.75"))
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID), money("0.75"))
}

/// The sample of a batch has a price of its own, which makes the batch's no other.
private func samplePriceBesides(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(2), overriddenAt: money("15.00"), cost: cost("9"))
    stage.item(in: visit, lot: 1, price: money("2.00"), sample: true)
    stage.sale(of: visit)
    stage.setLine(visit, 1, price: money("14.00"))
    stage.expect(stage.key(visit: visit, batch: stage.scene.visits[visit].items[item].batchID), money("2.00"))
}

private func splitAtPricesThatCancelOut(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: Quantity(4), overriddenAt: money("10.00"), cost: cost("6.4"))
    stage.sale(of: visit)
    stage.setLine(visit, 1, quantity: Quantity(2), price: money("9.00"))
    stage.addLine(visit, lot: 1, quantity: Quantity(2), price: money("11.00"))
}

private func samplePriced(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, price: money("5.00"), sample: true)
    stage.sale(of: visit)
}
