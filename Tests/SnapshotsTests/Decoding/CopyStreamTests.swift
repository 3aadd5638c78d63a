import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("A stream of binary COPY")
struct CopyStreamTests {
    private let rows: [CartItem]
    private let bytes: [UInt8]

    init() {
        var generator = RowGenerator(random: .printed())
        rows = generator.rows(4).cartItems
        bytes = copyBytes(rows)
    }

    @Test("is the same rows in pieces of every size")
    func everyPieceSize() throws {
        for size in 1...bytes.count {
            let found = try decode(CartItem.self, bytes, pieceSize: size)
            #expect(found.map(\.id) == rows.map(\.id), "pieces of \(size) bytes")
        }
        #expect(try decode(CartItem.self, bytes, pieceSize: 5).map { "\($0)" } == rows.map { "\($0)" })
    }

    @Test("is refused wherever it is cut off")
    func everyTruncation() throws {
        for end in 0..<bytes.count {
            for size in [1, 7, Int.max] {
                let error = sourceError {
                    _ = try decode(CartItem.self, Array(bytes[..<end]), pieceSize: size)
                }
                #expect(error?.kind == .unreadable, "the first \(end) bytes")
                #expect(error?.problem.contains("ends before the end") == true)
            }
        }
    }

    @Test("never crashes and never makes a row more when a byte is changed")
    func everyAlteration() throws {
        for place in bytes.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var altered = bytes
                altered[place] ^= change
                let found = try? decode(CartItem.self, altered, pieceSize: 64)
                #expect(found.map(\.count) ?? 0 <= rows.count)
            }
        }
    }

    @Test("is refused when it begins as nothing, has flags, or goes on behind its end")
    func frame() {
        expect(Array("PGDUMP".utf8) + bytes, .noSignature)
        var flagged = bytes
        flagged[11] = 1
        expect(flagged, .unknownFlags)
        expect(bytes + [0], .bytesAfterEnd)
        expect(copyBytes([Product(id: ID(1), name: "a", category: "b")]), .wrongColumnCount(found: 3, expected: 13))
    }

    private func expect(_ bytes: [UInt8], _ damage: CopyDamage) {
        let error = sourceError { _ = try decode(CartItem.self, bytes) }
        #expect(error?.problem.contains(damage.problem(in: TableLayout(reference: .cartItems))) == true)
    }

    @Test("has an extension in its header that is skipped")
    func headerExtension() throws {
        var extended = bytes
        extended[18] = 5
        extended.insert(contentsOf: [1, 2, 3, 4, 5], at: 19)
        for size in [1, 18, 20, Int.max] {
            #expect(try decode(CartItem.self, extended, pieceSize: size).map(\.id) == rows.map(\.id))
        }
    }

    @Test("without rows is no rows")
    func empty() throws {
        #expect(try decode(CartItem.self, copyBytes([CartItem]())).isEmpty)
    }
}
