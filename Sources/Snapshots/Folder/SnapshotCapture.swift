import Common
public import FoundationEssentials
internal import Glibc
public import LiveShopping

extension SnapshotFolder {
    /// Keeps what a database's tables hold at the source's moment: the bytes, unread but for the rows' borders. Tables
    /// are read over all of the source's connections, the longest first, a range of blocks at a time.
    ///
    /// The folder is there when this has returned, whole; when it throws, nothing is.
    ///
    /// - Parameters:
    ///   - fileSize: After so many bytes a table goes on in another file.
    ///   - base: An earlier snapshot of the database: ranges in which nothing has changed since are taken over from it.
    ///   - limit: After how long all is read once more, whatever the base says.
    /// - Throws: ``SourceError``, of kind `unwritable` also when there is a folder of the name that is not empty.
    @discardableResult
    public static func capture(
        from source: PostgresSource, to directory: URL, fileSize: Int? = nil, since base: URL? = nil,
        readingAllAfter limit: TimeSpan? = nil
    ) throws -> CaptureFacts {
        let folder = try PartialFolder(directory)
        let fileSize = fileSize ?? TableWriter.usualFileSize
        let capture = try SnapshotCapture(source, fileSize: fileSize, since: base, limit)
        var manifest = SnapshotManifest(takenAt: source.snapshot.takenAt, provenance: source.snapshot.provenance)
        manifest.origin = capture.origin
        let (tables, facts) = try capture.tables(in: folder)
        manifest.tables = tables
        try folder.publish(manifest)
        return facts
    }
}

/// What of a snapshot was read, and what was taken over from an earlier one.
public struct CaptureFacts: Sendable, Hashable {
    public internal(set) var rowsRead = 0
    public internal(set) var rowsTakenOver = 0
    /// Why nothing was taken over from the snapshot that was named; nil when it was, or none was named.
    public internal(set) var refusal: String?
}

/// A snapshot on its way into a folder.
private struct SnapshotCapture {
    let origin: SnapshotOrigin?
    private let source: PostgresSource
    private let fileSize: Int
    private let base: SnapshotBase?
    private let refusal: String?
    private let shapes: [Table: String]

    /// The bytes of a block, as long as the server was not built otherwise; rows take about as much in a file, and a
    /// half more.
    private static let blockSize = 8_192

    init(_ source: PostgresSource, fileSize: Int, since directory: URL?, _ limit: TimeSpan?) throws {
        (self.source, self.fileSize) = (source, fileSize)
        let state = try source.origin(blocksPerRange: max(1, fileSize / Self.blockSize / 2))
        shapes = state == nil ? [:] : try source.shapes()
        guard let directory else {
            (base, refusal, origin) = (nil, nil, state?.0)
            return
        }
        do throws(SnapshotBase.Refusal) {
            guard let (own, next) = state else {
                throw SnapshotBase.Refusal("the server does not say enough to tell what has changed")
            }
            let base = try SnapshotBase(directory, for: own, next: next, takenAt: source.snapshot.takenAt, limit: limit)
            var origin = own
            origin.lastWhole = base.origin.lastWhole
            (self.base, self.refusal, self.origin) = (base, nil, origin)
        } catch {
            (base, refusal, origin) = (nil, error.reason, state?.0)
        }
    }

    /// A range of a table's blocks, or a table that has none.
    private struct Piece {
        let layout: TableLayout
        /// What the manifest will say of the table, but for its files.
        let entry: SnapshotManifest.TableEntry
        let range: Int?
        let blocks: BlockRange

        /// What its files' names begin with until all of the table's are there.
        var name: String { "\(layout.table.name).\(range ?? 0)" }
    }

    /// A piece that is in the folder.
    private struct Kept {
        var files: [SnapshotManifest.FileEntry]
        var isTakenOver = false

        var rows: Int { files.reduce(0) { $0 + $1.rows } }
    }

