import FinancialMath
import LiveShopping

extension FaultRecipe {
    /// The order belongs to another session, another client, or to nobody.
    static let links: [FaultRecipe] = [
        FaultRecipe(
            "conversion.client-mismatch", [billedToAnother, secondBilledToAnother], nearMisses: [cancelledForAnother]),
        FaultRecipe(
            "conversion.link-conflict", [noteNamesAnother, quoteNamesAnother],
            nearMisses: [noteNamesDeleted, secondNoteNamesAnother]),
        FaultRecipe(
            "conversion.unlinked", [linkToNothing, noteOfNothing, onlyOrigin, noteTooLong, columnWinsOverNote],
            nearMisses: [bareNote, unlinkedQuote, unlinkedButCancelled]),
    ]
}

// MARK: Another client

private func billedToAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    stage[saleOf: visit].order.clientID = stage.party()
    stage.expect(stage.key(visit: visit, sale: 0), stage.total(visit))
}

private func secondBilledToAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit()
    let second = stage.sale(of: visit, at: stage[saleOf: visit].createdAt + .minutes(2))
    stage.scene.visits[visit].sales[second].order.clientID = stage.party()
    stage.expect(stage.key(visit: visit, sale: second), stage.total(visit, sale: second))
    stage.expect(stage.key(visit: visit), stage.total(visit, sale: second), rule: "conversion.duplicate-orders")
}

private func cancelledForAnother(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit)
    stage[saleOf: visit].order.clientID = stage.party()
    stage[saleOf: visit].order.fulfillmentStatus = .known(.cancelled)
}

// MARK: Another session

private func noteNamesAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .column)
    let other = stage.visit(.ended, items: 1)
    stage[saleOf: visit].order.notes = Sale.note(stage.scene.visits[other].session.roomCode)
    stage.expect("order=\(stage[saleOf: visit].order.id)", stage.total(visit))
}

private func quoteNamesAnother(_ stage: inout Stage) {
    let visit = stage.visit(.ended)
    stage.sale(of: visit, link: .column)
    let other = stage.convertedVisit(items: 1, link: .both)
    let roomCode = stage.scene.visits[other].session.roomCode
    stage[saleOf: visit].order.type = .known(.quote)
    stage[saleOf: visit].order.notes = "Replaces \(Sale.note(roomCode)), see there"
    stage.expect("order=\(stage[saleOf: visit].order.id)", stage.total(visit))
}

private func noteNamesDeleted(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .column)
    let other = stage.visit(.ended, items: 1)
    stage.scene.visits[other].session.isDeleted = true
    stage[saleOf: visit].order.notes = Sale.note(stage.scene.visits[other].session.roomCode)
}

/// Only the first note counts.
private func secondNoteNamesAnother(_ stage: inout Stage) {
    let visit = stage.convertedVisit(link: .both)
    let other = stage.visit(.ended, items: 1)
    let note = Sale.note(stage.scene.visits[other].session.roomCode)
    stage[saleOf: visit].order.notes? += ", like \(note)"
}

// MARK: No session

/// An order of a client who has no session at all, to be linked in a way that leads nowhere.
private func unlinkedSale(_ stage: inout Stage, _ change: (inout Order) -> Void) {
    let client = stage.party()
    let sale = stage.otherSale(client, total: Money(unscaled: Int64(stage.random.integer(1_000...50_000)), places: 2))
    change(&stage.scene.otherSales[sale].order)
}

private func expectUnlinked(_ stage: inout Stage) {
    let sale = stage.scene.otherSales[0]
    stage.expect("order=\(sale.order.id)", sale.total)
}

private func linkToNothing(_ stage: inout Stage) {
    unlinkedSale(&stage) { $0.liveSessionID = SessionID(2_000_000_000) }
    expectUnlinked(&stage)
}

private func noteOfNothing(_ stage: inout Stage) {
    unlinkedSale(&stage) { $0.notes = Sale.note("NO-SUCH-ROOM") }
    expectUnlinked(&stage)
}

private func onlyOrigin(_ stage: inout Stage) {
    unlinkedSale(&stage) { $0.origin = "live_shopping" }
    expectUnlinked(&stage)
}

/// A code of 65 characters is read as its first 64, which are no session's.
private func noteTooLong(_ stage: inout Stage) {
    unlinkedSale(&stage) { $0.notes = Sale.note(String(repeating: "x", count: 65)) }
    expectUnlinked(&stage)
}

/// The note names a session, but the column has the last word and names none.
private func columnWinsOverNote(_ stage: inout Stage) {
    let visit = stage.visit(.ended, items: 1)
    let note = Sale.note(stage.scene.visits[visit].session.roomCode)
    unlinkedSale(&stage) { order in
        order.liveSessionID = SessionID(2_000_000_001)
        order.notes = note
    }
    expectUnlinked(&stage)
}

private func bareNote(_ stage: inout Stage) {
    unlinkedSale(&stage) { $0.notes = "Live Shopping Session #" }
}

private func unlinkedQuote(_ stage: inout Stage) {
    unlinkedSale(&stage) { order in
        order.origin = "live_shopping"
        order.type = .known(.quote)
    }
}

private func unlinkedButCancelled(_ stage: inout Stage) {
    unlinkedSale(&stage) { order in
        order.notes = Sale.note("NO-SUCH-ROOM")
        order.saleStatus = .known(.cancelled)
    }
}
