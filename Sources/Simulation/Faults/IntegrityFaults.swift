import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The rows do not fit together.
    static let integrity: [FaultRecipe] = [
        FaultRecipe("integrity.product", [otherProduct, otherProductOfSample], nearMisses: [otherProductDeleted]),
        FaultRecipe(
            "integrity.quantity", [quantityZero, quantityNegative, quantityNotANumber], nearMisses: [quantityTiny]),
        FaultRecipe(
            "integrity.price", [negativeSamplePrice, priceNotANumber, negativePriceCancelled, negativeAgreedPrice],
            nearMisses: [negativePriceDeleted]),
        FaultRecipe(
            "integrity.duplicate-override", [overriddenTwice, overriddenThrice], nearMisses: [overriddenInTwoSessions]),
        FaultRecipe(
            "integrity.duplicate-item", [itemTwice, itemThriceAndPairs, sampleItemTwice],
            nearMisses: [twiceWithOtherStatus, secondItemDeleted]),
    ]
}

// MARK: Items

/// An ended session with one item that is changed for the worse.
private func brokenItem(
    _ stage: inout Stage, status: SessionStatus = .ended, sample: Bool = false, _ change: (inout CartItem) -> Void
) -> Int {
    let visit = stage.visit(status)
    let item = stage.item(in: visit, sample: sample)
    change(&stage.scene.visits[visit].items[item])
    stage.expect(stage.key(visit: visit, item: item))
    return visit
}

private func otherProduct(_ stage: inout Stage) {
    stage.lot()
    let other = stage.scene.lots[0].product.id
    _ = brokenItem(&stage) { $0.productID = other }
}

private func otherProductOfSample(_ stage: inout Stage) {
    stage.lot()
    let other = stage.scene.lots[0].product.id
    _ = brokenItem(&stage, status: .active, sample: true) { $0.productID = other }
}

private func otherProductDeleted(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    let other = stage.scene.lots[1].product.id
    stage.scene.visits[visit].items[0].productID = other
    stage.scene.visits[visit].items[0].isDeleted = true
}

private func quantityZero(_ stage: inout Stage) {
    _ = brokenItem(&stage) { $0.quantity = .finite(.zero) }
}

private func quantityNegative(_ stage: inout Stage) {
    _ = brokenItem(&stage) { $0.quantity = .finite(quantity("-2.5")) }
}

private func quantityNotANumber(_ stage: inout Stage) {
    _ = brokenItem(&stage) { item in
        item.quantity = .nan
        item.defects = [Defect(column: item.column(.quantity), reason: .notFinite)]
    }
}

private func quantityTiny(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.item(in: visit, quantity: quantity("0.0001"))
}

private func negativeSamplePrice(_ stage: inout Stage) {
    _ = brokenItem(&stage, status: .active, sample: true) { $0.unitPrice = .finite(money("-0.01")) }
}

private func priceNotANumber(_ stage: inout Stage) {
    _ = brokenItem(&stage) { item in
        item.unitPrice = .nan
        item.defects = [Defect(column: item.column(.unitPrice), reason: .notFinite)]
    }
}

/// Nobody prices what was cancelled.
private func negativePriceCancelled(_ stage: inout Stage) {
    _ = brokenItem(&stage, status: .cancelled) { $0.unitPrice = .finite(money("-12.00")) }
}

/// A price below zero is below cost too.
private func negativeAgreedPrice(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    let lot = stage.lot(cost: cost("4"))
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(2), price: money("-1.00"))
    stage.scene.visits[visit].items[item].negotiationStatus = .known(.accepted)
    stage.expect(stage.key(visit: visit, item: item))
    stage.expect(stage.key(visit: visit, item: item), money("10.00"), rule: "price.below-cost")
}

private func negativePriceDeleted(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.scene.visits[visit].items[0].unitPrice = .finite(money("-1.00"))
    stage.scene.visits[visit].items[0].isDeleted = true
}

private extension CartItem {
    func column(_ field: Field) -> String { field.name }
}

// MARK: Duplicates

private func overriddenTwice(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    stage.item(in: visit, quantity: Quantity(3), overriddenAt: money("18.00"), cost: cost("9"))
    stage.override(in: visit, lot: 1, money("17.00"), minutesLater: -5)
    stage.expect("\(stage.key(visit: visit)),product=\(stage.scene.lots[1].product.id)")
}

/// Of overrides of one moment, the one with the highest id counts.
private func overriddenThrice(_ stage: inout Stage) {
    let visit = stage.visit(.paused, items: 1)
    let lot = stage.lot(cost: cost("9"))
    for price in ["15.00", "16.00", "18.00"] { stage.override(in: visit, lot: lot, money(price)) }
    stage.item(in: visit, lot: lot, quantity: Quantity(2), price: money("18.00"))
    stage.expect("\(stage.key(visit: visit)),product=\(stage.scene.lots[lot].product.id)")
}

private func overriddenInTwoSessions(_ stage: inout Stage) {
    let first = stage.visit(.ended, items: 0)
    let lot = stage.lot(cost: cost("9"))
    for visit in [first, stage.visit(.ended, items: 0)] {
        stage.override(in: visit, lot: lot, money("14.00"))
        stage.item(in: visit, lot: lot, price: money("14.00"))
    }
}

private func itemTwice(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 1)
    stage.item(in: visit, lot: 0)
    stage.expect(stage.duplicateKey(visit: visit, lot: 0))
}

/// Three to purchase and two of interest are one finding, of three.
private func itemThriceAndPairs(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    for _ in 0..<2 { stage.item(in: visit, lot: 0) }
    for _ in 0..<2 { stage.item(in: visit, lot: 0, status: .interested) }
    stage.expect(stage.duplicateKey(visit: visit, lot: 0))
}

private func sampleItemTwice(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    for _ in 0..<2 { stage.item(in: visit, lot: 0, sample: true, status: .sampleRequest) }
    stage.expect(stage.duplicateKey(visit: visit, lot: 0, sample: true))
}

private func twiceWithOtherStatus(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    stage.item(in: visit, lot: 0, status: .interested)
    stage.item(in: visit, lot: 0, sample: true)
}

private func secondItemDeleted(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 1)
    let item = stage.item(in: visit, lot: 0)
    stage.scene.visits[visit].items[item].isDeleted = true
}
