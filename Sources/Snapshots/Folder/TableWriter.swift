import Foundation
import LiveShopping

/// Writes a table as files of a bounded size, each of which is whole by itself: a header, rows, and the mark of their end.
final class TableWriter {
    /// Where a file ends with its next row.
    static let usualFileSize = 256 << 20

    let layout: TableLayout
    private let folder: URL
    private let fileSize: Int
    private var file: TableFileWriter
    private var finished: [SnapshotManifest.FileEntry] = []
    /// Rows of the file at hand.
    private var rows = 0

    init(_ layout: TableLayout, in folder: URL, fileSize: Int) throws(SourceError) {
        self.layout = layout
        self.folder = folder
        self.fileSize = fileSize
        file = try Self.file(of: layout.table, 1, in: folder)
    }

    private static func file(of table: Table, _ number: Int, in folder: URL) throws(SourceError) -> TableFileWriter {
        try TableFileWriter(folder.appendingPathComponent(SnapshotManifest.fileName(of: table, number)))
    }

    /// Appends a row.
    func append<Row: TableRow>(_ row: Row) throws(SourceError) {
        if isFull { try turn() }
        if file.length == 0 { try file.append { $0.append(CopyFrame.header) } }
        try file.append { $0.append(row, as: layout) }
        rows += 1
    }

    /// Appends what a server has sent, in which a header and the mark of the end are.
    ///
    /// - Parameters:
    ///   - rows: How many rows have ended in it.
    ///   - border: Where the last of them has, in its bytes; nil when it is before them, or nothing follows.
    func append(_ piece: UnsafeRawBufferPointer, rows: Int, border: Int?) throws(SourceError) {
        self.rows += rows
        guard let border, isFull else { return try file.append { $0.append(piece) } }
        try file.append { $0.append(UnsafeRawBufferPointer(rebasing: piece[..<border])) }
        try turn()
        try file.append { $0.append(CopyFrame.header) }
        try file.append { $0.append(UnsafeRawBufferPointer(rebasing: piece[border...])) }
    }

    private var isFull: Bool { rows > 0 && file.length >= fileSize }

    /// Ends the file, and begins the next.
    private func turn() throws(SourceError) {
        try file.append { $0.append(CopyFrame.trailer) }
        finished.append(try file.finish(rows: rows))
        rows = 0
        file = try Self.file(of: layout.table, finished.count + 1, in: folder)
    }

    /// Ends the last file.
    ///
    /// - Parameter isEnded: Its header and the mark of the end came with the rows.
    func finish(isEnded: Bool) throws(SourceError) -> [SnapshotManifest.FileEntry] {
        if !isEnded {
            if file.length == 0 { try file.append { $0.append(CopyFrame.header) } }
            try file.append { $0.append(CopyFrame.trailer) }
        }
        return finished + [try file.finish(rows: rows)]
    }
}
