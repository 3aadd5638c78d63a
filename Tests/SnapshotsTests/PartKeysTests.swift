import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("Keys of parts that several programs read")
struct PartKeysTests {
    /// What a program that reads one of several parts of the items leaves of their ids.
    private func unfinished(_ ids: some Sequence<Int64>, texts: [String] = [], part: Int, of count: Int) -> [UInt8] {
        var keys = UniqueKeys()
        for id in ids { _ = keys.insert(id) }
        for text in texts { _ = keys.insert(text) }
        let parts = PartKeys()
        #expect(parts.add(keys, ofPart: part, of: count, table: .cartItems) == nil)
        return parts.unfinished
    }

    @Test("The smallest that comes in two of them is named, and none that comes in one")
    func common() throws {
        var random = SeededGenerator.printed()
        for _ in 1...40 {
            let spread = Int64.random(in: 1...40, using: &random)
            var ids = (0..<500).map { Int64($0) * spread - 900 }.shuffled(using: &random)
            ids += [.min, .max]
            var parts: [[Int64]] = [[], [], []]
            for id in ids { parts[Int.random(in: 0..<3, using: &random)].append(id) }
            let files = parts.enumerated().map { unfinished($0.element, part: $0.offset, of: 3) }
            #expect(try PartKeys.common(files) == nil)

            let twice = try #require(parts[0].randomElement(using: &random))
            let more = unfinished(parts[1] + [twice], part: 1, of: 3)
            let found = try PartKeys.common([files[0], more, files[2]])
            #expect(found?.table == "sessionCartItems" && found?.key == "\(twice)")
        }
    }

    @Test("Keys may be texts")
    func texts() throws {
        let files = [["a", "b"], ["c"], ["ä", "b"]].enumerated().map {
            unfinished([], texts: $0.element, part: $0.offset, of: 3)
        }
        #expect(try PartKeys.common(Array(files.prefix(2))) == nil)
        #expect(try PartKeys.common(files)?.key == "b")
    }

    @Test("A table that was read to its last part leaves none")
    func finished() {
        let parts = PartKeys()
        for part in 0..<2 {
            var keys = UniqueKeys()
            _ = keys.insert(Int64(part))
            #expect(parts.add(keys, ofPart: part, of: 2, table: .cartItems) == nil)
        }
        #expect(parts.unfinished == PartKeys().unfinished)
    }
}
