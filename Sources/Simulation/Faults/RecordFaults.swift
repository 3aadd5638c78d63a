import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// A row names another that is not there, shares what must be its own, or says what nobody understands.
    static let records: [FaultRecipe] = [
        FaultRecipe("integrity.orphan-item", [itemOfNoSession, itemOfNoBatch], breaksConstraints: true),
        FaultRecipe(
            "integrity.orphan-session", [sessionOfNobody], nearMisses: [deletedSessionOfNobody], breaksConstraints: true
        ),
        FaultRecipe("integrity.orphan-override", [overrideOfNoSession], breaksConstraints: true),
        FaultRecipe(
            "integrity.orphan-line", [lineOfNoOrder, sampleLineOfNoOrder], nearMisses: [deletedLineOfNoOrder]),
        FaultRecipe("integrity.room-code", [sharedRoomCode, roomCodeOfDeleted], breaksConstraints: true),
        FaultRecipe("integrity.status", [unknownStatus, statusInLowerCase, unknownStatusOfDeleted]),
        FaultRecipe(
            "integrity.order-status", [unknownFulfillment, unknownSale, bothUnknown, emptySaleStatus],
            nearMisses: [olderWord, unknownOfQuote, unknownElsewhere, unknownOfDeletedSession]),
    ]
}

private let nowhere: Int64 = 2_000_000_000

// MARK: Orphans

private func itemOfNoSession(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    var item = stage.scene.visits[visit].items[0]
    item.id = stage.ids.item()
    item.sessionID = SessionID(nowhere)
    stage.scene.strays.items.append(item)
    stage.expect("item=\(item.id)")
}

private func itemOfNoBatch(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    let item = stage.item(in: visit)
    stage.scene.visits[visit].items[item].batchID = BatchID(nowhere)
    stage.expect(stage.key(visit: visit, item: item))
}

/// The client is gone from the shop, and the session is still there.
private func sessionOfNobody(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 2)
    stage.scene.parties = []
    stage.expect(stage.key(visit: visit), stage.scene.visits[visit].cartValue)
}

private func deletedSessionOfNobody(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.scene.parties = []
    stage.scene.visits[visit].session.isDeleted = true
}

private func overrideOfNoSession(_ stage: inout Stage) {
    let lot = stage.lot()
    let id = stage.ids.override()
    stage.scene.strays.overrides.append(
        PriceOverride(
            id: id, sessionID: SessionID(nowhere), productID: stage.scene.lots[lot].product.id,
            price: .finite(money("9.90")), createdAt: stage.asOf - .days(2), updatedAt: stage.asOf - .days(2)))
    stage.expect("override=\(id)")
}

private func strayLine(_ stage: inout Stage, total: String, sample: Bool) {
    let lot = stage.lot()
    let id = stage.ids.line()
    stage.scene.strays.lines.append(
        OrderLine(
            id: id, orderID: OrderID(nowhere), batchID: stage.scene.lots[lot].batch.id, quantity: .finite(Quantity(2)),
            unitPrice: .finite(money("6.25")), lineTotal: .finite(money(total)), isSample: sample))
    stage.expect("line=\(id)", money(total).magnitude)
}

private func lineOfNoOrder(_ stage: inout Stage) { strayLine(&stage, total: "12.50", sample: false) }

private func sampleLineOfNoOrder(_ stage: inout Stage) { strayLine(&stage, total: "-3.00", sample: true) }

private func deletedLineOfNoOrder(_ stage: inout Stage) {
    let lot = stage.lot()
    stage.scene.strays.lines.append(
        OrderLine(
            id: stage.ids.line(), orderID: OrderID(nowhere), batchID: stage.scene.lots[lot].batch.id,
            quantity: .finite(Quantity(1)), unitPrice: .finite(money("4.00")), lineTotal: .finite(money("4.00")),
            isDeleted: true))
}

// MARK: Room codes

private func shareRoomCode(_ stage: inout Stage, deleted: Bool) {
    let visit = stage.visit(.ended)
    let other = stage.convertedVisit(link: .column)
    let roomCode = stage.scene.visits[visit].session.roomCode
    stage.scene.visits[other].session.roomCode = roomCode
    stage.scene.visits[visit].session.isDeleted = deleted
    stage.expect("room=\(roomCode)")
}

private func sharedRoomCode(_ stage: inout Stage) { shareRoomCode(&stage, deleted: false) }

private func roomCodeOfDeleted(_ stage: inout Stage) { shareRoomCode(&stage, deleted: true) }

// MARK: Status

private func setStatus(_ stage: inout Stage, _ status: String) -> Int {
    let visit = stage.visit(.ended)
    stage.scene.visits[visit].session.status = Word(status)
    return visit
}

private func unknownStatus(_ stage: inout Stage) {
    let visit = setStatus(&stage, "ARCHIVED")
    stage.expect(stage.key(visit: visit))
}

private func statusInLowerCase(_ stage: inout Stage) {
    let visit = setStatus(&stage, "ended")
    stage.expect(stage.key(visit: visit))
}

private func unknownStatusOfDeleted(_ stage: inout Stage) {
    let visit = setStatus(&stage, "ARCHIVED")
    stage.scene.visits[visit].session.isDeleted = true
    stage.expect(stage.key(visit: visit))
}

// MARK: Status of orders

/// A converted session whose order says of itself what nobody understands.
@discardableResult
private func setOrderStatus(_ stage: inout Stage, sale: String? = nil, fulfillment: String? = nil) -> Int {
    let visit = stage.convertedVisit()
    if let sale { stage[saleOf: visit].order.saleStatus = Word(sale) }
    if let fulfillment { stage[saleOf: visit].order.fulfillmentStatus = Word(fulfillment) }
    return visit
}

private func unknownFulfillment(_ stage: inout Stage) {
    let visit = setOrderStatus(&stage, fulfillment: "AWAITING_PICKUP")
    stage.expect(stage.key(order: visit))
}

private func unknownSale(_ stage: inout Stage) {
    let visit = setOrderStatus(&stage, sale: "Pending")
    stage.expect(stage.key(order: visit))
}

private func bothUnknown(_ stage: inout Stage) {
    let visit = setOrderStatus(&stage, sale: "OPEN", fulfillment: "GONE")
    stage.expect(stage.key(order: visit))
}

private func emptySaleStatus(_ stage: inout Stage) {
    let visit = setOrderStatus(&stage, sale: "")
    stage.expect(stage.key(order: visit))
}

private func olderWord(_ stage: inout Stage) { setOrderStatus(&stage, fulfillment: "PENDING") }

private func unknownOfQuote(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.type = .known(.quote)
    stage[saleOf: visit].order.fulfillmentStatus = .other("OFFERED")
}

private func unknownElsewhere(_ stage: inout Stage) {
    let sale = stage.otherSale(stage.party(), total: money("80.00"))
    stage.scene.otherSales[sale].order.fulfillmentStatus = .other("AWAITING_PICKUP")
}

/// A deleted session's orders are nobody's but for that they are there.
private func unknownOfDeletedSession(_ stage: inout Stage) {
    let visit = setOrderStatus(&stage, fulfillment: "AWAITING_PICKUP")
    stage.scene.visits[visit].session.isDeleted = true
    stage.expect(stage.key(visit: visit), stage.total(visit), rule: "conversion.deleted-session")
}
