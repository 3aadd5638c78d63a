import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The session is converted, and not to exactly one order.
    static let converted: [FaultRecipe] = [
        FaultRecipe(
            "conversion.duplicate-orders",
            [sameOrderTwice, sameOrderThrice, twiceAtOnce, twiceWithOtherLines, twiceAndPaid],
            nearMisses: [secondIsCancelled, secondIsDeleted, secondIsQuote]),
        FaultRecipe(
            "conversion.missing-order",
            [convertedWithoutOrder, convertedWithoutCart, convertedWithDeletedQuote, misspelt]),
        FaultRecipe(
            "conversion.dead-order", [orderCancelled, fulfillmentCancelled, orderDeleted, cancelledBesideQuote],
            nearMisses: [cancelledAndMadeAnew]),
        FaultRecipe("conversion.not-a-sale", [onlyAQuote, onlyADraft, quoteBesideDeletedSale, quoteAndDraft]),
    ]
}

// MARK: More than one order

private func sameOrderTwice(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .column)
    let second = stage.sale(of: visit, link: .note, at: stage[saleOf: visit].createdAt + .minutes(1))
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: second))
}

private func sameOrderThrice(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3, link: .both)
    stage.item(in: visit, sample: true)
    // Made second, but dated first: this one is kept, and it has the sample too.
    stage.sale(of: visit, link: .note, at: stage[saleOf: visit].createdAt - .minutes(3))
    let third = stage.sale(of: visit, link: .both, at: stage[saleOf: visit].createdAt + .hours(2))
    stage.expect(stage.key(visit: visit), stage.total(visit) + stage.total(visit, sale: third))
}

/// Of two orders of one moment, the one with the lower id is kept.
private func twiceAtOnce(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    let second = stage.sale(of: visit, link: .note, at: stage[saleOf: visit].createdAt)
    stage.scene.visits[visit].sales[second].order.shipping = .finite(money("12.50"))
    stage.scene.visits[visit].sales[second].footTotal()
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: second))
}

private func twiceWithOtherLines(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    let second = stage.sale(of: visit, at: stage[saleOf: visit].createdAt + .minutes(9))
    stage.scene.visits[visit].sales[second].lines.removeLast()
    stage.scene.visits[visit].sales[second].foot()
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: second))
}

private func twiceAndPaid(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit, at: stage[saleOf: visit].createdAt + .hours(5))
    let total = stage.total(visit, sale: second)
    stage.sendOff(visit, sale: second)
    stage.expect(stage.key(visit: visit), total)
}

private func secondIsCancelled(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit)
    stage.scene.visits[visit].sales[second].order.saleStatus = .known(.cancelled)
}

private func secondIsDeleted(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit)
    stage.scene.visits[visit].sales[second].order.isDeleted = true
}

private func secondIsQuote(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit, at: stage[saleOf: visit].createdAt - .hours(1))
    stage.scene.visits[visit].sales[second].order.type = .known(.quote)
}

// MARK: No order

private func convertedWithoutOrder(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 3)
    stage.item(in: visit, status: .interested)
    stage.item(in: visit, price: money("3.00"), sample: true)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func convertedWithoutCart(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 0)
    stage.expect(stage.key(visit: visit))
}

/// A deleted quote never was an order.
private func convertedWithDeletedQuote(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.type = .known(.quote)
    stage[saleOf: visit].order.isDeleted = true
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

/// The note has the room code in lower case: the order belongs to no session, and the session has no order.
private func misspelt(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    let roomCode = stage.scene.visits[visit].session.roomCode
    var sale = Sale(
        converting: stage.scene.visits[visit], link: .note, at: stage.asOf - .hours(20), ids: &stage.ids)
    sale.order.notes = Sale.note(roomCode.lowercased() + "z")
    stage.scene.otherSales.append(sale)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
    stage.expect("order=\(sale.order.id)", sale.total, rule: "conversion.unlinked")
}

private func orderCancelled(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func fulfillmentCancelled(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    stage[saleOf: visit].order.fulfillmentStatus = .known(.cancelled)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func orderDeleted(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.isDeleted = true
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func cancelledBesideQuote(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
    let quote = stage.sale(of: visit)
    stage.scene.visits[visit].sales[quote].order.type = .known(.quote)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func cancelledAndMadeAnew(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.saleStatus = .known(.cancelled)
    stage.sale(of: visit)
}

// MARK: An order that is none

private func onlyAQuote(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.type = .known(.quote)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func onlyADraft(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    stage[saleOf: visit].order.isDraft = true
    stage[saleOf: visit].order.fulfillmentStatus = .known(.draft)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

/// Deleted orders are looked at only when all are.
private func quoteBesideDeletedSale(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.isDeleted = true
    let quote = stage.sale(of: visit)
    stage.scene.visits[visit].sales[quote].order.type = .known(.quote)
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func quoteAndDraft(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.type = .known(.quote)
    let draft = stage.sale(of: visit)
    stage.scene.visits[visit].sales[draft].order.isDraft = true
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}
