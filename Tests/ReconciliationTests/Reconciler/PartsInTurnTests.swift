import LiveShopping
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct PartsInTurnTests {
    @Test("Every part is handed out once, whoever asks, and the shards' parts are those of all", arguments: 1...5)
    func everyPartOnce(readers: Int) throws {
        var random = SeededGenerator.printed()
        for shards in 1...3 {
            var seen: [Int] = []
            var counts: Set<Int> = []
            for number in 1...shards {
                let parts = PartsInTurn(readers: readers, of: try #require(Shard(number, of: shards)))
                var asking = Set(0..<readers)
                while let reader = asking.randomElement(using: &random) {
                    guard case .part(let index, let count)? = parts.take(reader) else {
                        asking.remove(reader)
                        continue
                    }
                    seen.append(index)
                    counts.insert(count)
                }
            }
            #expect(seen.sorted() == Array(0..<(counts.first ?? 0)) && counts.count == 1)
        }
    }

    @Test("A reader gets parts that lie together, and when its own are gone the farthest of whoever has most left")
    func order() {
        let parts = PartsInTurn(readers: 2)
        let own = (0..<16).compactMap { _ in index(parts.take(0)) }
        #expect(own == Array(0..<16))
        #expect(index(parts.take(1)) == 16)
        #expect(index(parts.take(0)) == 31)
        #expect(index(parts.take(1)) == 17)
        #expect(index(PartsInTurn(readers: 1).take(0)) == 0)
    }

    private func index(_ selection: RowSelection?) -> Int? {
        if case .part(let index, _)? = selection { index } else { nil }
    }
}
