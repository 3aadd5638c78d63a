import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// What was sold is not billed, or to the wrong client, or more than once.
    static let invoices: [FaultRecipe] = [
        FaultRecipe(
            "invoice.missing", [invoiceOfNoOne, invoiceDeleted, invoiceVoid, invoiceDeletedOfPartPaid],
            nearMisses: [billed, invoiceOfCancelledGone, invoiceElsewhereGone]),
        FaultRecipe(
            "invoice.client-mismatch", [billedToAnother, billedToAnotherAndPaid],
            nearMisses: [billedToNobody, takenBackFromAnother]),
        FaultRecipe(
            "invoice.duplicate", [billedTwice, billedThriceUnbeknown, ownSaysNothing, cancelledBilledTwice],
            nearMisses: [secondTakenBack, secondForDelivery, deletedBilledTwice]),
        FaultRecipe(
            "invoice.unlinked", [billedUnbeknown, shippedBilledUnbeknown],
            nearMisses: [voidUnbeknown, cancelledBilledUnbeknown, elsewhereBilledUnbeknown]),
    ]
}

// MARK: Missing

private func billed(_ stage: inout Stage) {
    stage.bill(stage.convertedVisit())
}

private func invoiceOfNoOne(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.invoiceID = stage.ids.invoice()
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func invoiceDeleted(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].isDeleted = true
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func invoiceVoid(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.bill(visit, reference: nil)
    stage.scene.invoices[invoice].status = .known(.void)
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func invoiceDeletedOfPartPaid(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].isDeleted = true
    stage[saleOf: visit].order.cashPayment = .finite(money("1.25"))
    stage.expect(stage.key(order: visit), stage.total(visit) - money("1.25"))
}

private func invoiceOfCancelledGone(_ stage: inout Stage) {
    let visit = cancelledVisit(&stage)
    stage[saleOf: visit].order.invoiceID = stage.ids.invoice()
}

/// Only live shopping's orders are looked at.
private func invoiceElsewhereGone(_ stage: inout Stage) {
    let sale = stage.otherSale(stage.party(), total: money("45.00"))
    stage.scene.otherSales[sale].order.invoiceID = stage.ids.invoice()
}

/// An ended session whose order was called off.
private func cancelledVisit(_ stage: inout Stage) -> Int {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
    return visit
}

// MARK: Another client

private func billedToAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.bill(visit)
    stage.scene.invoices[invoice].clientID = stage.party()
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func billedToAnotherAndPaid(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.bill(visit, reference: "SALE")
    stage.scene.invoices[invoice].clientID = stage.party()
    stage.scene.invoices[invoice].pay()
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func billedToNobody(_ stage: inout Stage) {
    let invoice = stage.bill(stage.convertedVisit())
    stage.scene.invoices[invoice].clientID = nil
}

private func takenBackFromAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.billAgain(stage[saleOf: visit].order)
    stage.scene.invoices[invoice].clientID = stage.party()
    stage.scene.invoices[invoice].status = .known(.void)
    stage.bill(visit)
}

// MARK: More than once

private func billedTwice(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.bill(visit)
    let second = stage.billAgain(stage[saleOf: visit].order, reference: "SALE")
    stage.scene.invoices[second].totalAmount = .finite(stage.total(visit) + money("4.90"))
    stage.expect(stage.key(order: visit), stage.total(visit) + money("4.90"))
}

/// The order knows of none of the three, each of which says that it is for it.
private func billedThriceUnbeknown(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    for reference in ["ORDER", "SALE", "ORDER"] {
        let invoice = stage.billAgain(stage[saleOf: visit].order, reference: reference)
        stage.expect(stage.key(invoice: invoice), stage.total(visit), rule: "invoice.unlinked")
    }
    stage.expect(stage.key(order: visit), stage.total(visit).multiplied(by: 2))
}

private func ownSaysNothing(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let other = stage.billAgain(stage[saleOf: visit].order)
    stage.bill(visit, reference: nil)
    stage.scene.invoices[other].totalAmount = .finite(money("7.00"))
    stage.expect(stage.key(order: visit), money("7.00"))
}

private func cancelledBilledTwice(_ stage: inout Stage) {
    let visit = cancelledVisit(&stage)
    for invoice in [stage.bill(visit), stage.billAgain(stage[saleOf: visit].order)] {
        stage.scene.invoices[invoice].pay()
    }
    stage.expect(stage.key(order: visit), stage.total(visit))
}

private func secondTakenBack(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.bill(visit)
    for status in [InvoiceStatus.void, .sent] {
        let second = stage.billAgain(stage[saleOf: visit].order)
        stage.scene.invoices[second].status = .known(status)
        stage.scene.invoices[second].isDeleted = status != .void
    }
}

private func secondForDelivery(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.bill(visit)
    stage.billAgain(stage[saleOf: visit].order, reference: stage.random.pick(["DELIVERY", "order"]))
}

private func deletedBilledTwice(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.isDeleted = true
    for invoice in [stage.bill(visit), stage.billAgain(stage[saleOf: visit].order)] {
        stage.scene.invoices[invoice].pay()
    }
}

// MARK: Not known to the order

private func billedUnbeknown(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.billAgain(stage[saleOf: visit].order)
    stage.expect(stage.key(invoice: invoice), stage.total(visit))
}

private func shippedBilledUnbeknown(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    stage[saleOf: visit].order.fulfillmentStatus = .known(.shipped)
    let invoice = stage.billAgain(stage[saleOf: visit].order, reference: "SALE")
    stage.scene.invoices[invoice].totalAmount = .finite(money("33.10"))
    stage.expect(stage.key(invoice: invoice), money("33.10"))
}

private func voidUnbeknown(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let invoice = stage.billAgain(stage[saleOf: visit].order)
    stage.scene.invoices[invoice].status = .known(.void)
}

private func cancelledBilledUnbeknown(_ stage: inout Stage) {
    let visit = cancelledVisit(&stage)
    let invoice = stage.billAgain(stage[saleOf: visit].order)
    stage.scene.invoices[invoice].pay()
}

private func elsewhereBilledUnbeknown(_ stage: inout Stage) {
    let sale = stage.otherSale(stage.party(), total: money("45.00"))
    stage.billAgain(stage.scene.otherSales[sale].order)
}

extension Invoice {
    /// Nothing is due any more.
    mutating func pay() {
        status = .known(.paid)
        amountDue = .finite(.zero)
        amountPaid = totalAmount
    }
}
