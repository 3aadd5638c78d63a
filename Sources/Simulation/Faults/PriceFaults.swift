import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The cart's price is not the one that the hierarchy gives.
    static let prices: [FaultRecipe] = [
        FaultRecipe(
            "price.override", [overrideIgnored, overrideChangedLater, lastOverrideCounts, overrideBeforeAgreement],
            nearMisses: [
                overrideOfAnotherProduct, overrideInOldCart, overrideInCancelledSession, agreedAfterOverride,
                agreedWithOverride,
            ]),
        FaultRecipe(
            "price.margin",
            [
                marginIgnored, clientMarginIgnored, fractionalMarginRoundedFirst, costWentUpSince,
                rangePricedFromWrongEnd, costNotRoundedFirst, betweenTheNeighbours,
            ],
            nearMisses: [
                marginHalfUp, agreedPrice, marginInOldCart, upperEndUnknown, costRoundedFirst, midpointOnHalfACent,
            ]),
        FaultRecipe(
            "price.cost", [costNotPassedOn, oneCentAboveCost], needsNoFallbackMargin: true),
        FaultRecipe(
            "price.cost-fallback", [nobodyNamedAMargin, onlyMarginDeleted], needsNoFallbackMargin: true),
    ]
}

// MARK: Overrides

/// A converted session with one item whose price an override of 24.00 should have set.
private func overriddenItem(_ stage: inout Stage, price: Money, quantity: Quantity) -> (visit: Int, item: Int) {
    let visit = stage.visit(.ended, items: 1)
    let item = stage.item(in: visit, quantity: quantity, overriddenAt: money("24.00"), cost: cost("12.5"))
    stage.scene.visits[visit].items[item].unitPrice = .finite(price)
    return (visit, item)
}

private func overrideIgnored(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("25.01"), quantity: quantity("2.5"))
    // 1.01 × 2.5 = 2.525, which is 2.53.
    stage.expect(stage.key(visit: visit, item: item), money("2.53"))
}

private func overrideChangedLater(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(10), overriddenAt: money("30.00"), cost: cost("12.5"))
    stage.scene.visits[visit].overrides[0].price = .finite(money("28.00"))
    stage.scene.visits[visit].overrides[0].updatedAt = stage.asOf - .minutes(20)
    stage.expect(stage.key(visit: visit, item: item), money("20.00"))
}

private func lastOverrideCounts(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("24.00"), quantity: Quantity(3))
    let product = stage.scene.lots[1].product.id
    stage.override(in: visit, lot: 1, money("22.00"), minutesLater: 2)
    stage.override(in: visit, lot: 1, money("99.00"), minutesLater: -3)
    stage.expect(stage.key(visit: visit, item: item), money("6.00"))
    stage.expect("\(stage.key(visit: visit)),product=\(product)", rule: "integrity.duplicate-override")
}

private func overrideBeforeAgreement(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("20.00"), quantity: Quantity(1))
    let override = stage.scene.visits[visit].overrides[0].updatedAt
    stage.agree(visit, item, "20", at: override - TimeSpan(microseconds: 1))
    stage.expect(stage.key(visit: visit, item: item), money("4.00"))
}

/// What was agreed on in the moment of the override counts.
private func agreedWithOverride(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("20.00"), quantity: Quantity(1))
    stage.agree(visit, item, "20", at: stage.scene.visits[visit].overrides[0].updatedAt)
}

/// Nobody wrote down when it was agreed on: at the item's last change, which is later than the override.
private func agreedAfterOverride(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("20.00"), quantity: Quantity(1))
    stage.agree(visit, item, "20", at: nil)
}

private func overrideOfAnotherProduct(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.override(in: visit, lot: stage.lot(), money("1.00"))
}

private func overrideInOldCart(_ stage: inout Stage) {
    let (visit, item) = overriddenItem(&stage, price: money("31.00"), quantity: Quantity(2))
    stage.scene.visits[visit].items[item].updatedAt = stage.asOf - .days(35) - TimeSpan(microseconds: 1)
}

private func overrideInCancelledSession(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(2), overriddenAt: money("24.00"), cost: cost("12.5"))
    stage.scene.visits[visit].items[item].unitPrice = .finite(money("26.00"))
}

// MARK: Margins

/// An item of a client with a margin, at a cost and a price.
private func marginItem(
    _ stage: inout Stage, margin: String, cost figure: String, price: String, quantity count: Int = 4
) -> (visit: Int, item: Int) {
    stage.party(margin: percent(margin))
    let visit = stage.visit(.ended, items: 1)
    let lot = stage.lot(cost: cost(figure))
    return (visit, stage.item(in: visit, lot: lot, quantity: Quantity(count), price: money(price)))
}

private func marginIgnored(_ stage: inout Stage) {
    let visit = stage.visit(.paused, items: 1)
    let lot = stage.lot(category: "Wine")
    let usual = stage.price(lot: lot, for: stage.scene.parties[0].client.id)
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(6), price: usual + money("0.50"))
    stage.expect(stage.key(visit: visit, item: item), money("3.00"))
}

/// The client's 20 % were agreed; the price has the category's margin.
private func clientMarginIgnored(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "20", cost: "10", price: "14.81")
    stage.expect(stage.key(visit: visit, item: item), money("9.24"))
}

