import Foundation
import LiveShopping

/// An earlier snapshot of the same database, of which a later one takes over what has not changed.
struct SnapshotBase {
    let origin: SnapshotOrigin
    private let directory: URL
    private let tables: [Table: SnapshotManifest.TableEntry]

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
            manifest.tables.compactMap { entry in Table(rawValue: entry.table).map { ($0, entry) } }
        ) { $1 }
    }

    /// Why nothing is taken over: a sentence.
    struct Refusal: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// The files of one range of a table, if the table's rows are told by the same statement and columns; nil when it has none.
    func files(of entry: SnapshotManifest.TableEntry, range: Int) -> [SnapshotManifest.FileEntry]? {
        guard let table = Table(rawValue: entry.table), let old = tables[table], entry.shape != nil,
            old.shape == entry.shape, old.statement == entry.statement, old.columns == entry.columns,
            old.unread == entry.unread, let parts = try? old.parts(of: table)
        else { return nil }
        let files = parts.filter { ($0.range ?? 0) == range }
        return files.isEmpty ? nil : files
    }

    func url(of file: SnapshotManifest.FileEntry) -> URL { directory.appendingPathComponent(file.name) }
}
