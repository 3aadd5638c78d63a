import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

struct LinkedOrderTests {
    @Test("Orders stand by session, each session's earliest first")
    func sorted() {
        var random = SeededGenerator.printed()
        for count in [0, 1, 2, 400] {
            let sessions = Int.random(in: 1...200, using: &random)
            let orders = (1...max(1, count)).prefix(count).shuffled(using: &random).enumerated().map { place, id in
                var order = Order()
                order.id = OrderID(Int64(id))
                order.createdAt = [nil, Timestamp(microseconds: Int64.random(in: 0..<3, using: &random))]
                    .randomElement(using: &random)!
                let slot = Int32.random(in: 0..<Int32(sessions), using: &random)
                return (
                    slot: slot, turn: order.turn, linked: LinkedOrder(order, sessionSlot: slot, place: Int32(place))
                )
            }
            let expected = orders.sorted { ($0.slot, $0.turn) < ($1.slot, $1.turn) }.map(\.linked)
            let found = LinkedOrder.sorted(orders.map(\.linked), sessionCount: sessions)
            #expect(found.map(\.id) == expected.map(\.id))
            #expect(found.map(\.place) == expected.map(\.place))
        }
    }
}
