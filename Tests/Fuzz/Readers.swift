import Foundation
import LiveShopping
import Repairs
import Snapshots

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
        switch bytes[0] % 6 {
        case 0: read(CartItem.self, rows, piece)
        case 1: read(Client.self, rows, piece)
        case 2: read(Order.self, rows, piece)
        case 3: read(Batch.self, rows, piece)
        case 4: read(Session.self, rows, piece)
        default: read(PricingDefault.self, rows, piece)
        }
    }

    private static func read<Row: TableRow>(_: Row.Type, _ bytes: UnsafeRawBufferPointer, _ piece: Int) {
        var stream = RowStream<Row>(TableLayout(reference: Row.table), checksKeys: true)
        var start = 0
        do {
            while start < bytes.count {
                let end = min(bytes.count, start + piece)
                try stream.feed(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<end]), taking: { (_: NeverPlain<Row>) in false }
                ) { _ in }
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
