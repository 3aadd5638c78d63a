import Common
import Digests
public import FoundationEssentials
public import LiveShopping

/// The rows of one moment as a folder keeps them: for each table the very bytes that PostgreSQL sent.
///
/// `manifest.json` says when and where they were taken and how to read them; `<table>.pgcopy` is a table in the form of
/// `COPY … TO STDOUT (FORMAT binary)`, which a large one goes on with in `<table>-2.pgcopy` and so on, each whole by itself.
public final class SnapshotFolder: RowSource {
    public let snapshot: SnapshotFacts
    /// What the database that the rows came from calls its tables and columns.
    public let names: SourceNames
    /// The SHA-256 of its manifest, which has those of all its files: no other moment has it.
    public let fingerprint: String
    private let files: [Table: TableFiles]
    /// By table, and those of them that must be looked through whether they are read or not.
    private let allFiles, ownFiles: [TableFiles.File]
    public let meter: RowMeter?
    private let partKeys = PartKeys()

    /// When it is made sure that files are whole, and are as they were written.
    public enum Verification: Sendable {
        /// All are looked through before the first row is read.
        case first
        /// Tables of several files are looked through while they are read, so that each is read once; what has not been read by
        /// then is looked through by ``requireUnaltered()``.
        case whileReading
        /// The same, but for files of the large tables that others read, which are not looked through at all.
        case ofShard
    }

    /// Opens a folder.
    ///
    /// - Parameters:
    ///   - timeZone: The zone of times without one, of which the folder keeps no more than the database had.
    ///   - none: What the site has none of: it is not read, even where it is there.
    ///   - verification: When its files are looked through.
    /// - Throws: ``SourceError`` of kind `unreachable` when there is no such folder, `unreadable` when a file is
    ///   missing, truncated or altered, which it names.
    public init(
        _ directory: URL, timeZone: SiteTimeZone = .utc, none: Set<SchemaPart> = [],
        verification: Verification = .first
    ) throws {
        let (manifest, fingerprint) = try Self.manifest(of: directory)
        self.fingerprint = fingerprint
        guard let takenAt = Timestamp(iso8601: manifest.takenAt) else {
            throw Self.damagedManifest(directory, ManifestDamage("takenAt is not a time"))
        }
        let tables = try Self.tables(of: manifest, in: directory, timeZone, without: none)
        let isOfShard = verification == .ofShard
        allFiles = tables.flatMap(\.files)
        ownFiles = tables.flatMap { isOfShard && $0.layout.table.isLarge ? [] : $0.files }
        try Self.lookThrough(
            tables.flatMap { table in
                let waits = verification != .first && (table.files.count > 1 || isOfShard && table.layout.table.isLarge)
                return waits ? [] : table.files
            })
        files = Dictionary(
            tables.lazy.filter { !none.contains(SchemaPart($0.layout.table)) }.map { ($0.layout.table, $0) }
        ) { $1 }
        meter = RowMeter(expected: files.mapValues(\.rowCount))
        let layouts = files.mapValues(\.layout)
        names = SourceNames(layouts)
        var facts = SnapshotFacts(
            takenAt: takenAt, available: AvailableColumns(layouts),
            provenance: manifest.provenance.map { .init(name: $0.name, value: $0.value) },
            statements: manifest.tables.compactMap { entry in
                guard let table = Table(rawValue: entry.table), let sql = entry.statement else { return nil }
                return .init(table: table, sql: sql)
            })
        facts.declaredNone = none
        snapshot = facts
    }

    /// Lends a reader; any number can be out at once.
    ///
    /// - Throws: what is the matter with a file that was being read, before whatever came of that.
    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        do {
            return try body(SnapshotFolderReader(files: files, partKeys: partKeys, meter: meter))
        } catch {
            try Self.lookThrough(allFiles.filter(\.isBegun))
            throw error
        }
    }

    public func requireUnaltered() throws { try Self.lookThrough(ownFiles) }

    public func keysOfParts() -> [UInt8] { partKeys.unfinished }

    public func requireDistinct(_ keys: [[UInt8]]) throws {
        try PartKeys.requireDistinct(keys) { files[$0]?.layout }
    }
}

extension SnapshotFolder {
    static func manifest(of directory: URL) throws(SourceError) -> (SnapshotManifest, fingerprint: String) {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory
        else {
            throw SourceError(
                .unreachable, place: directory.path, problem: "there is no such folder",
                remedy: "name a folder that tieout snapshot has made")
        }
        let url = directory.appendingPathComponent(SnapshotManifest.fileName)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw TableFile.damaged(url, "it is missing, and without it the folder is not a snapshot")
        }
        let json = try SnapshotFile.contents(url)
        do {
            return (try SnapshotManifest(json: json), SHA256.digest(of: json).hexadecimal)
        } catch {
            throw damagedManifest(directory, error)
        }
    }

    private static func tables(
        of manifest: SnapshotManifest, in directory: URL, _ timeZone: SiteTimeZone, without none: Set<SchemaPart>
    ) throws -> [TableFiles] {
        var tables: [TableFiles] = []
        do throws(ManifestDamage) {
            for entry in manifest.tables {
                let layout = try entry.layout().reading(in: timeZone).skipping(none)
                let parts = try entry.parts(of: layout.table).map {
                    TableFiles.File(directory.appendingPathComponent($0.name), $0, layout)
                }
                tables.append(TableFiles(layout: layout, files: parts))
            }
        } catch {
            throw damagedManifest(directory, error)
        }
        // What the site is said to have none of is not missed either.
        let present = Set(tables.lazy.map(\.layout.table)).subtracting(none.filter { $0.column == nil }.map(\.table))
        let missing = Table.allCases.filter { !present.contains($0) && !$0.isOptional }
        guard missing.isEmpty else {
            throw damagedManifest(directory, ManifestDamage("it lacks \(missing.map(\.name).joined(separator: ", "))"))
        }
        return tables
    }

    /// Looks files through, several at a time and the longest first.
    ///
    /// - Throws: what is the matter with the first of them, by table.
    private static func lookThrough(_ files: [TableFiles.File]) throws {
        let order = files.sorted { $0.entry.bytes > $1.entry.bytes }
        _ = inParallel(order.count, threads: lookers) { place in try? order[place].opened() }
        for file in files { _ = try file.opened() }
    }

    private static let lookers = min(8, processorCount)

    private static func damagedManifest(_ directory: URL, _ damage: ManifestDamage) -> SourceError {
        SourceError(
            .unreadable, place: directory.appendingPathComponent(SnapshotManifest.fileName).path,
            problem: damage.problem, remedy: damage.remedy)
    }
}

private extension Table {
    /// It is dealt out among those that read.
    var isLarge: Bool { [.orderLines, .invoices, .cartItems].contains(self) }
}
