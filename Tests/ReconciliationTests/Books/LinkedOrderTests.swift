import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

struct LinkedOrderTests {
    @Test("Orders stand by session, each session's earliest first")
    func sorted() {
        var random = SeededGenerator.printed()
        for count in [0, 1, 2, 400] {
            let sessions = Int32.random(in: 1...200, using: &random)
            let times: [Timestamp?] = [nil, Timestamp(microseconds: 1), Timestamp(microseconds: 2)]
            var orders: [(slot: Int32, turn: Order.Turn, linked: LinkedOrder)] = []
            for id in (0..<count).shuffled(using: &random) {
                var order = Order()
                order.id = OrderID(Int64(id))
                order.createdAt = times[Int.random(in: 0..<3, using: &random)]
                let slot = Int32.random(in: 0..<sessions, using: &random)
                let linked = LinkedOrder(order, sessionSlot: slot, place: Int32(orders.count))
                orders.append((slot, order.turn, linked))
            }
            let expected = orders.sorted { ($0.slot, $0.turn) < ($1.slot, $1.turn) }.map(\.linked)
            let found = LinkedOrder.sorted(orders.map(\.linked), sessionCount: Int(sessions))
            #expect(found.map(\.id) == expected.map(\.id))
            #expect(found.map(\.place) == expected.map(\.place))
        }
    }
}
