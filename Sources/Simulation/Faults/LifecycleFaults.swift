import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// A session's record cannot be true, or should not go on as it is.
    static let lifecycle: [FaultRecipe] = [
        FaultRecipe(
            "lifecycle.abandoned", [emptyAndLeft, emptiedAndLeft, emptyAndExpired],
            nearMisses: [emptyButBusy, leftWithOrder]),
        FaultRecipe("lifecycle.no-show", [noShow, noShowByAMoment], nearMisses: [stillExpected, noShowWithoutDate]),
        FaultRecipe(
            "lifecycle.no-start", [activeWithoutStart, endedWithoutStart, convertedWithoutStart],
            nearMisses: [cancelledWithoutStart, scheduledWithoutStart]),
        FaultRecipe("lifecycle.no-end", [endedWithoutEnd, convertedWithoutEnd, cancelledWithoutEnd]),
        FaultRecipe("lifecycle.end-before-start", [endBeforeStart, endAMomentEarly], nearMisses: [endAtStart]),
        FaultRecipe(
            "lifecycle.open-with-end", [activeWithEnd, scheduledWithEnd], nearMisses: [openWithEndAndOrder]),
        FaultRecipe(
            "lifecycle.future", [startInTheFuture, endInTheFuture, createdInTheFuture], nearMisses: [withinSkew]),
        FaultRecipe(
            "lifecycle.concurrent", [twoAtOnce, threeAtOnce], nearMisses: [oneOpenOneScheduled, oneOpenOneAbandoned]),
        FaultRecipe("lifecycle.cart-limit", [oneItemBeyondLimit], nearMisses: [exactlyAtCartLimit]),
    ]
}

/// Changes the record of a session that was in good order, and expects its own rule to say so.
private func breakSession(_ stage: inout Stage, _ visit: Int, _ change: (inout Session) -> Void) {
    change(&stage.scene.visits[visit].session)
    stage.expect(stage.key(visit: visit))
}

// MARK: Abandoned, no-show

private func emptyVisit(_ stage: inout Stage, silence: TimeSpan) -> Int {
    let visit = stage.visit(.active, items: 0)
    stage.scene.visits[visit].session.startedAt = stage.asOf - silence - .minutes(9)
    stage.scene.visits[visit].session.updatedAt = stage.asOf - silence
    stage.scene.visits[visit].session.lastActivityAt = nil
    return visit
}

private func emptyAndLeft(_ stage: inout Stage) {
    let visit = emptyVisit(&stage, silence: .minutes(121))
    breakSession(&stage, visit) { $0.status = .known(.paused) }
}

/// What was put in was taken out again, and does not keep the session alive.
private func emptiedAndLeft(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 2)
    for item in 0..<2 { stage.scene.visits[visit].items[item].isDeleted = true }
    let asOf = stage.asOf
    breakSession(&stage, visit) { session in
        session.updatedAt = asOf - .hours(6)
        session.lastActivityAt = asOf - .hours(5)
    }
}

private func emptyAndExpired(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 0)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.expiresAt = asOf - .minutes(1) }
}

private func emptyButBusy(_ stage: inout Stage) {
    _ = emptyVisit(&stage, silence: .minutes(120))
}

private func leftWithOrder(_ stage: inout Stage) {
    let visit = emptyVisit(&stage, silence: .minutes(200))
    stage.sale(of: visit, at: stage.asOf - .minutes(10))
}

private func noShow(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.scheduledAt = asOf - .days(3) }
}

private func noShowByAMoment(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled, items: 0)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.scheduledAt = asOf - .hours(24) - TimeSpan(microseconds: 1) }
}

private func stillExpected(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled)
    stage.scene.visits[visit].session.scheduledAt = stage.asOf - .hours(24)
}

private func noShowWithoutDate(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled)
    stage.scene.visits[visit].session.scheduledAt = nil
}

// MARK: Start and end

private func activeWithoutStart(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    breakSession(&stage, visit) { $0.startedAt = nil }
}

private func endedWithoutStart(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    breakSession(&stage, visit) { $0.startedAt = nil }
}

