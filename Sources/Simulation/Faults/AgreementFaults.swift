import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// Host and client agreed on a price, and the cart has another.
    static let agreements: [FaultRecipe] = [
        FaultRecipe(
            "price.negotiated", [agreementLost, agreementRoundedDown, overrideKept, convertedAtListPrice],
            nearMisses: [
                agreementKept, agreedBeforeOverride, agreedOnNothingWritten, stillPending, lostInOldCart,
            ])
    ]
}

extension Stage {
    /// Lets host and client agree on a price for an item, at a moment or, where nobody wrote it down, at its last change.
    mutating func agree(_ visit: Int, _ item: Int, _ price: String, at moment: Timestamp?) {
        scene.visits[visit].items[item].negotiationStatus = .known(.accepted)
        scene.visits[visit].items[item].negotiation = Negotiation(finalPrice: money(price), acceptedAt: moment)
    }
}

/// An item at a cost of 12.00, at a price that was agreed on and another in the cart.
private func agreedItem(
    _ stage: inout Stage, _ status: SessionStatus = .active, agreed: String, price: String, quantity: Quantity
) -> (visit: Int, item: Int) {
    let visit = stage.visit(status, items: 1)
    let lot = stage.lot(cost: cost("12"))
    let item = stage.item(in: visit, lot: lot, quantity: quantity, price: money(price))
    stage.agree(visit, item, agreed, at: stage.scene.visits[visit].items[item].updatedAt)
    return (visit, item)
}

/// Adding the item again made the system forget the agreement.
private func agreementLost(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, agreed: "17.50", price: "20.00", quantity: Quantity(4))
    stage.expect(stage.key(visit: visit, item: item), money("10.00"))
}

private func agreementRoundedDown(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, .paused, agreed: "17.505", price: "17.50", quantity: quantity("2.5"))
    // 0.01 × 2.5 = 0.025.
    stage.expect(stage.key(visit: visit, item: item), money("0.03"))
}

/// The override stands in the cart, and what was agreed on later does not.
private func overrideKept(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(2), overriddenAt: money("24.00"), cost: cost("12.5"))
    stage.agree(visit, item, "22", at: stage.scene.visits[visit].overrides[0].updatedAt)
    stage.expect(stage.key(visit: visit, item: item), money("4.00"))
}

private func convertedAtListPrice(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, .converted, agreed: "18.25", price: "19.00", quantity: Quantity(3))
    stage.sale(of: visit)
    stage.expect(stage.key(visit: visit, item: item), money("2.25"))
}

private func agreementKept(_ stage: inout Stage) {
    _ = agreedItem(&stage, agreed: "17.505", price: "17.51", quantity: Quantity(4))
}

private func agreedBeforeOverride(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    let item = stage.item(in: visit, quantity: Quantity(2), overriddenAt: money("24.00"), cost: cost("12.5"))
    let override = stage.scene.visits[visit].overrides[0].updatedAt
    stage.agree(visit, item, "22", at: override - TimeSpan(microseconds: 1))
}

/// The cart's price is all that there is of the agreement.
private func agreedOnNothingWritten(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, agreed: "17.50", price: "20.00", quantity: Quantity(4))
    stage.scene.visits[visit].items[item].negotiation = nil
}

private func stillPending(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 2)
    stage.agree(visit, 0, "13.00", at: nil)
    stage.scene.visits[visit].items[0].negotiationStatus = .known(.pending)
}

private func lostInOldCart(_ stage: inout Stage) {
    let (visit, item) = agreedItem(&stage, .ended, agreed: "17.50", price: "20.00", quantity: Quantity(4))
    stage.scene.visits[visit].items[item].updatedAt = stage.asOf - .days(35) - TimeSpan(microseconds: 1)
}
