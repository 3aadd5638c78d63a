import FoundationEssentials
import LiveShopping

/// Writes rows of a table as files of a bounded size, each of which is whole by itself: a header, rows, and the mark
/// of their end.
///
/// What the files are called for good is known when all of the table's are there (``PartialFolder/settle(_:of:)``).
final class TableWriter {
    /// Where a file ends with its next row.
    static let usualFileSize = 32 << 20

    let layout: TableLayout
    private let folder: URL
    private let name: String
    private let fileSize: Int
    private var file: TableFileWriter
    private var finished: [SnapshotManifest.FileEntry] = []
    /// Rows of the file at hand.
    private var rows = 0

    /// - Parameter name: What the files' names begin with, which nobody else's do; nil is the table's name.
    init(_ layout: TableLayout, in folder: URL, name: String? = nil, fileSize: Int) throws(SourceError) {
        self.layout = layout
        self.folder = folder
        self.name = name ?? layout.table.name
        self.fileSize = fileSize
        file = try Self.file(self.name, 1, in: folder)
    }

    private static func file(_ name: String, _ number: Int, in folder: URL) throws(SourceError) -> TableFileWriter {
        try TableFileWriter(folder.appendingPathComponent("\(name)-\(number)"))
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
        file = try Self.file(name, finished.count + 1, in: folder)
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
