import FoundationEssentials
import Glibc
import LiveShopping

/// An earlier snapshot of the same database, of which a later one takes over what has not changed.
struct SnapshotBase {
    let origin: SnapshotOrigin
    private let directory: URL
    private let tables: [Table: (entry: SnapshotManifest.TableEntry, files: [Int: [SnapshotManifest.FileEntry]])]

    /// - Parameters:
    ///   - origin: What the later snapshot is of.
    ///   - next: The first transaction that the later snapshot has not seen begin.
    ///   - limit: After how long everything is read once more.
    /// - Throws: ``Refusal``, when nothing can be taken over.
    init(
        _ directory: URL, for origin: SnapshotOrigin, next: UInt64, takenAt: Timestamp, limit: TimeSpan?
    ) throws(Refusal) {
        let manifest: SnapshotManifest
        do throws(SourceError) {
            manifest = try SnapshotFolder.manifest(of: directory).0
        } catch {
            throw Refusal("\(error.place): \(error.problem)")
        }
        guard let own = manifest.origin else { throw Refusal("it does not say what its rows' server was like") }
        guard own.server == origin.server else {
            throw Refusal("it is of another database, or of before the server was started")
        }
        guard own.blocksPerRange == origin.blocksPerRange else { throw Refusal("its files are of another size") }
        // Transactions are compared by 32 bits of their numbers.
        guard own.oldestRunning <= origin.oldestRunning, next - own.oldestRunning < 1 << 30 else {
            throw Refusal("its transactions are too far from today's")
        }
        guard let whole = Timestamp(iso8601: own.lastWhole), whole <= takenAt else {
            throw Refusal("it is of a later time")
        }
        if let limit, takenAt > whole + limit { throw Refusal("all was last read \(own.lastWhole)") }
        self.origin = own
        self.directory = directory
        tables = Dictionary(
            manifest.tables.compactMap { entry in
                guard let table = Table(rawValue: entry.table), let files = try? entry.parts(of: table) else {
                    return nil
                }
                return (table, (entry, Dictionary(grouping: files) { $0.range ?? 0 }))
            }
        ) { $1 }
    }

    /// Why nothing is taken over: a sentence.
    struct Refusal: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// The files of one range of a table, if the table's rows are told by the same statement and columns; nil when it
    /// has none.
    func files(of entry: SnapshotManifest.TableEntry, range: Int) -> [SnapshotManifest.FileEntry]? {
        guard let (old, files) = Table(rawValue: entry.table).flatMap({ tables[$0] }), entry.shape != nil,
            old.shape == entry.shape, old.statement == entry.statement, old.columns == entry.columns,
            old.unread == entry.unread
        else { return nil }
        return files[range]
    }

    /// Gives a file another name in another folder, where its content is looked at when it is first read; false when
    /// that cannot be.
    ///
    /// Files are never altered once they are whole, so that two snapshots may share one.
    func hand(_ file: SnapshotManifest.FileEntry, to url: URL) -> Bool {
        let own = directory.appendingPathComponent(file.name)
        var status = stat()
        guard lstat(own.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == file.bytes
        else {
            return false
        }
        // Another file system, or one without links, gets a copy.
        return link(own.path, url.path) == 0 || (try? FileManager.default.copyItem(at: own, to: url)) != nil
    }
}
