import Foundation
import LiveShopping

@testable import Repairs
@testable import Snapshots

/// What reads bytes that others made. Any of it may refuse them, and nothing else.
enum Readers {
    typealias Reader = (UnsafeRawBufferPointer) -> Void

    nonisolated(unsafe) static let chosen: Reader = {
        let name = ProcessInfo.processInfo.environment["TIEOUT_FUZZ"] ?? ""
        guard let reader = all[name] else { fatalError("TIEOUT_FUZZ is none of \(all.keys.sorted())") }
        return reader
    }()

    nonisolated(unsafe) static let all: [String: Reader] = [
        "copy": copy, "json": json, "manifest": manifest, "script": script,
    ]

    /// The first byte says which table it is, and the second how long the pieces are.
    private static func copy(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 2 else { return }
        let rows = UnsafeRawBufferPointer(rebasing: bytes[2...])
        let piece = Int(bytes[1]) + 1
        switch bytes[0] % 7 {
        case 0: read(PlainItem.self, rows, piece)
        case 1: read(PlainLine.self, rows, piece)
        case 2: read(NeverPlain<Client>.self, rows, piece)
        case 3: read(NeverPlain<Order>.self, rows, piece)
        case 4: read(NeverPlain<Batch>.self, rows, piece)
        case 5: read(NeverPlain<Session>.self, rows, piece)
        default: read(NeverPlain<PricingDefault>.self, rows, piece)
        }
    }

    private static func read<Plain: DecodablePlainRow>(
        _: Plain.Type, _ bytes: UnsafeRawBufferPointer, _ piece: Int
    ) {
        var stream = RowStream<Plain.Row>(TableLayout(reference: Plain.Row.table), checksKeys: true)
        var start = 0
        do {
            while start < bytes.count {
                let end = min(bytes.count, start + piece)
                let rows = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                try stream.feed(rows, taking: { (_: Plain) in false }) { _ in }
                start = end
            }
            try stream.finish()
        } catch {}
    }

    private static func json(_ bytes: UnsafeRawBufferPointer) {
        _ = try? JSONScanner.outline(of: bytes, keys: ["defaultMarginPercent", "finalPrice"])
    }

    private static func manifest(_ bytes: UnsafeRawBufferPointer) {
        _ = try? SnapshotManifest(json: Data(bytes))
    }

    private static func script(_ bytes: UnsafeRawBufferPointer) {
        _ = try? ScriptReader(Array(bytes), file: "fuzz.sql")
    }
}
