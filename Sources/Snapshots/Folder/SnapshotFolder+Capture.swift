import Common
public import Foundation
import LiveShopping

extension SnapshotFolder {
    /// Keeps what a database's tables hold at the source's moment: the bytes, unread but for the rows' borders. Tables are
    /// read over all of the source's connections, the longest first.
    ///
    /// The folder is there when this has returned, whole; when it throws, nothing is.
    ///
    /// - Throws: ``SourceError``, of kind `unwritable` also when there is a folder of the name that is not empty.
    public static func capture(from source: PostgresSource, to directory: URL) throws {
        let folder = try PartialFolder(directory)
        var manifest = SnapshotManifest(takenAt: source.snapshot.takenAt, provenance: source.snapshot.provenance)
        let present = Table.allCases.filter { source.layouts[$0] != nil }
        let tables = present.sorted { source.blocks[$0] ?? .max > source.blocks[$1] ?? .max }
        let url = folder.url
        let captured = try inParallel(tables.count, threads: source.connectionCount) { turn in
            try capture(tables[turn], from: source, into: url)
        }
        let entries = Dictionary(uniqueKeysWithValues: zip(tables, captured))
        manifest.tables = present.compactMap { entries[$0] }
        try folder.publish(manifest)
    }

    private static func capture(
        _ table: Table, from source: PostgresSource, into folder: URL
    ) throws -> SnapshotManifest.TableEntry {
        guard let layout = source.layouts[table] else { preconditionFailure("only what is there is captured") }
        let statement = source.queries.first { $0.table == table }?.sql
        let written = try source.withPostgresReader { reader in
            try capture(layout, with: reader, to: folder.appendingPathComponent(SnapshotManifest.fileName(of: table)))
        }
        return SnapshotManifest.TableEntry(layout, written, statement: statement)
    }

    private static func capture(
        _ layout: TableLayout, with reader: PostgresReader, to url: URL
    ) throws -> TableFileWriter.Written {
        let file = try TableFileWriter(url)
        var stream = CopyStream()
        var cells = RowCells(layout)
        var reading = reader.meter?.reading(layout.table)
        for statement in layout.statements(.everything, blocks: nil) {
            try reader.copy(statement, layout) { piece in
                do {
                    try stream.feed(piece, cells: &cells) { _ in }
                } catch let damage as CopyDamage {
                    throw damage.located(in: layout)
                }
                reading?.note(stream.rowCount)
                try file.append { $0.append(piece) }
            }
        }
        reading?.end(stream.rowCount)
        guard stream.hasEnded else { throw CopyDamage.noEnd.located(in: layout) }
        return try file.finish(rows: stream.rowCount)
    }
}
