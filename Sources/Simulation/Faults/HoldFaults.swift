import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// Inventory is promised that is not there.
    static let holds: [FaultRecipe] = [
        FaultRecipe(
            "hold.oversold", [oneItemTooMuch, latestIsCutFirst, cutThroughTwoItems, nothingLeftToHold],
            nearMisses: [soldToTheLastUnit, oversoldButClosed]),
        FaultRecipe(
            "hold.samples-oversold", [oneSampleTooMany, samplesOfSeveralSessions], nearMisses: [lastSample]),
        FaultRecipe(
            "hold.reserved", [reservedTooMuch, reservedTooLittle, justBeyondRounding, reservedAtUnknownCost],
            nearMisses: [roundingOfOneLine, shippedIsNotReserved]),
        FaultRecipe("hold.negative", [moreReservedThanThere, quarantinedAway], nearMisses: [nothingAvailable]),
    ]
}

private func lotKey(_ stage: Stage, _ lot: Int) -> String { "batch=\(stage.scene.lots[lot].batch.id)" }

// MARK: Oversold

/// Holds a lot at 20.00 a unit in open sessions of clients of their own, the first item first.
@discardableResult
private func hold(_ stage: inout Stage, _ quantities: [String], spare: String) -> Int {
    let lot = stage.lot(cost: cost("11"))
    for (minutes, held) in quantities.enumerated() {
        let visit = stage.visit(.active, client: stage.party(), items: 0)
        stage.override(in: visit, lot: lot, money("20.00"))
        let item = stage.item(in: visit, lot: lot, quantity: quantity(held), price: money("20.00"))
        stage.scene.visits[visit].items[item].createdAt = stage.asOf - .minutes(Int64(60 - minutes))
    }
    stage.scene.lots[lot].spare = quantity(spare)
    return lot
}

private func oneItemTooMuch(_ stage: inout Stage) {
    let lot = hold(&stage, ["5"], spare: "-0.125")
    // 0.125 × 20.00.
    stage.expect(lotKey(stage, lot), money("2.50"))
}

private func latestIsCutFirst(_ stage: inout Stage) {
    let lot = hold(&stage, ["5", "4"], spare: "-3")
    stage.expect(lotKey(stage, lot), money("60.00"))
}

/// The later item goes entirely, and 1.5 of the earlier.
private func cutThroughTwoItems(_ stage: inout Stage) {
    let lot = hold(&stage, ["5", "4"], spare: "-5.5")
    stage.expect(lotKey(stage, lot), money("110.00"))
}

/// Less than nothing is available: everything is cut, and the batch is negative besides.
private func nothingLeftToHold(_ stage: inout Stage) {
    let lot = hold(&stage, ["2", "1"], spare: "-4")
    stage.expect(lotKey(stage, lot), money("60.00"))
    stage.expect(lotKey(stage, lot), rule: "hold.negative")
}

private func soldToTheLastUnit(_ stage: inout Stage) {
    hold(&stage, ["2", "1.2345"], spare: "0")
}

private func oversoldButClosed(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 0)
    let item = stage.item(in: visit, quantity: Quantity(9_000))
    precondition(item == 0)
    stage.scene.lots[0].spare = .zero
}

// MARK: Samples

private func oneSampleTooMany(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 1)
    stage.item(in: visit, lot: 0, sample: true, status: .sampleRequest)
    stage.scene.lots[0].sampleSpare = quantity("-1")
    stage.expect(lotKey(stage, 0))
}

private func samplesOfSeveralSessions(_ stage: inout Stage) {
    let lot = stage.lot()
    for _ in 0..<3 {
        let visit = stage.visit(.paused, client: stage.party(), items: 0)
        stage.item(in: visit, lot: lot, quantity: Quantity(2), sample: true)
    }
    stage.scene.lots[lot].sampleSpare = quantity("-0.0001")
    stage.expect(lotKey(stage, lot))
}

private func lastSample(_ stage: inout Stage) {
    let visit = stage.visit(.active, items: 1)
    stage.item(in: visit, lot: 0, sample: true)
    stage.scene.lots[0].sampleSpare = .zero
}

// MARK: Reservations

/// Two lots reserved by a converted session's order; the first has one line, and costs 8.4.
private func reservedLot(_ stage: inout Stage, error: String) -> String {
    let visit = stage.visit(.converted, items: 0)
    let lot = stage.lot(cost: cost("8.4"))
    stage.item(in: visit, lot: lot, quantity: Quantity(7))
    stage.item(in: visit)
    stage.sale(of: visit)
    stage.scene.lots[lot].reservedError = quantity(error)
    return lotKey(stage, lot)
}

private func reservedTooMuch(_ stage: inout Stage) {
    let key = reservedLot(&stage, error: "2.5")
    stage.expect(key, money("21.00"))
}

private func reservedTooLittle(_ stage: inout Stage) {
    let key = reservedLot(&stage, error: "-7")
    stage.expect(key, money("58.80"))
}

private func justBeyondRounding(_ stage: inout Stage) {
    let key = reservedLot(&stage, error: "0.0051")
    // 0.0051 × 8.4 = 0.04284.
    stage.expect(key, money("0.04"))
}

private func reservedAtUnknownCost(_ stage: inout Stage) {
    stage.lot()
    stage.scene.lots[0].batch.unitCost = nil
    stage.scene.lots[0].reservedError = Quantity(3)
    stage.expect(lotKey(stage, 0))
}

private func roundingOfOneLine(_ stage: inout Stage) {
    _ = reservedLot(&stage, error: "-0.005")
}

private func shippedIsNotReserved(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.sendOff(visit)
}

// MARK: Negative

private func moreReservedThanThere(_ stage: inout Stage) {
    _ = stage.convertedVisit(items: 1)
    stage.scene.lots[0].spare = quantity("-0.0001")
    stage.expect(lotKey(stage, 0))
}

private func quarantinedAway(_ stage: inout Stage) {
    stage.lot()
    stage.scene.lots[0].batch.quarantine = .finite(Quantity(12))
    stage.scene.lots[0].batch.hold = .finite(quantity("3.5"))
    stage.scene.lots[0].spare = quantity("-15.5")
    stage.expect(lotKey(stage, 0))
}

private func nothingAvailable(_ stage: inout Stage) {
    _ = stage.convertedVisit(items: 1)
    stage.scene.lots[0].spare = .zero
}
