public import Foundation
import LiveShopping

extension SnapshotFolder {
    /// Keeps what a database's tables hold at the source's moment: the bytes, unread but for the rows' borders.
    ///
    /// The folder is there when this has returned, whole; when it throws, nothing is.
    ///
    /// - Throws: ``SourceError``, of kind `unwritable` also when there is a folder of the name that is not empty.
    public static func capture(from source: PostgresSource, to directory: URL) throws {
        let folder = try PartialFolder(directory)
        var manifest = SnapshotManifest(takenAt: source.snapshot.takenAt, provenance: source.snapshot.provenance)
        try source.withPostgresReader { reader in
            for table in Table.allCases {
                guard let layout = source.layouts[table] else { continue }
                let url = folder.url.appendingPathComponent(SnapshotManifest.fileName(of: table))
                let statement = source.queries.first { $0.table == table }?.sql
                manifest.tables.append(
                    .init(layout, try capture(layout, with: reader, to: url), statement: statement))
            }
        }
        try folder.publish(manifest)
    }

    private static func capture(
        _ layout: TableLayout, with reader: PostgresReader, to url: URL
    ) throws -> TableFileWriter.Written {
        let file = try TableFileWriter(url)
        var stream = CopyStream()
        var cells = RowCells(layout)
        for statement in layout.statements(.everything, blocks: nil) {
            try reader.copy(statement, layout) { piece in
                do {
                    try stream.feed(piece, cells: &cells) { _ in }
                } catch let damage as CopyDamage {
                    throw damage.located(in: layout)
                }
                try file.append { $0.append(piece) }
            }
        }
        guard stream.hasEnded else { throw CopyDamage.noEnd.located(in: layout) }
        return try file.finish(rows: stream.rowCount)
    }
}
