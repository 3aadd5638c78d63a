import Common
import FoundationEssentials
import LiveShopping
import Synchronization

/// A table in a snapshot folder: its files, in the order of its rows.
struct TableFiles: Sendable {
    let layout: TableLayout
    let files: [File]

    var rowCount: Int { files.reduce(0) { $0 + $1.entry.rows } }

    /// One of them, which is looked through once: by itself, or while somebody reads it from its beginning to its end.
    final class File: Sendable {
        let url: URL
        let entry: SnapshotManifest.FileEntry
        private let layout: TableLayout
        private let state = Mutex(State.unread)

        private enum State {
            case unread
            /// Somebody is at it, and may have found something to be wrong with it.
            case begun
            case lookedThrough(Result<TableFile, any Error>)
        }

        init(_ url: URL, _ entry: SnapshotManifest.FileEntry, _ layout: TableLayout) {
            self.url = url
            self.entry = entry
            self.layout = layout
        }

        /// The file, found to be what its entry says.
        ///
        /// - Throws: ``SourceError`` that names it.
        func opened() throws -> TableFile {
            try state.withLock { state in
                if case .lookedThrough(let result) = state { return result }
                let result = Result { try TableFile(url, layout: layout, entry: entry) }
                state = .lookedThrough(result)
                return result
            }.get()
        }

        /// Whether it is still to be looked through by whoever reads it now.
        func begin() -> Bool {
            state.withLock { state in
                if case .lookedThrough = state { return false }
                state = .begun
                return true
            }
        }

        /// Holds what was found by reading it against its entry.
        ///
        /// - Throws: ``SourceError`` that names it.
        func settle(_ found: TableFile.Inspection) throws {
            let result = Result<TableFile, any Error> {
                try TableFile(url, layout: layout, entry: entry, found: found)
            }
            state.withLock { $0 = .lookedThrough(result) }
            _ = try result.get()
        }

        var isBegun: Bool {
            state.withLock { if case .begun = $0 { true } else { false } }
        }

        /// Rows from one mark to the next.
        var blockCount: Int { (entry.rows + CopyStream.rowsPerMark - 1) / CopyStream.rowsPerMark }
    }

    /// Bytes of a file, with whole rows in them.
    struct Stretch {
        let file: TableFile
        let range: Range<Int>
    }

    /// What is read at a time.
    enum Piece {
        case whole(File)
        case stretch(Stretch)
    }

    /// One of several parts of the rows: whole files, where there are several, so that each is read once, and looked through
    /// meanwhile. Files that have none of it are not opened: they are the business of those that read the other parts.
    func pieces(ofPart index: Int, of count: Int) throws -> [Piece] {
        precondition(count > 0 && (0..<count).contains(index), "there is no part \(index) of \(count)")
        let blocks = files.reduce(0) { $0 + $1.blockCount }
        let wanted = blocks * index / count..<blocks * (index + 1) / count
        guard files.count > 1 else {
            guard let file = files.first, !wanted.isEmpty else { return [] }
            if wanted.count == blocks { return [.whole(file)] }
            let opened = try file.opened()
            return [.stretch(Stretch(file: opened, range: opened.range(ofBlocks: wanted)))]
        }
        var start = 0
        return files.filter { file in
            defer { start += file.blockCount }
            return wanted.contains(start)
        }.map(Piece.whole)
    }

    /// Where all rows are that have one of these values in a column, and others.
    func stretches(_ field: Int, of values: Set<Int64>) throws -> [Stretch] {
        try files.flatMap { file in
            let opened = try file.opened()
            return opened.ranges(field, of: values).map { Stretch(file: opened, range: $0) }
        }
    }
}
