import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The credit desk does not see the real exposure, or sees it too late.
    static let credit: [FaultRecipe] = [
        FaultRecipe(
            "credit.exposure",
            [exposureOneCentOff, cashNotSubtracted, orderForgotten, exposureOfNothing, invoiceForgotten],
            nearMisses: [paidAndVoid, overpaid, quotesAndDrafts, goodsCameBack, billedUnbeknown]),
        FaultRecipe(
            "credit.over-limit", [overByOneCent, overByDraft, draftOfAbandonedSession],
            nearMisses: [exactlyAtLimit, noLimitAtAll, convertedIsNoDraft]),
        FaultRecipe(
            "credit.approaching", [justApproaching, draftUsesAllThatIsLeft], nearMisses: [exactlyOneAndAHalf, noDraft]),
        FaultRecipe(
            "credit.no-limit", [openWithoutCreditRow, openAndEmptyWithoutCreditRow, openWithOrderWithoutCreditRow],
            nearMisses: [closedWithoutCreditRow]),
    ]
}

/// The client's key, and its plan to be changed.
private func clientKey(_ stage: Stage) -> String { "client=\(stage.scene.parties[0].client.id)" }

// MARK: Stored exposure

/// A client who owes for two orders and a bill.
private func owingClient(_ stage: inout Stage) {
    let client = stage.party()
    stage.otherSale(client, total: money("250.00"))
    stage.otherSale(client, total: money("99.95"))
    stage.invoice(client, due: money("1200.50"))
}

private func exposureOneCentOff(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.parties[0].exposureError = money("-0.01")
    stage.expect(clientKey(stage), money("0.01"))
}

private func cashNotSubtracted(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.otherSales[0].order.cashPayment = .finite(money("60.25"))
    stage.scene.otherSales[0].order.saleStatus = .known(.partial)
    stage.scene.parties[0].exposureError = money("60.25")
    stage.expect(clientKey(stage), money("60.25"))
}

private func orderForgotten(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.scene.parties[0].exposureError = -stage.total(visit)
    stage.expect(clientKey(stage), stage.total(visit))
}

private func exposureOfNothing(_ stage: inout Stage) {
    stage.party()
    stage.scene.parties[0].exposureError = money("500.00")
    stage.expect(clientKey(stage), money("500.00"))
}

/// The order was invoiced and left the open orders; the invoice did not reach the receivables.
private func invoiceForgotten(_ stage: inout Stage) {
    owingClient(&stage)
    let client = stage.scene.parties[0].client.id
    let invoice = stage.invoice(client, due: money("250.00"), .viewed)
    stage.scene.otherSales[0].order.invoiceID = invoice
    stage.scene.parties[0].exposureError = money("-250.00")
    stage.expect(clientKey(stage), money("250.00"))
}

private func paidAndVoid(_ stage: inout Stage) {
    owingClient(&stage)
    let client = stage.scene.parties[0].client.id
    let paid = stage.invoice(client, due: money("40.00"), .paid)
    stage.expect("invoice=\(paid)", money("40.00"), rule: "invoice.paid")
    stage.invoice(client, due: money("41.00"), .void)
    stage.invoice(client, due: money("42.00"), .overdue)
    stage.scene.invoices[3].isDeleted = true
    stage.scene.otherSales[0].order.saleStatus = .known(.paid)
}

/// What was paid too much on one order pays for no other.
private func overpaid(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.otherSales[0].order.cashPayment = .finite(money("300.00"))
}

/// Nothing is owed for what came back.
private func goodsCameBack(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.otherSales[0].order.fulfillmentStatus = stage.random.pick([
        .known(.returned), .known(.restocked), .known(.returnedToVendor),
    ])
}

/// The invoice names the order, which does not name it: owed once.
private func billedUnbeknown(_ stage: inout Stage) {
    owingClient(&stage)
    stage.billAgain(stage.scene.otherSales[0].order, reference: stage.random.pick(["ORDER", "SALE"]))
}

