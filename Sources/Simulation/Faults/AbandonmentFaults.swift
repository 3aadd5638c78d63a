import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// Inventory is held for someone who has left, or that cannot be sold.
    static let abandonment: [FaultRecipe] = [
        FaultRecipe(
            "hold.abandoned", [leftAlone, leftAloneByItsOwnTimeout, expired, expiredWithSamples],
            nearMisses: [exactlyAtTimeout, neverTimesOut, expiresNow, itemTouchedLately, notExpiredYet]),
        FaultRecipe(
            "hold.unsellable", [soldOutBatch, statuslessBatch, deletedBatch, unsellableSample],
            nearMisses: [soldOutButClosed, deletedItemOfSoldOut]),
    ]
}

// MARK: Abandoned

/// An open session whose last sign of life is so long ago.
private func quietVisit(_ stage: inout Stage, since silence: TimeSpan, items: Int = 2) -> Int {
    let visit = stage.visit(.active, items: items)
    let moment = stage.asOf - silence
    stage.scene.visits[visit].session.startedAt = moment - .minutes(90)
    stage.scene.visits[visit].session.createdAt = moment - .minutes(100)
    stage.scene.visits[visit].session.updatedAt = moment - .minutes(3)
    stage.scene.visits[visit].session.lastActivityAt = moment
    for item in stage.scene.visits[visit].items.indices {
        stage.scene.visits[visit].items[item].createdAt = moment - .minutes(30)
        stage.scene.visits[visit].items[item].updatedAt = moment - .minutes(Int64(item) + 1)
    }
    return visit
}

private func expectAbandoned(_ stage: inout Stage, _ visit: Int) {
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func leftAlone(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: TimeSpan(microseconds: 7_200_000_001))
    expectAbandoned(&stage, visit)
}

private func leftAloneByItsOwnTimeout(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .minutes(11))
    stage.scene.visits[visit].session.timeoutSeconds = 600
    expectAbandoned(&stage, visit)
}

/// What expires has the last word, however busy the session is.
private func expired(_ stage: inout Stage) {
    let visit = stage.visit(.paused)
    stage.scene.visits[visit].session.expiresAt = stage.asOf - TimeSpan(microseconds: 1)
    stage.scene.visits[visit].session.timeoutSeconds = 0
    expectAbandoned(&stage, visit)
}

private func expiredWithSamples(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .days(3), items: 0)
    stage.item(in: visit, sample: true, status: .sampleRequest)
    expectAbandoned(&stage, visit)
}

private func exactlyAtTimeout(_ stage: inout Stage) {
    _ = quietVisit(&stage, since: .minutes(120))
}

private func neverTimesOut(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .days(9))
    stage.scene.visits[visit].session.timeoutSeconds = 0
}

private func expiresNow(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .days(1))
    stage.scene.visits[visit].session.expiresAt = stage.asOf
}

private func itemTouchedLately(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .hours(30))
    stage.scene.visits[visit].items[1].updatedAt = stage.asOf - .minutes(5)
}

private func notExpiredYet(_ stage: inout Stage) {
    let visit = quietVisit(&stage, since: .hours(7))
    stage.scene.visits[visit].session.expiresAt = stage.asOf + .minutes(1)
}

// MARK: Unsellable

/// An open session with one item of a lot that something is the matter with.
private func heldItem(_ stage: inout Stage, _ change: (inout Batch) -> Void) -> Int {
    let visit = stage.visit(.active)
    change(&stage.scene.lots[0].batch)
    return visit
}

private func expectUnsellable(_ stage: inout Stage, _ visit: Int) {
    stage.expect(stage.key(visit: visit, item: 0), stage.scene.visits[visit].items[0].value)
}

private func soldOutBatch(_ stage: inout Stage) {
    let visit = heldItem(&stage) { $0.status = "SOLD_OUT" }
    expectUnsellable(&stage, visit)
}

private func statuslessBatch(_ stage: inout Stage) {
    let visit = heldItem(&stage) { $0.status = nil }
    expectUnsellable(&stage, visit)
}

private func deletedBatch(_ stage: inout Stage) {
    let visit = heldItem(&stage) { $0.isDeleted = true }
    expectUnsellable(&stage, visit)
}

private func unsellableSample(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    let item = stage.item(in: visit, price: money("3.00"), sample: true)
    stage.scene.lots[2].batch.status = "QUARANTINED"
    stage.expect(stage.key(visit: visit, item: item))
}

private func soldOutButClosed(_ stage: inout Stage) {
    _ = stage.convertedVisit()
    stage.scene.lots[0].batch.status = "SOLD_OUT"
}

private func deletedItemOfSoldOut(_ stage: inout Stage) {
    let visit = heldItem(&stage) { $0.status = "SOLD_OUT" }
    stage.scene.visits[visit].items[0].isDeleted = true
}
