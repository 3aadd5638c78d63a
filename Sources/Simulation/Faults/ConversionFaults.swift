import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// There is an order, and the session does not say so.
    static let conversion: [FaultRecipe] = [
        FaultRecipe(
            "conversion.open-session", [openWithOrder, pausedWithOldOrder, scheduledWithOrder, justPastGrace],
            nearMisses: [exactlyAtGrace, openWithQuote, openWithCancelledOrder]),
        FaultRecipe(
            "conversion.ended-session", [endedWithOrder, endedWithSecondAttempt, endedJustPastGrace],
            nearMisses: [endedInFlight, endedWithDraft, endedWithDeletedOrder]),
        FaultRecipe(
            "conversion.cancelled-session", [cancelledWithOrder, cancelledWithTwoOrders, cancelledWithYoungOrder],
            nearMisses: [cancelledWithCancelledOrder, cancelledWithQuote]),
        FaultRecipe(
            "conversion.deleted-session", [deletedWithOrder, deletedWithTwoOrders],
            nearMisses: [deletedWithDeletedOrder]),
    ]
}

// MARK: Open and ended sessions

private func openWithOrder(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.sale(of: visit)
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func pausedWithOldOrder(_ stage: inout Stage) {
    let visit = stage.visit(.paused, items: 3)
    stage.sale(of: visit, link: .note, at: stage.asOf - .minutes(65))
    stage[saleOf: visit].order.fulfillmentStatus = .known(.packed)
    stage[saleOf: visit].order.shipping = .finite(money("4.90"))
    stage[saleOf: visit].footTotal()
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func scheduledWithOrder(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled, items: 1)
    stage.sale(of: visit)
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func justPastGrace(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.sale(of: visit, at: stage.asOf - .minutes(15) - TimeSpan(microseconds: 1))
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func exactlyAtGrace(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.sale(of: visit, at: stage.asOf - .minutes(15))
}

private func openWithQuote(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.sale(of: visit)
    stage[saleOf: visit].order.type = .known(.quote)
}

private func openWithCancelledOrder(_ stage: inout Stage) {
    let visit = stage.visit(.paused)
    stage.sale(of: visit)
    stage[saleOf: visit].order.fulfillmentStatus = .known(.cancelled)
}

private func endedWithOrder(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 3)
    stage.sale(of: visit, link: .note)
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func endedWithSecondAttempt(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit, link: .column)
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
    stage.item(in: visit)
    let kept = stage.sale(of: visit, link: .both)
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: kept))
}

private func endedJustPastGrace(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit, at: stage.asOf - .minutes(15) - TimeSpan(microseconds: 1))
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func endedInFlight(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit, at: stage.asOf - .minutes(15))
}

private func endedWithDraft(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.isDraft = true
}

private func endedWithDeletedOrder(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.isDeleted = true
}

// MARK: Cancelled and deleted sessions

private func cancelledWithOrder(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    stage.sale(of: visit)
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func cancelledWithTwoOrders(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    stage.sale(of: visit, link: .column)
    stage.item(in: visit)
    // The order made first is the one that is compared with the cart: it gets what the cart got.
    stage.sale(of: visit, link: .note, at: stage[saleOf: visit].createdAt - .minutes(1))
    let (later, kept) = (stage.total(visit), stage.total(visit, sale: 1))
    stage.expect(stage.key(visit: visit), kept + later)
    stage.expect(stage.key(visit: visit), later, rule: "conversion.duplicate-orders")
}

private func cancelledWithYoungOrder(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled, items: 1)
    stage.sale(of: visit, at: stage.asOf - .minutes(1))
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func cancelledWithCancelledOrder(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    stage.sale(of: visit)
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
}

private func cancelledWithQuote(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    stage.sale(of: visit)
    stage[saleOf: visit].order.type = .known(.quote)
}

private func deletedWithOrder(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.scene.visits[visit].session.isDeleted = true
    stage.expect(stage.key(visit: visit), stage.total(visit))
}

private func deletedWithTwoOrders(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit, link: .column)
    stage.sale(of: visit, link: .note)
    stage.scene.visits[visit].session.isDeleted = true
    stage.expect(stage.key(visit: visit), stage.total(visit) + stage.total(visit, sale: 1))
}

private func deletedWithDeletedOrder(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.scene.visits[visit].session.isDeleted = true
    stage[saleOf: visit].order.isDeleted = true
}