/// 1,000 ÷ 0.666667 is 1,499.99925…, which is 1,500.00; with the margin cut to 33.33 it is 1,499.93.
private func fractionalMarginRoundedFirst(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "33.3333", cost: "1000", price: "1499.93", quantity: 1)
    stage.expect(stage.key(visit: visit, item: item), money("0.07"))
}

private func costWentUpSince(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "50", cost: "8", price: "18.00", quantity: 2)
    stage.scene.lots[1].batch.updatedAt = stage.asOf - .minutes(1)
    stage.expect(stage.key(visit: visit, item: item), money("4.00"))
}

/// The range is 4.00 to 8.00: at 50 % that is 8.00, 12.00 or 16.00, by the basis, and never 20.00.
private func rangePricedFromWrongEnd(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "50", cost: "5", price: "20.00", quantity: 3)
    makeRange(&stage, lot: 1, from: "4", to: "8")
    let right =
        switch stage.world.shop.pricing.basis {
        case .low: money("36.00")
        case .mid: money("24.00")
        case .high: money("12.00")
        }
    stage.expect(stage.key(visit: visit, item: item), right)
}

/// 10.0049 is 10.00 in cents, and 20.00 at 50 %; unrounded it would be 20.0098, which is 20.01.
private func costNotRoundedFirst(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "50", cost: "10.0049", price: "20.01")
    stage.expect(stage.key(visit: visit, item: item), money("0.04"))
}

private func costRoundedFirst(_ stage: inout Stage) {
    _ = marginItem(&stage, margin: "50", cost: "10.0049", price: "20.00")
}

/// The range is 4.00 to 8.01, whose midpoint of 6.005 may be 6.00 or 6.01: 12.00 or 12.02 at 50 %.
private func midpointOnHalfACent(_ stage: inout Stage) {
    let price =
        switch stage.world.shop.pricing.basis {
        case .low: "8.00"
        case .mid: stage.random.pick(["12.00", "12.02"])
        case .high: "16.02"
        }
    _ = marginItem(&stage, margin: "50", cost: "5", price: price)
    makeRange(&stage, lot: 1, from: "4", to: "8.01")
}

private func betweenTheNeighbours(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "50", cost: "5", price: "12.01", quantity: 1)
    makeRange(&stage, lot: 1, from: "4", to: "8.01")
    let off =
        switch stage.world.shop.pricing.basis {
        case .low, .high: money("4.01")
        case .mid: money("0.01")
        }
    stage.expect(stage.key(visit: visit, item: item), off)
}

private func makeRange(_ stage: inout Stage, lot: Int, from low: String?, to high: String?) {
    stage.scene.lots[lot].batch.costMode = .known(.range)
    stage.scene.lots[lot].batch.unitCostMinimum = low.map { .finite(cost($0)) }
    stage.scene.lots[lot].batch.unitCostMaximum = high.map { .finite(cost($0)) }
}

/// 7.02 ÷ 0.8 = 8.775, which goes up to 8.78.
private func marginHalfUp(_ stage: inout Stage) {
    _ = marginItem(&stage, margin: "20", cost: "7.02", price: "8.78")
}

private func agreedPrice(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "20", cost: "8", price: "9.50")
    stage.scene.visits[visit].items[item].negotiationStatus = .known(.accepted)
}

private func marginInOldCart(_ stage: inout Stage) {
    let (visit, item) = marginItem(&stage, margin: "20", cost: "8", price: "9.50")
    stage.scene.visits[visit].items[item].updatedAt = stage.asOf - .days(35) - TimeSpan(microseconds: 1)
}

/// Without an upper end the lower one is the cost, whatever the basis.
private func upperEndUnknown(_ stage: inout Stage) {
    _ = marginItem(&stage, margin: "50", cost: "5", price: "12.50")
    makeRange(&stage, lot: 1, from: "6.25", to: nil)
}

// MARK: Cost

/// An item of a category that has no margin, for a client who has none: the price is the cost.
private func unpricedItem(_ stage: inout Stage, cost figure: String, price: String, quantity count: Int) -> String {
    let visit = stage.visit(.ended, items: 1)
    let lot = stage.lot(cost: cost(figure), category: Category.unpriced)
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(count), price: money(price))
    return stage.key(visit: visit, item: item)
}

private func costNotPassedOn(_ stage: inout Stage) {
    let key = unpricedItem(&stage, cost: "10", price: "13.00", quantity: 5)
    stage.expect(key, money("15.00"))
    stage.expect(key, rule: "price.cost-fallback")
}

/// A cost of 9.9949 is 9.99.
private func oneCentAboveCost(_ stage: inout Stage) {
    let key = unpricedItem(&stage, cost: "9.9949", price: "10.00", quantity: 3)
    stage.expect(key, money("0.03"))
    stage.expect(key, rule: "price.cost-fallback")
}

private func nobodyNamedAMargin(_ stage: inout Stage) {
    stage.expect(unpricedItem(&stage, cost: "9.995", price: "10.00", quantity: 2))
}

/// A category whose only margin was deleted has none.
private func onlyMarginDeleted(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    let category = "\(Category.unpriced) \(stage.scene.visits[visit].session.id)"
    stage.scene.defaults.append(
        PricingDefault(category: category, margin: .finite(percent("50")), updatedAt: stage.asOf, isDeleted: true))
    let lot = stage.lot(cost: cost("9.995"), category: category)
    let item = stage.item(in: visit, lot: lot, quantity: Quantity(2), price: money("10.00"))
    stage.expect(stage.key(visit: visit, item: item))
}
