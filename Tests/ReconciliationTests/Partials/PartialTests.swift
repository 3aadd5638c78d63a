import Common
import Digests
import Foundation
import LiveShopping
import Snapshots
import TestSupport
import Testing

@testable import Reconciliation

@Suite("What a shard leaves")
struct PartialTests {
    private let night: RandomNight
    private let bytes: [UInt8]

    init() throws {
        var random = SeededGenerator.printed()
        night = try RandomNight(simulatedWith: &random)
        bytes = try Reconciler(source: night.source).partial(of: #require(Shard(1, of: 1)), facts: []).bytes
    }

    @Test("A byte more, less or other is refused")
    func damage() throws {
        #expect(throws: Never.self) { try Partial(bytes: bytes) }
        #expect(throws: PartialDamage.self) { try Partial(bytes: bytes + [0]) }
        for count in [0, 1, 16, 17, 48, 49, bytes.count - 33, bytes.count - 1] {
            #expect(throws: PartialDamage.self, "\(count)") { try Partial(bytes: Array(bytes.prefix(count))) }
        }
        for place in stride(from: 0, to: bytes.count, by: 97) {
            var altered = bytes
            altered[place] ^= 0x10
            #expect(throws: PartialDamage.self, "\(place)") { try Partial(bytes: altered) }
        }
    }

    @Test("Keys that are none of the source's are damage like any other")
    func keys() throws {
        let directory = ScratchFolder.url.appendingPathComponent(
            "tieout-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try SnapshotFolderWriter(directory: directory, takenAt: RandomNight.asOf).finish()
        let partial = try Partial(bytes: bytes)
        #expect(throws: PartialDamage.self) {
            try Reconciler(source: SnapshotFolder(directory)).run(merging: [partial])
        }
    }

    /// Whoever writes one by another program can give it the right hash.
    @Test("Nonsense with the right hash ends in a refusal or in a report, and never in a crash")
    func nonsense() throws {
        var random = SeededGenerator.printed()
        var refused = 0
        for _ in 1...100 {
            var content = Array(bytes.dropLast(32))
            for _ in 1...Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 17..<content.count, using: &random)
                content[place] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                let partial = try Partial(bytes: content + SHA256.digest(of: content).bytes)
                _ = try Reconciler(source: night.source).run(merging: [partial])
            } catch is PartialDamage {
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}

@Suite("The fields of a partial")
struct PartialFieldTests {
    @Test("There are as many shards as there are, from 1 on")
    func numbers() {
        #expect(Shard(1, of: 1) != nil && Shard(16, of: 16) != nil && Shard(4_096, of: 4_096) != nil)
        for (number, count) in [(0, 1), (2, 1), (1, 0), (-1, 2), (1, 4_097), (1, -1)] {
            #expect(Shard(number, of: count) == nil, "\(number)/\(count)")
        }
    }

    @Test(
        "Numbers of every size come back as they were", arguments: [0, 1, -1, 63, 64, 127, 128, .max, .min] as [Int64])
    func numbers(_ number: Int64) throws {
        var (signed, bits, text) = (number, UInt64(bitPattern: number), "é\(number)\0")
        var writer = FieldWriter()
        try writer.code(&signed)
        writer.code(&bits)
        try writer.code(&text)
        var reader = FieldReader(writer.bytes[...])
        var (found, foundBits, foundText) = (Int64(0), UInt64(0), "")
        try reader.code(&found)
        try reader.code(&foundBits)
        try reader.code(&foundText)
        #expect((found, foundBits, foundText) == (signed, bits, text) && reader.isAtEnd)
    }

    @Test(
        "A number of more than 64 bits is none",
        arguments: [[0x80], [UInt8](repeating: 0xFF, count: 11), [UInt8](repeating: 0xFF, count: 9) + [2]])
    func tooLong(_ bytes: [UInt8]) {
        var reader = FieldReader(bytes[...])
        var number: UInt64 = 0
        #expect(throws: FieldDamage.self) { try reader.code(&number) }
    }
}