private func quotesAndDrafts(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.otherSales[0].order.type = .known(.quote)
    stage.scene.otherSales[1].order.isDraft = true
}

// MARK: Limits

private func overByOneCent(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.parties[0].credit = .beyondPosted(money("-0.01"))
    stage.expect(clientKey(stage), money("0.01"))
}

private func overByDraft(_ stage: inout Stage) {
    owingClient(&stage)
    let visit = stage.visit(.active, items: 3)
    stage.scene.parties[0].credit = .beyondPosted(money("5.00"))
    stage.expect(clientKey(stage), stage.scene.visits[visit].cartValue - money("5.00"))
}

/// A session that was left alone still stands open, and still counts.
private func draftOfAbandonedSession(_ stage: inout Stage) {
    let visit = stage.visit(.paused)
    stage.scene.visits[visit].session.expiresAt = stage.asOf - .minutes(1)
    let draft = stage.scene.visits[visit].cartValue
    stage.scene.parties[0].credit = .beyondPosted(money("1.00"))
    stage.expect(clientKey(stage), draft - money("1.00"))
    stage.expect(stage.key(visit: visit), draft, rule: "hold.abandoned")
}

private func exactlyAtLimit(_ stage: inout Stage) {
    owingClient(&stage)
    stage.scene.parties[0].credit = .beyondPosted(.zero)
}

private func noLimitAtAll(_ stage: inout Stage) {
    owingClient(&stage)
    _ = stage.visit(.active)
    stage.scene.parties[0].credit = .unlimited(stage.random.pick([.zero, money("-1.00")]))
}

/// The session's order is posted already, so its cart is no draft.
private func convertedIsNoDraft(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.sale(of: visit, at: stage.asOf - .minutes(2))
    stage.scene.parties[0].credit = .beyondPosted(.zero)
}

// MARK: Approaching

/// A client with an open cart of exactly 200.00, and so much left.
private func draftOfTwoHundred(_ stage: inout Stage, left: Money) {
    owingClient(&stage)
    let visit = stage.visit(.active, items: 0)
    stage.item(in: visit, quantity: Quantity(8), overriddenAt: money("25.00"), cost: cost("14"))
    stage.scene.parties[0].credit = .beyondPosted(left)
}

private func justApproaching(_ stage: inout Stage) {
    draftOfTwoHundred(&stage, left: money("299.99"))
    stage.expect(clientKey(stage))
}

private func draftUsesAllThatIsLeft(_ stage: inout Stage) {
    draftOfTwoHundred(&stage, left: money("200.00"))
    stage.expect(clientKey(stage))
}

private func exactlyOneAndAHalf(_ stage: inout Stage) {
    draftOfTwoHundred(&stage, left: money("300.00"))
}

private func noDraft(_ stage: inout Stage) {
    owingClient(&stage)
    _ = stage.visit(.active, items: 0)
    stage.scene.parties[0].credit = .beyondPosted(money("0.01"))
}

// MARK: No row

private func openWithoutCreditRow(_ stage: inout Stage) {
    stage.party(credit: .none)
    let visit = stage.visit(.paused, items: 3)
    stage.expect(clientKey(stage), stage.scene.visits[visit].cartValue)
}

private func openAndEmptyWithoutCreditRow(_ stage: inout Stage) {
    stage.party(credit: .none)
    _ = stage.visit(.active, items: 0)
    stage.expect(clientKey(stage))
}

private func openWithOrderWithoutCreditRow(_ stage: inout Stage) {
    stage.party(credit: .none)
    let visit = stage.visit(.active)
    stage.sale(of: visit, at: stage.asOf - .minutes(4))
    stage.expect(clientKey(stage))
}

private func closedWithoutCreditRow(_ stage: inout Stage) {
    stage.party(credit: .none)
    _ = stage.convertedVisit()
}
