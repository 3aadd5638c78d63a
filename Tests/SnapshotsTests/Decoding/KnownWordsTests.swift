import TestSupport
import Testing

@testable import Snapshots

@Suite struct KnownWordsTests {
    @Test("A word is found at its place, and no text is that differs from it in a byte or in length")
    func places() {
        var random = SeededGenerator.printed()
        for _ in 1...300 {
            let known = KnownWords(columns: 2)
            let lists = [Self.words(5, &random), Self.words(20, &random)]
            for _ in 1...60 {
                let field = Int.random(in: 0...1, using: &random)
                let text = Self.text(like: lists[field], &random)
                let place = text.withUnsafeBytes { known.place(of: $0, field, in: lists[field].map(Self.string)) }
                let wanted = text.count > 16 ? nil : lists[field].prefix(16).firstIndex(of: text)
                #expect(place == wanted, "\(Self.string(text)) in \(lists[field].map(Self.string))")
            }
        }
    }

    /// Different words of up to 20 bytes, of few letters, so that many are almost alike.
    private static func words(_ count: Int, _ random: inout SeededGenerator) -> [[UInt8]] {
        var words: Set<[UInt8]> = []
        while words.count < count { words.insert(word(&random)) }
        return words.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
    }

    private static func word(_ random: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...20, using: &random)).map { _ in Array("AB_".utf8).randomElement(using: &random) ?? 0 }
    }

    /// A word of the list, or one that has a byte more, less or changed, or any.
    private static func text(like list: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
        var text = list.randomElement(using: &random) ?? []
        let place = text.indices.randomElement(using: &random)
        switch Int.random(in: 0...5, using: &random) {
        case 0: text.insert(UInt8.random(in: 0...1, using: &random), at: place ?? 0)
        case 1: if let place { text.remove(at: place) }
        case 2: if let place { text[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
        case 3: text = word(&random)
        default: break
        }
        return text
    }

    private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
