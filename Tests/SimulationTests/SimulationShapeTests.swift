import FinancialMath
import LiveShopping
import Reconciliation
import Simulation
import TestSupport
import Testing

@Suite("A simulated database")
struct SimulationShapeTests {
    static let asOf = Timestamp(year: 2026, month: 11, day: 22, hour: 2)

    @Test("is the same for the same seed, and another for another")
    func deterministic() throws {
        let first = try rows(sessions: 80, seed: 9)
        #expect(first == (try rows(sessions: 80, seed: 9)))
        #expect(first != (try rows(sessions: 80, seed: 10)))
    }

    @Test("has the sessions that were asked for, and ids that are used once")
    func bounded() throws {
        let sink = MemorySink()
        _ = try Simulation(sessions: 500, seed: 1, asOf: Self.asOf).run(into: sink)
        let rows = sink.rows
        #expect(rows.sessions.count == 500)
        #expect(Set(rows.sessions.map(\.id.rawValue)) == Set(1...500))
        #expect(Set(rows.sessions.map(\.roomCode)).count == 500)
        #expect(Set(rows.cartItems.map(\.id)).count == rows.cartItems.count)
        #expect(Set(rows.orderLines.map(\.id)).count == rows.orderLines.count)
        #expect(Set(rows.orders.map(\.id)).count == rows.orders.count)
        #expect((2_500...10_000).contains(rows.cartItems.count))
    }

    @Test("leads every status of life, every kind of link and every stage of an order")
    func lively() throws {
        let sink = MemorySink()
        _ = try Simulation(sessions: 3_000, seed: 4, asOf: Self.asOf).run(into: sink)
        let orders = sink.rows.orders
        #expect(Set(sink.rows.sessions.map(\.status.description)) == Set(SessionStatus.allCases.map(\.rawValue)))
        #expect(orders.contains { $0.liveSessionID != nil && $0.notes != nil })
        #expect(orders.contains { $0.liveSessionID == nil && $0.notes?.contains("Session #") == true })
        #expect(orders.contains { $0.type == .quote })
        #expect(orders.contains { $0.invoiceID != nil && $0.saleStatus?.known == .paid })
        #expect(orders.contains { $0.fulfillmentStatus?.known == .shipped })
        #expect(sink.rows.batches.contains { $0.costMode?.known == .range })
        #expect(sink.rows.cartItems.contains { $0.negotiationStatus?.known == .accepted })
        #expect(!sink.rows.priceOverrides.isEmpty)
    }

    @Test("can break every rule that there is")
    func complete() {
        #expect(Set(Simulation.rules) == Set(Catalogue.descriptions.map { "\($0.id)" }))
    }

    @Test("has labels for each rule that was asked for, and for no other when one is asked for")
    func labels() throws {
        let all = try Simulation(
            sessions: 5, seed: 2, asOf: Self.asOf, faultsPerRule: 1, allowsOrphans: true)
        #expect(Set(try all.run(into: MemorySink()).map(\.rule)).isSuperset(of: Simulation.rules))
        let one = try Simulation(sessions: 5, seed: 2, asOf: Self.asOf, faults: ["line.missing": 1])
        #expect(Set(try one.run(into: MemorySink()).map(\.rule)) == ["line.missing"])
    }

    @Test("refuses faults of rules that nobody knows")
    func unknownFault() {
        #expect(throws: UnknownFault.self) {
            try Simulation(sessions: 1, seed: 1, asOf: Self.asOf, faults: ["line.colour": 1])
        }
    }

    @Test("writes its labels as a sorted file")
    func labelsFile() {
        let labels = [
            Label(rule: "order.total", key: "order=3", impact: .zero),
            Label(rule: "line.total", key: "order=9,line=1", impact: Money(unscaled: 1_250, places: 2)),
        ]
        #expect(
            Label.csv(labels)
                == "rule,key,impact\r\nline.total,\"order=9,line=1\",12.50\r\norder.total,order=3,0.00\r\n")
    }

    private func rows(sessions: Int, seed: UInt64) throws -> String {
        let sink = MemorySink()
        let labels = try Simulation(sessions: sessions, seed: seed, asOf: Self.asOf, faultsPerRule: 2).run(into: sink)
        return "\(sink.rows) \(labels)"
    }
}
