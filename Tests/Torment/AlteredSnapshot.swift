import Digests
import Foundation
import LiveShopping
import Reconciliation
import Snapshots
import TestSupport

/// A snapshot folder of which one file was altered, and its manifest made to agree.
struct AlteredSnapshot: Trial {
    private let healthy: URL
    private let tables: [Table: [UInt8]]
    private let manifest: SnapshotManifest
    private var count = 0

    init(_ ground: Ground) throws {
        healthy = ground.snapshot
        var tables: [Table: [UInt8]] = [:]
        for table in Table.allCases {
            tables[table] = try Array(
                Data(contentsOf: healthy.appendingPathComponent(SnapshotManifest.fileName(of: table))))
        }
        self.tables = tables
        manifest = try SnapshotManifest(
            json: Data(contentsOf: healthy.appendingPathComponent(SnapshotManifest.fileName)))
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let altered = folder.appendingPathComponent("altered")
        try? FileManager.default.removeItem(at: altered)
        try FileManager.default.createDirectory(at: altered, withIntermediateDirectories: true)
        let table = Table.allCases.randomElement(using: &random) ?? .orders
        for other in Table.allCases where other != table {
            let name = SnapshotManifest.fileName(of: other)
            link(healthy.appendingPathComponent(name).path, altered.appendingPathComponent(name).path)
        }
        var bytes = tables[table] ?? []
        Damage.harm(&bytes, &random)
        try write(bytes, of: table, into: altered)
        count += 1
        return try read(altered, isThorough: count % 8 == 0)
    }

    private func write(_ bytes: [UInt8], of table: Table, into folder: URL) throws {
        var manifest = manifest
        guard let place = manifest.tables.firstIndex(where: { $0.table == table.name }) else { return }
        try Data(bytes).write(to: folder.appendingPathComponent(SnapshotManifest.fileName(of: table)))
        manifest.tables[place].bytes = bytes.count
        manifest.tables[place].sha256 = SHA256.digest(of: bytes).hexadecimal
        try manifest.json.write(to: folder.appendingPathComponent(SnapshotManifest.fileName))
    }

    private func read(_ folder: URL, isThorough: Bool) throws -> String? {
        do {
            let source = try SnapshotFolder(folder)
            guard isThorough else {
                try source.withReader { try Self.everything($0) }
                return nil
            }
            _ = try Reconciler(source: source, parameters: Parameters(pages: 3)).run()
            return nil
        } catch let error as SourceError {
            return error.kind == .unreadable ? nil : "\(error)"
        } catch {
            return "\(error)"
        }
    }

    static func everything(_ reader: any RowReader) throws {
        try reader.users(.everything) { _ in }
        try reader.clients(.everything) { _ in }
        try reader.creditLimits(.everything) { _ in }
        try reader.products(.everything) { _ in }
        try reader.batches(.everything) { _ in }
        try reader.pricingDefaults(.everything) { _ in }
        try reader.channelSettings(.everything) { _ in }
        try reader.sessions(.everything) { _ in }
        try reader.priceOverrides(.everything) { _ in }
        try reader.orders(.everything) { _ in }
        try reader.orderLines(.everything) { _ in }
        try reader.invoices(.everything) { _ in }
        try reader.cartItems(.everything) { _ in }
    }
}