    func tables(in folder: PartialFolder) throws -> ([SnapshotManifest.TableEntry], CaptureFacts) {
        let present = Table.allCases.filter { source.layouts[$0] != nil }
        let pieces = present.sorted { source.blocks[$0] ?? .max > source.blocks[$1] ?? .max }.flatMap(pieces)
        let url = folder.url
        let kept = try inParallel(pieces.count, threads: source.connectionCount) { try keep(pieces[$0], in: url) }
        var facts = CaptureFacts()
        facts.refusal = refusal
        var files: [Table: [SnapshotManifest.FileEntry]] = [:]
        var entries: [Table: SnapshotManifest.TableEntry] = [:]
        for (piece, kept) in zip(pieces, kept) {
            files[piece.layout.table, default: []] += kept.files
            entries[piece.layout.table] = piece.entry
            if kept.isTakenOver { facts.rowsTakenOver += kept.rows } else { facts.rowsRead += kept.rows }
        }
        let tables = try present.compactMap { table throws in
            try entries[table]?.with(folder.settle(files[table] ?? [], of: table))
        }
        return (tables, facts)
    }

    private func pieces(of table: Table) -> [Piece] {
        guard let layout = source.layouts[table] else { return [] }
        var entry = SnapshotManifest.TableEntry(layout, [], statement: source.queries.first { $0.table == table }?.sql)
        entry.shape = shapes[table]
        guard let blocks = source.blocks[table], let size = origin?.blocksPerRange else {
            return [Piece(layout: layout, entry: entry, range: nil, blocks: BlockRange())]
        }
        let count = max(1, (blocks + size - 1) / size)
        return (0..<count).map { range in
            let end = range == count - 1 ? nil : (range + 1) * size
            return Piece(layout: layout, entry: entry, range: range, blocks: BlockRange(start: range * size, end: end))
        }
    }

    private func keep(_ piece: Piece, in folder: URL) throws -> Kept {
        try source.withPostgresReader { reader in
            if let base, let range = piece.range, let files = base.files(of: piece.entry, range: range),
                try reader.isUnchanged(
                    piece.layout, piece.blocks, files.reduce(0) { $0 + $1.rows }, since: base.origin),
                let own = takeOver(files, of: base, piece, into: folder)
            {
                return Kept(files: own, isTakenOver: true)
            }
            let writer = try TableWriter(piece.layout, in: folder, name: piece.name, fileSize: fileSize)
            let files = try reader.keep(piece.layout.statement(piece.blocks), of: piece.layout, in: writer)
            return Kept(files: files.map { $0.of(range: piece.range) })
        }
    }

    /// Nil when one of the files is not there any more, or not to be had.
    private func takeOver(
        _ files: [SnapshotManifest.FileEntry], of base: SnapshotBase, _ piece: Piece, into folder: URL
    ) -> [SnapshotManifest.FileEntry]? {
        var taken: [SnapshotManifest.FileEntry] = []
        for file in files {
            var own = file.of(range: piece.range)
            own.name = "\(piece.name).old-\(taken.count + 1)"
            guard base.hand(file, to: folder.appendingPathComponent(own.name)) else {
                for other in taken { unlink(folder.appendingPathComponent(other.name).path) }
                return nil
            }
            taken.append(own)
        }
        return taken
    }
}

private extension PostgresReader {
    /// Whether the rows of a range are all from before a moment, and as many as there were.
    func isUnchanged(
        _ layout: TableLayout, _ blocks: BlockRange, _ rows: Int, since origin: SnapshotOrigin
    ) throws -> Bool {
        let counts = try connection.rows(
            layout.counts(blocks, since: origin.oldestRunning), columns: 2,
            doing: "looking for changes in \"\(layout.table.name)\"")
        return counts.first == [String(rows), "0"]
    }

    /// Keeps the bytes that a statement gives.
    func keep(
        _ statement: String, of layout: TableLayout, in writer: TableWriter
    ) throws -> [SnapshotManifest.FileEntry] {
        var fed = 0
        var stream = CopyStream()
        var cells = RowCells(layout)
        var reading = meter?.reading(layout.table)
        // Row by row, so that files end where they do whatever the server's haste.
        try copy(statement, layout, isByRow: true) { piece in
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
        reading?.end(stream.rowCount)
        guard stream.hasEnded else { throw CopyDamage.noEnd.located(in: layout) }
        return try writer.finish(isEnded: true)
    }
}

private extension SnapshotManifest.FileEntry {
    func of(range: Int?) -> Self {
        var entry = self
        entry.range = range
        return entry
    }
}
