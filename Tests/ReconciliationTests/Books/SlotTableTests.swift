import TestSupport
import Testing

@testable import Reconciliation

/// What is kept by slots says what a dictionary, a set and an array would.
struct SlotTableTests {
    @Test func tableFindsWhatADictionaryFinds() {
        var random = SeededGenerator.printed()
        for count in [0, 5_000] {
            let texts = (0..<5_000).map { _ in "ROOM-\(Int.random(in: 0..<3_000, using: &random))" }
            var (table, known) = (SlotTable(count: count), [String: Int]())
            for (slot, text) in texts.enumerated() {
                let bucket = table.bucket(text.hashValue) { texts[$0] == text }
                #expect(table[bucket] == known[text])
                if table[bucket] == nil {
                    table.insert(slot, hash: text.hashValue, at: bucket) { texts[$0].hashValue }
                } else if slot % 2 == 0 {
                    table.replace(at: bucket, with: slot)
                }
                if known[text] == nil || slot % 2 == 0 { known[text] = slot }
            }
            #expect(table.count == known.count)
            for number in 0..<4_000 {
                let text = "ROOM-\(number)"
                #expect(table[table.bucket(text.hashValue) { texts[$0] == text }] == known[text])
            }
        }
    }

    /// As if every row were of one hash.
    @Test func tableTellsApartWhatHasOneHash() {
        var table = SlotTable()
        for slot in 0..<100 {
            let bucket = table.bucket(7) { $0 == slot }
            #expect(table[bucket] == nil)
            table.insert(slot, hash: 7, at: bucket) { _ in 7 }
        }
        for slot in 0..<100 { #expect(table[table.bucket(7) { $0 == slot }] == slot) }
    }

    @Test func setHoldsWhatWasPutIn() {
        var random = SeededGenerator.printed()
        let (one, other) = (slots(&random), slots(&random))
        var (left, right) = (SlotSet(), SlotSet())
        for slot in one { left.insert(slot) }
        for slot in other { right.insert(slot) }
        #expect((0..<2_000).filter(left.contains) == one.sorted())
        left.formUnion(right)
        #expect((0..<2_000).filter(left.contains) == one.union(other).sorted())
        #expect(SlotSet().isEmpty && !left.isEmpty)
    }

    private func slots(_ random: inout SeededGenerator) -> Set<Int> {
        let end = Int.random(in: 1..<1_500, using: &random)
        return Set((0..<200).map { _ in Int.random(in: 0..<end, using: &random) })
    }

    @Test func pagesMergeAsArraysDo() {
        var random = SeededGenerator.printed()
        var parts: [(paged: Paged<Int>, plain: [Int])] = []
        for _ in 0..<3 {
            var part = (paged: Paged(repeating: 0, count: 1_000), plain: Array(repeating: 0, count: 1_000))
            for slot in [0, 255, 256, 999].shuffled(using: &random).prefix(2) {
                part.paged[slot] += slot + 1
                part.plain[slot] += slot + 1
            }
            parts.append(part)
        }
        let paged = parts.dropFirst().reduce(into: parts[0].paged) { $0.merge($1.paged) { $0 += $1 } }
        for slot in 0..<1_000 { #expect(paged[slot] == parts.reduce(0) { $0 + $1.plain[slot] }) }
        #expect(paged.indices == 0..<1_000)
    }
}
