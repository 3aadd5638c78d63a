import Common
public import Foundation
import LiveShopping

extension SnapshotFolder {
    /// Keeps what a database's tables hold at the source's moment: the bytes, unread but for the rows' borders. Tables are
    /// read over all of the source's connections, the longest first.
    ///
    /// The folder is there when this has returned, whole; when it throws, nothing is.
    ///
    /// - Parameter fileSize: After so many bytes a table goes on in another file.
    /// - Throws: ``SourceError``, of kind `unwritable` also when there is a folder of the name that is not empty.
    public static func capture(from source: PostgresSource, to directory: URL, fileSize: Int? = nil) throws {
        let folder = try PartialFolder(directory)
        var manifest = SnapshotManifest(takenAt: source.snapshot.takenAt, provenance: source.snapshot.provenance)
        let present = Table.allCases.filter { source.layouts[$0] != nil }
        let tables = present.sorted { source.blocks[$0] ?? .max > source.blocks[$1] ?? .max }
        let url = folder.url
        let captured = try inParallel(tables.count, threads: source.connectionCount) { turn in
            try capture(tables[turn], from: source, into: url, fileSize ?? TableWriter.usualFileSize)
        }
        let entries = Dictionary(uniqueKeysWithValues: zip(tables, captured))
        manifest.tables = present.compactMap { entries[$0] }
        try folder.publish(manifest)
    }

    private static func capture(
        _ table: Table, from source: PostgresSource, into folder: URL, _ fileSize: Int
    ) throws -> SnapshotManifest.TableEntry {
        guard let layout = source.layouts[table] else { preconditionFailure("only what is there is captured") }
        let statement = source.queries.first { $0.table == table }?.sql
        let writer = try TableWriter(layout, in: folder, fileSize: fileSize)
        let files = try source.withPostgresReader { try capture(layout, with: $0, to: writer) }
        return SnapshotManifest.TableEntry(layout, files, statement: statement)
    }

    private static func capture(
        _ layout: TableLayout, with reader: PostgresReader, to writer: TableWriter
    ) throws -> [SnapshotManifest.FileEntry] {
        var fed = 0
        var stream = CopyStream()
        var cells = RowCells(layout)
        var reading = reader.meter?.reading(layout.table)
        for statement in layout.statements(.everything, blocks: nil) {
            try reader.copy(statement, layout) { piece in
                let before = stream.rowCount
                do {
                    try stream.feed(piece, cells: &cells) { _ in }
                } catch let damage as CopyDamage {
                    throw damage.located(in: layout)
                }
                reading?.note(stream.rowCount)
                let border = stream.byteCount - fed
                let isBetweenRows = !stream.hasEnded && (1...piece.count).contains(border)
                try writer.append(piece, rows: stream.rowCount - before, border: isBetweenRows ? border : nil)
                fed += piece.count
            }
        }
        reading?.end(stream.rowCount)
        guard stream.hasEnded else { throw CopyDamage.noEnd.located(in: layout) }
        return try writer.finish(isEnded: true)
    }
}