private func convertedWithoutStart(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    breakSession(&stage, visit) { $0.startedAt = nil }
}

private func cancelledWithoutStart(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    stage.scene.visits[visit].session.startedAt = nil
}

private func scheduledWithoutStart(_ stage: inout Stage) {
    _ = stage.visit(.scheduled)
}

private func endedWithoutEnd(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    breakSession(&stage, visit) { $0.endedAt = nil }
}

private func convertedWithoutEnd(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    breakSession(&stage, visit) { $0.endedAt = nil }
}

private func cancelledWithoutEnd(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled, items: 0)
    breakSession(&stage, visit) { $0.endedAt = nil }
}

private func endBeforeStart(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    breakSession(&stage, visit) { $0.endedAt = $0.startedAt.map { $0 - .hours(1) } }
}

private func endAMomentEarly(_ stage: inout Stage) {
    let visit = stage.visit(.cancelled)
    breakSession(&stage, visit) { $0.endedAt = $0.startedAt.map { $0 - TimeSpan(microseconds: 1) } }
}

private func endAtStart(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.scene.visits[visit].session.endedAt = stage.scene.visits[visit].session.startedAt
}

private func activeWithEnd(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.endedAt = asOf - .minutes(30) }
}

private func scheduledWithEnd(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.endedAt = asOf - .days(1) }
}

private func openWithEndAndOrder(_ stage: inout Stage) {
    let visit = stage.visit(.paused)
    stage.scene.visits[visit].session.endedAt = stage.asOf - .minutes(12)
    stage.sale(of: visit, at: stage.asOf - .minutes(11))
}

// MARK: The future

private func startInTheFuture(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.startedAt = asOf + .days(365) }
}

private func endInTheFuture(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.endedAt = asOf + .minutes(5) + TimeSpan(microseconds: 1) }
}

private func createdInTheFuture(_ stage: inout Stage) {
    let visit = stage.visit(.scheduled)
    let asOf = stage.asOf
    breakSession(&stage, visit) { $0.createdAt = asOf + .hours(1) }
}

private func withinSkew(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.scene.visits[visit].session.endedAt = stage.asOf + .minutes(5)
}

// MARK: Too many

private func openTogether(_ stage: inout Stage, _ statuses: [SessionStatus]) -> Int {
    let visits = statuses.map { stage.visit($0) }
    return visits[0]
}

private func expectConcurrent(_ stage: inout Stage, _ statuses: [SessionStatus]) {
    let visit = openTogether(&stage, statuses)
    stage.expect("client=\(stage.scene.visits[visit].session.clientID)")
}

private func twoAtOnce(_ stage: inout Stage) { expectConcurrent(&stage, [.active, .paused]) }

private func threeAtOnce(_ stage: inout Stage) { expectConcurrent(&stage, [.active, .active, .paused]) }

private func oneOpenOneScheduled(_ stage: inout Stage) {
    _ = openTogether(&stage, [.active, .scheduled, .ended])
}

private func oneOpenOneAbandoned(_ stage: inout Stage) {
    let visit = openTogether(&stage, [.active, .paused])
    stage.scene.visits[visit].session.expiresAt = stage.asOf - .minutes(2)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue, rule: "hold.abandoned")
}

/// A cart of so many items, no two of which are the same.
private func fullCart(_ stage: inout Stage, count: Int) -> Int {
    let visit = stage.visit(.ended, items: 0)
    for place in 0..<count {
        if place % 6 == 0 { stage.lot() }
        let status = ItemStatus.allCases[place % 3]
        stage.item(
            in: visit, lot: stage.scene.lots.count - 1, quantity: Quantity(1), sample: place % 6 >= 3, status: status)
    }
    return visit
}

private func oneItemBeyondLimit(_ stage: inout Stage) {
    let visit = fullCart(&stage, count: 201)
    stage.expect(stage.key(visit: visit))
}

private func exactlyAtCartLimit(_ stage: inout Stage) {
    let visit = fullCart(&stage, count: 201)
    stage.scene.visits[visit].items[77].isDeleted = true
}
