import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The price loses money, or cannot be checked.
    static let priceLimits: [FaultRecipe] = [
        FaultRecipe(
            "price.below-cost", [agreedBelowCost, overriddenBelowCost, negativeMargin, halfCentBelowCost],
            nearMisses: [exactlyAtRoundedCost, belowCostInOldCart, atLowerNeighbour]),
        FaultRecipe("price.zero", [agreedForNothing, overriddenToNothing], nearMisses: [sampleForNothing]),
        FaultRecipe(
            "price.unverifiable",
            [profileElsewhere, costUnknown, rangeWithoutLowerEnd, marginOfAHundred, rulesOfAnotherEngine],
            nearMisses: [profileButOverridden, profileButAgreed]),
    ]
}

// MARK: Below cost

/// An item at a price that host and client have agreed on.
private func agreedItem(
    _ stage: inout Stage, cost figure: String, price: String, quantity count: Quantity
) -> (visit: Int, item: Int) {
    let visit = stage.visit(.ended, items: 1)
    let lot = stage.lot(cost: cost(figure))
    let item = stage.item(in: visit, lot: lot, quantity: count, price: money(price))
    stage.scene.visits[visit].items[item].negotiationStatus = .known(.accepted)
    return (visit, item)
}

private func agreedBelowCost(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, cost: "10.1234", price: "9.00", quantity: Quantity(3))
    // 1.1234 × 3 = 3.3702.
    stage.expect(stage.key(visit: visit, item: item), money("3.37"))
}

private func overriddenBelowCost(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(12), overriddenAt: money("7.50"), cost: cost("8"))
    stage.expect(stage.key(visit: visit, item: item), money("6.00"))
}

/// A client who is promised goods below cost: 20 ÷ 1.1 is 18.18, as the margin of −10 has it.
private func negativeMargin(_ stage: inout Stage) {
    stage.party(margin: percent("-10"))
    let visit = stage.visit(.ended, items: 0)
    let lot = stage.lot(cost: cost("20"))
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(2), price: money("18.18"))
    stage.expect(stage.key(visit: visit, item: item), money("3.64"))
}

/// A cost of 10.005 is 10.01 in money, and 10.00 is below that.
private func halfCentBelowCost(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, cost: "10.005", price: "10.00", quantity: Quantity(9))
    // 0.005 × 9 = 0.045, which is 0.05.
    stage.expect(stage.key(visit: visit, item: item), money("0.05"))
}

private func exactlyAtRoundedCost(_ stage: inout Stage) {
    _ = agreedItem(&stage, cost: "10.0049", price: "10.00", quantity: Quantity(5))
}

private func belowCostInOldCart(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, cost: "10", price: "2.00", quantity: Quantity(5))
    stage.scene.visits[visit].items[item].updatedAt = stage.asOf - .days(35) - TimeSpan(microseconds: 1)
}

/// A midpoint of 10.005 may be 10.00.
private func atLowerNeighbour(_ stage: inout Stage) {
    let isHigh = stage.world.shop.pricing.basis == .high
    _ = agreedItem(&stage, cost: "5", price: isHigh ? "11.01" : "10.00", quantity: Quantity(5))
    stage.scene.lots[1].batch.costMode = .known(.range)
    stage.scene.lots[1].batch.unitCostMinimum = .finite(cost("9"))
    stage.scene.lots[1].batch.unitCostMaximum = .finite(cost("11.01"))
}

// MARK: Zero

private func agreedForNothing(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, cost: "10", price: "0.00", quantity: Quantity(2))
    stage.expect(stage.key(visit: visit, item: item))
}

private func overriddenToNothing(_ stage: inout Stage) {
    let visit = stage.visit(.paused, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(1), overriddenAt: .zero, cost: cost("8"))
    stage.expect(stage.key(visit: visit, item: item))
}

private func sampleForNothing(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.item(in: visit, price: .zero, sample: true)
}

// MARK: Unverifiable

/// One item that cannot be checked, at a price that nobody can fault.
private func unverifiableItem(
    _ stage: inout Stage, margin: String? = nil, profile: Int64? = nil
) -> (visit: Int, item: Int) {
    stage.party(margin: margin.map(percent), profile: profile)
    let visit = stage.visit(.ended, items: 0)
    let lot = stage.lot(cost: cost("10"))
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(2), price: money("77.77"))
    return (visit, item)
}

private func profileElsewhere(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage, profile: 4)
    stage.expect(stage.key(visit: visit, item: item))
}

private func costUnknown(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage)
    stage.scene.lots[0].batch.unitCost = nil
    stage.expect(stage.key(visit: visit, item: item))
}

/// The one figure that is there is not the range's.
private func rangeWithoutLowerEnd(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage)
    stage.scene.lots[0].batch.costMode = .known(.range)
    stage.scene.lots[0].batch.unitCostMaximum = .finite(cost("12"))
    stage.expect(stage.key(visit: visit, item: item))
}

private func marginOfAHundred(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage, margin: "100")
    stage.expect(stage.key(visit: visit, item: item))
}

private func rulesOfAnotherEngine(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage)
    stage.scene.parties[0].client.pricingRules = .list
    stage.expect(stage.key(visit: visit, item: item))
}

private func profileButOverridden(_ stage: inout Stage) {
    let (visit, _) = unverifiableItem(&stage, profile: 9)
    stage.override(in: visit, lot: 0, money("77.77"))
}

private func profileButAgreed(_ stage: inout Stage) {
    let (visit, item) = unverifiableItem(&stage, profile: 9)
    stage.scene.visits[visit].items[item].negotiationStatus = .known(.accepted)
}
