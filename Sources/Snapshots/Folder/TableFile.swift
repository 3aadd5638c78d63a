import Digests
import Foundation
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
        self.url = url
        self.layout = layout
        byteCount = entry.bytes
        rowCount = entry.rows
        let found = try Self.inspect(url, layout)
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

    private struct Inspection {
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
        try forEachPiece(of: url, from: 0, to: nil) { piece in
            found.bytes += piece.count
            hash.update(piece)
            guard found.damage == nil else { return }
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
        try Self.forEachPiece(of: url, from: range?.lowerBound ?? 0, to: range?.upperBound, body)
    }

    private static func forEachPiece(
        of url: URL, from start: Int, to end: Int?, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let handle = try SnapshotFile.open(url)
        defer { try? handle.close() }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        var place = start
        while place < end ?? .max {
            let wanted = min((end ?? .max) - place, pieceSize)
            let count = pread(handle.fileDescriptor, buffer.baseAddress, wanted, off_t(place))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw damaged(url, "it cannot be read: \(String(cString: strerror(errno)))") }
            guard count > 0 else { return }
            place += count
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static let pieceSize = 1 << 18
}
