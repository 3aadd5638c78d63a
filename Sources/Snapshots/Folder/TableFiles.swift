import Common
import FoundationEssentials
import LiveShopping
import Synchronization

/// A table in a snapshot folder: its files, in the order of its rows.
struct TableFiles: Sendable {
    let layout: TableLayout
    let files: [File]

    var rowCount: Int { files.reduce(0) { $0 + $1.entry.rows } }

    /// One of them, which is looked through once, by whoever needs it first.
    final class File: Sendable {
        let url: URL
        let entry: SnapshotManifest.FileEntry
        private let layout: TableLayout
        private let inspected = Mutex<Result<TableFile, any Error>?>(nil)

        init(_ url: URL, _ entry: SnapshotManifest.FileEntry, _ layout: TableLayout) {
            self.url = url
            self.entry = entry
            self.layout = layout
        }

        /// The file, found to be what its entry says.
        ///
        /// - Throws: ``SourceError`` that names it.
        func opened() throws -> TableFile {
            try inspected.withLock { inspected in
                let result = inspected ?? Result { try TableFile(url, layout: layout, entry: entry) }
                inspected = result
                return result
            }.get()
        }

        /// Rows from one mark to the next.
        var blockCount: Int { (entry.rows + CopyStream.rowsPerMark - 1) / CopyStream.rowsPerMark }
    }

    /// Bytes of a file, with whole rows in them.
    struct Stretch {
        let file: TableFile
        let range: Range<Int>
    }

    /// One of several parts of the rows. Files that have none of it are not opened: they are the business of those that read
    /// the other parts.
    func stretches(ofPart index: Int, of count: Int) throws -> [Stretch] {
        precondition(count > 0 && (0..<count).contains(index), "there is no part \(index) of \(count)")
        let blocks = files.reduce(0) { $0 + $1.blockCount }
        let wanted = blocks * index / count..<blocks * (index + 1) / count
        var start = 0
        var stretches: [Stretch] = []
        for file in files {
            let own = wanted.clamped(to: start..<start + file.blockCount)
            if !own.isEmpty {
                let opened = try file.opened()
                stretches.append(
                    Stretch(
                        file: opened, range: opened.range(ofBlocks: own.lowerBound - start..<own.upperBound - start)))
            }
            start += file.blockCount
        }
        return stretches
    }

    /// Where all rows are that have one of these values in a column, and others.
    func stretches(_ field: Int, of values: Set<Int64>) throws -> [Stretch] {
        try files.flatMap { file in
            let opened = try file.opened()
            return opened.ranges(field, of: values).map { Stretch(file: opened, range: $0) }
        }
    }
}
