import LiveShopping
import Simulation
import TestSupport
import Testing

@testable import Reconciliation

/// What agrees is settled by sums: almost no session is laid out.
@Suite struct SecondLookTests {
    @Test("Of healthy sessions at most one in a thousand is laid out, open ones that hold a batch twice among them")
    func healthyShop() throws {
        let sink = MemorySink()
        _ = try Simulation(sessions: 3_000, seed: 11, asOf: RandomNight.asOf).run(into: sink)
        let source = MemorySource(takenAt: RandomNight.asOf, rows: sink.rows)
        let (judgement, _) = try Reconciler(source: source, parameters: Parameters(asOf: RandomNight.asOf)).judge()
        #expect(judgement.findings.isEmpty)
        #expect(judgement.laidOut <= 3, "\(judgement.laidOut) sessions were laid out")

        let open = Set(sink.rows.sessions.filter(\.isOpen).map(\.id))
        let places = sink.rows.cartItems.filter { open.contains($0.sessionID) }
            .map { HeldPlace(session: $0.sessionID, batch: $0.batchID) }
        #expect(places.count > Set(places).count + 20, "the shop has carts that hold a batch twice")
    }

    private struct HeldPlace: Hashable {
        let session: SessionID
        let batch: BatchID
    }

    @Test("A cart of different items is told from one with two alike, as full as carts of a large shop are")
    func repeats() {
        var random = SeededGenerator.printed()
        let sessions = 40_000
        let filter = RepeatFilter(sessions: sessions)
        var suspected = 0
        for slot in 0..<sessions {
            let cart = Self.cart(of: slot, Int.random(in: 0...17, using: &random))
            let isSuspected = cart.reduce(false) { filter.insert($1, ofSessionAt: slot) || $0 }
            suspected += isSuspected ? 1 : 0
            if let again = cart.randomElement(using: &random) {
                #expect(filter.insert(again, ofSessionAt: slot), "a repeated item is always seen")
            }
        }
        #expect(suspected <= sessions / 1_000, "\(suspected) of \(sessions) carts")
    }

    @Test("Of two items alike that come over two connections at once, one sees the other")
    func repeatsOfTwoParts() async {
        let sessions = 5_000
        let filter = RepeatFilter(sessions: sessions)
        @Sendable func insertAll() -> [Bool] {
            (0..<sessions).map { filter.insert(Self.cart(of: $0, 1)[0], ofSessionAt: $0) }
        }
        async let one = insertAll()
        async let other = insertAll()
        #expect(await zip(one, other).allSatisfy { $0 || $1 })
    }

    /// Items of the same batches that differ by status, or in being a sample.
    private static func cart(of slot: Int, _ count: Int) -> [CartItem] {
        (0..<count).map { place in item(place, session: Int64(slot + 1), kind: place % 4) }
    }

    private static func item(_ place: Int, session: Int64, kind: Int) -> CartItem {
        var item = CartItem()
        item.id = ID(Int64(place))
        item.sessionID = ID(session)
        item.batchID = ID(Int64(place / 4))
        item.isSample = kind == 3
        item.itemStatus = kind == 3 ? nil : .known(ItemStatus.allCases[kind])
        return item
    }

    @Test("Each session counts once for each batch that its cart holds, however its items are dealt out")
    func heldBatches() {
        var random = SeededGenerator.printed()
        for _ in 1...20 {
            let places = (0..<200).map { _ in
                (batch: Int.random(in: 0..<5, using: &random), session: Int.random(in: 0..<30, using: &random))
            }
            var parts = [HeldBatches(), HeldBatches()]
            for place in places {
                parts[Int.random(in: 0...1, using: &random)].add(batch: place.batch, session: place.session)
            }
            parts[0].merge(parts[1])
            var counts: [Int: Int] = [:]
            parts[0].forEach { batch, _ in counts[batch, default: 0] += 1 }
            let wanted = Dictionary(grouping: places, by: \.batch).mapValues { Set($0.map(\.session)).count }
            #expect(counts == wanted)
        }
    }
}
