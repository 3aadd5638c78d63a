import Digests
import FoundationEssentials
import LiveShopping

/// One of a table's files in a snapshot folder, which has been found to be what the manifest says.
struct TableFile: Sendable {
    let url: URL
    let layout: TableLayout
    let byteCount: Int
    let rowCount: Int
    /// Where blocks of rows begin, so that a part of the table can be read by itself.
    private let blocks: RowBlocks

    /// Reads the whole file once and holds it against the manifest.
    ///
    /// - Throws: ``SourceError`` of kind `unreadable` that names the file and says what is wrong with it.
    init(_ url: URL, layout: TableLayout, entry: SnapshotManifest.FileEntry) throws {
        try self.init(url, layout: layout, entry: entry, found: Self.inspect(url, layout))
    }

    /// Holds what somebody has read against the manifest.
    ///
    /// - Parameter found: All of the file.
    /// - Throws: as above.
    init(
        _ url: URL, layout: TableLayout, entry: SnapshotManifest.FileEntry, found: Inspection
    ) throws(SourceError) {
        self.url = url
        self.layout = layout
        byteCount = entry.bytes
        rowCount = entry.rows
        blocks = found.blocks
        guard found.bytes == entry.bytes else {
            throw Self.damaged(url, "it has \(found.bytes) bytes where the manifest says \(entry.bytes)")
        }
        guard found.sha256 == entry.sha256.lowercased() else {
            throw Self.damaged(url, "its SHA-256 is not the manifest's: it has been altered")
        }
        if let damage = found.damage { throw Self.damaged(url, damage.problem(in: layout)) }
        guard found.rows == entry.rows else {
            throw Self.damaged(url, "it has \(found.rows) rows where the manifest says \(entry.rows)")
        }
    }

    /// What a file was found to hold.
    struct Inspection {
        var bytes = 0
        var rows = 0
        var sha256 = ""
        var blocks: RowBlocks
        var damage: CopyDamage?
    }

    private static func inspect(_ url: URL, _ layout: TableLayout) throws -> Inspection {
        var found = Inspection(blocks: RowBlocks(layout))
        let hash = SHA256()
        var stream = CopyStream()
        var cells = RowCells(layout)
        var file = try SnapshotFile(url)
        while let piece = try file.piece() {
            found.bytes += piece.count
            hash.update(piece)
            guard found.damage == nil else { continue }
            do {
                try stream.feed(piece, cells: &cells) { found.blocks.add($0) }
            } catch let damage as CopyDamage {
                found.damage = damage
            }
        }
        found.sha256 = hash.finish().hexadecimal
        found.rows = stream.rowCount
        found.blocks.finish(starts: stream.marks)
        if found.damage == nil, !stream.hasEnded { found.damage = .noEnd }
        return found
    }

    static func damaged(_ url: URL, _ problem: String) -> SourceError {
        SourceError(
            .unreadable, place: url.path, problem: problem, remedy: "take the snapshot again, or restore the file")
    }
}

extension TableFile {
    /// The bytes of some of its blocks. The last one ends with the file.
    func range(ofBlocks wanted: Range<Int>) -> Range<Int> {
        let starts = blocks.starts
        guard let first = wanted.first, first < starts.count else { return byteCount..<byteCount }
        return starts[first]..<(wanted.upperBound < starts.count ? starts[wanted.upperBound] : byteCount)
    }

    /// The ranges of rows among which are all that have one of these values in a column.
    func ranges(_ field: Int, of values: Set<Int64>) -> [Range<Int>] { blocks.ranges(field, values, end: byteCount) }

    /// Reads the file, or a range of it, in large pieces.
    func forEachPiece(in range: Range<Int>?, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var file = try SnapshotFile(url, in: range)
        while let piece = try file.piece() { try body(piece) }
    }
}
