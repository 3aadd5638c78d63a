import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// What is billed is not what was sold, or is asked for too late or in vain.
    static let billing: [FaultRecipe] = [
        FaultRecipe(
            "invoice.total", [shippingNotBilled, oneCentBilledMore],
            nearMisses: [voidOverAnotherTotal, cancelledOverAnotherTotal]),
        FaultRecipe(
            "invoice.not-void", [cancelledAndDue, deletedAndDue, cancelledAndDueTwice],
            nearMisses: [cancelledAndVoid, cancelledAndNothingDue]),
        FaultRecipe(
            "invoice.paid", [paidAndDue, paidTooMuch], nearMisses: [partlyPaid, paidAndDueDeleted, paidElsewhere]),
        FaultRecipe(
            "invoice.late", [shippedUnbilled, deliveredPartPaid, microsecondTooLate, shippedNobodyKnowsWhen],
            nearMisses: [justInTime, shippedForCash, billedUnbeknown, packedUnbilled, shippedElsewhere]),
    ]
}

// MARK: Totals

private func billedOver(_ stage: inout Stage, _ visit: Int, more: Money) -> Int {
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].totalAmount = .finite(stage.total(visit) + more)
    return invoice
}

private func shippingNotBilled(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.shipping = .finite(money("4.90"))
    stage[saleOf: visit].footTotal()
    _ = billedOver(&stage, visit, more: money("-4.90"))
    stage.expect(stage.key(order: visit), money("4.90"))
}

private func oneCentBilledMore(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    _ = billedOver(&stage, visit, more: money("0.01"))
    stage.expect(stage.key(order: visit), money("0.01"))
}

private func voidOverAnotherTotal(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let first = billedOver(&stage, visit, more: money("9.00"))
    stage.scene.invoices[first].status = .known(.void)
    stage.bill(visit)
}

private func cancelledOverAnotherTotal(_ stage: inout Stage) {
    let visit = calledOff(&stage)
    let invoice = billedOver(&stage, visit, more: money("9.00"))
    stage.scene.invoices[invoice].pay()
}

// MARK: Called off

/// An ended session whose order was cancelled in the warehouse.
private func calledOff(_ stage: inout Stage) -> Int {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.fulfillmentStatus = .known(.cancelled)
    return visit
}

private func cancelledAndDue(_ stage: inout Stage) {
    let visit = calledOff(&stage)
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].amountDue = .finite(money("12.10"))
    stage.scene.invoices[invoice].status = .known(.partial)
    stage.expect(stage.key(order: visit), money("12.10"))
}

private func deletedAndDue(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.isDeleted = true
    stage.billAgain(stage[saleOf: visit].order)
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func cancelledAndDueTwice(_ stage: inout Stage) {
    let visit = calledOff(&stage)
    stage.bill(visit)
    let second = stage.billAgain(stage[saleOf: visit].order)
    stage.scene.invoices[second].amountDue = .finite(money("5.00"))
    stage.expect(stage.key(order: visit), stage.total(visit) + money("5.00"))
    stage.expect(stage.key(order: visit), stage.total(visit), rule: "invoice.duplicate")
}

private func cancelledAndVoid(_ stage: inout Stage) {
    let visit = calledOff(&stage)
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].status = .known(.void)
}

private func cancelledAndNothingDue(_ stage: inout Stage) {
    let visit = calledOff(&stage)
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].amountDue = .finite(.zero)
}

// MARK: Paid

private func paidAndDue(_ stage: inout Stage) {
    let invoice = stage.invoice(stage.party(), due: money("410.00"), .paid)
    stage.expect("invoice=\(invoice)", money("410.00"))
}

private func paidTooMuch(_ stage: inout Stage) {
    let invoice = stage.bill(stage.convertedVisit())
    stage.scene.invoices[invoice].pay()
    stage.scene.invoices[invoice].amountDue = .finite(money("-0.05"))
    stage.expect(stage.key(invoice: invoice), money("0.05"))
}

private func partlyPaid(_ stage: inout Stage) {
    stage.invoice(stage.party(), due: money("1.00"), .partial)
}

private func paidAndDueDeleted(_ stage: inout Stage) {
    stage.invoice(stage.party(), due: money("410.00"), .paid)
    stage.scene.invoices[0].isDeleted = true
}

private func paidElsewhere(_ stage: inout Stage) {
    stage.invoice(stage.party(), due: money("410.00"), .paid)
    stage.scene.invoices[0].pay()
}

// MARK: Late

/// A converted session whose order has left the house, and was made at a moment.
private func shipped(_ stage: inout Stage, _ status: FulfillmentStatus = .shipped, at moment: Timestamp) -> Int {
    let visit = stage.visit(.converted)
    stage.sale(of: visit, at: moment)
    stage[saleOf: visit].order.fulfillmentStatus = .known(status)
    return visit
}

private func dayAgo(_ stage: Stage) -> Timestamp { stage.asOf - .hours(24) }

private func shippedUnbilled(_ stage: inout Stage) {
    let visit = shipped(&stage, at: stage.asOf - .days(2))
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func deliveredPartPaid(_ stage: inout Stage) {
    let visit = shipped(&stage, .delivered, at: stage.asOf - .days(9))
    stage[saleOf: visit].order.cashPayment = .finite(money("2.50"))
    stage[saleOf: visit].order.saleStatus = .known(.partial)
    stage.expect(stage.key(order: visit), stage.total(visit) - money("2.50"))
}

private func microsecondTooLate(_ stage: inout Stage) {
    let visit = shipped(&stage, at: dayAgo(stage) - TimeSpan(microseconds: 1))
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func shippedNobodyKnowsWhen(_ stage: inout Stage) {
    let visit = shipped(&stage, at: stage.asOf - .hours(3))
    stage[saleOf: visit].order.createdAt = nil
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func justInTime(_ stage: inout Stage) {
    _ = shipped(&stage, at: dayAgo(stage))
}

private func shippedForCash(_ stage: inout Stage) {
    let visit = shipped(&stage, at: stage.asOf - .days(2))
    stage.sendOff(visit)
}

private func billedUnbeknown(_ stage: inout Stage) {
    let visit = shipped(&stage, at: stage.asOf - .days(2))
    let invoice = stage.billAgain(stage[saleOf: visit].order)
    stage.expect(stage.key(invoice: invoice), stage.total(visit), rule: "invoice.unlinked")
}

private func packedUnbilled(_ stage: inout Stage) {
    _ = shipped(&stage, .packed, at: stage.asOf - .days(2))
}

private func shippedElsewhere(_ stage: inout Stage) {
    let sale = stage.otherSale(stage.party(), total: money("45.00"))
    stage.scene.otherSales[sale].order.fulfillmentStatus = .known(.shipped)
}
