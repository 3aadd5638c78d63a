import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The order's own figures do not add up.
    static let orders: [FaultRecipe] = [
        FaultRecipe(
            "line.total",
            [lineTotalOff, lineTotalCutOff, lineTotalForgotten, lineTotalOfSecondOrder, billedByAnotherQuantity],
            nearMisses: [lineTotalHalfUp, lineTotalOfQuote, billedByFourPlaces, struckLineOff]),
        FaultRecipe(
            "line.sample-billed", [sampleBilled, sampleCredited, sampleBilledWhileOpen],
            nearMisses: [sampleWithPriceButNoTotal]),
        FaultRecipe(
            "order.subtotal", [subtotalOff, subtotalStale, subtotalZero], nearMisses: [emptyOrder]),
        FaultRecipe(
            "order.total", [taxForgotten, discountAdded, totalOff], nearMisses: [nullExtras, allExtras]),
    ]
}

// MARK: Line totals

private func lineTotalOff(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    let line = stage[saleOf: visit].lines[1]
    stage.setLineTotal(visit, 1, (line.lineTotal.value ?? .zero) + money("10.00"))
    stage.expect("order=\(line.orderID),line=\(line.id)", money("10.00"))
}

/// 0.25 × 10.02 is 2.505, which is 2.51 and not 2.50.
private func lineTotalCutOff(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: quantity("0.25"), overriddenAt: money("10.02"), cost: cost("8"))
    stage.sale(of: visit)
    let line = stage[saleOf: visit].lines[1]
    stage.setLineTotal(visit, 1, money("2.50"))
    stage.expect("order=\(line.orderID),line=\(line.id)", money("0.01"))
}

private func lineTotalForgotten(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 2)
    let line = stage[saleOf: visit].lines[0]
    stage.setLineTotal(visit, 0, .zero)
    stage.expect("order=\(line.orderID),line=\(line.id)", line.lineTotal.value ?? .zero)
}

/// Orders beyond the kept one have to add up too.
private func lineTotalOfSecondOrder(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit, at: stage[saleOf: visit].createdAt + .minutes(1))
    let line = stage.scene.visits[visit].sales[second].lines[0]
    stage.setLineTotal(visit, 0, (line.lineTotal.value ?? .zero) + money("0.01"), sale: second)
    stage.expect("order=\(line.orderID),line=\(line.id)", money("0.01"))
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: second), rule: "conversion.duplicate-orders")
}

/// 1.2345 at 10.00, of which the order keeps 1.23: billed by four places that is 12.35, by two 12.30.
private func fourPlaces(_ stage: inout Stage, billed: String) -> OrderLine {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: quantity("1.2345"), overriddenAt: money("10.00"), cost: cost("8"))
    stage.sale(of: visit)
    stage.setLineTotal(visit, 1, money(billed))
    return stage[saleOf: visit].lines[1]
}

private func billedByFourPlaces(_ stage: inout Stage) {
    _ = fourPlaces(&stage, billed: "12.35")
}

/// Neither by the two places nor by the four.
private func billedByAnotherQuantity(_ stage: inout Stage) {
    let line = fourPlaces(&stage, billed: "12.36")
    stage.expect("order=\(line.orderID),line=\(line.id)", money("0.06"))
}

private func struckLineOff(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage.addLine(visit, lot: stage.lot(), quantity: Quantity(2), price: money("7.50"))
    stage[saleOf: visit].lines[2].isDeleted = true
    stage.setLineTotal(visit, 2, money("16.00"))
}

private func lineTotalHalfUp(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 1)
    stage.item(in: visit, quantity: quantity("0.25"), overriddenAt: money("10.02"), cost: cost("8"))
    stage.item(in: visit, quantity: quantity("0.15"), overriddenAt: money("12.10"), cost: cost("8"))
    stage.sale(of: visit)
}

private func lineTotalOfQuote(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.type = .known(.quote)
    stage.setLineTotal(visit, 0, money("1.00"))
}

// MARK: Samples

private func sampleBilled(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, sample: true)
    stage.sale(of: visit)
    let line = stage[saleOf: visit].lines[2]
    stage.setLineTotal(visit, 2, money("7.20"))
    stage.expect("order=\(line.orderID),line=\(line.id)", money("7.20"))
}

private func sampleCredited(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, sample: true)
    stage.sale(of: visit)
    let line = stage[saleOf: visit].lines[2]
    stage.setLineTotal(visit, 2, money("-0.01"))
    stage.expect("order=\(line.orderID),line=\(line.id)", money("0.01"))
}

private func sampleBilledWhileOpen(_ stage: inout Stage) {
    let visit = stage.visit(.active)
    stage.item(in: visit, sample: true)
    stage.sale(of: visit, at: stage.asOf - .minutes(3))
    let line = stage[saleOf: visit].lines[2]
    stage.setLineTotal(visit, 2, money("3.50"))
    stage.expect("order=\(line.orderID),line=\(line.id)", money("3.50"))
}

private func sampleWithPriceButNoTotal(_ stage: inout Stage) {
    let visit = stage.visit(.converted)
    stage.item(in: visit, sample: true)
    stage.sale(of: visit)
    stage[saleOf: visit].lines[2].unitPrice = .finite(money("6.00"))
}

// MARK: Sums

private func setSubtotal(_ stage: inout Stage, _ visit: Int, _ subtotal: Money) {
    stage[saleOf: visit].order.subtotal = .finite(subtotal)
    stage[saleOf: visit].footTotal()
}

private func subtotalOff(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.tax = .finite(money("3.80"))
    setSubtotal(&stage, visit, stage[saleOf: visit].linesTotal - money("0.01"))
    stage.expect("order=\(stage[saleOf: visit].order.id)", money("0.01"))
}

/// A line came later, in cart and order, and the sums did not follow.
private func subtotalStale(_ stage: inout Stage) {
    let visit = stage.convertedVisit(items: 3)
    let last = stage[saleOf: visit].lines[2].lineTotal.value ?? .zero
    setSubtotal(&stage, visit, stage[saleOf: visit].linesTotal - last)
    stage.expect("order=\(stage[saleOf: visit].order.id)", last)
}

private func subtotalZero(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .note)
    setSubtotal(&stage, visit, .zero)
    stage.expect("order=\(stage[saleOf: visit].order.id)", stage[saleOf: visit].linesTotal)
}

private func emptyOrder(_ stage: inout Stage) {
    let visit = stage.visit(.converted, items: 0)
    stage.item(in: visit, status: .interested)
    stage.sale(of: visit)
}

private func taxForgotten(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.tax = .finite(money("19.00"))
    stage.expect("order=\(stage[saleOf: visit].order.id)", money("19.00"))
}

private func discountAdded(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.discount = .finite(money("2.25"))
    stage[saleOf: visit].order.total = .finite(stage[saleOf: visit].linesTotal + money("2.25"))
    stage.expect("order=\(stage[saleOf: visit].order.id)", money("4.50"))
}

private func totalOff(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.shipping = .finite(money("4.90"))
    stage[saleOf: visit].footTotal()
    stage[saleOf: visit].order.total = .finite(stage.total(visit) + money("0.01"))
    stage.expect("order=\(stage[saleOf: visit].order.id)", money("0.01"))
}

private func nullExtras(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.tax = .finite(.zero)
    stage[saleOf: visit].order.shipping = nil
}

private func allExtras(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.tax = .finite(money("12.35"))
    stage[saleOf: visit].order.shipping = .finite(money("9.90"))
    stage[saleOf: visit].order.discount = .finite(money("5.00"))
    stage[saleOf: visit].footTotal()
}
