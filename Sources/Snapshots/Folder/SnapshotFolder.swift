import Common
public import Foundation
public import LiveShopping

/// The rows of one moment as a folder keeps them: for each table the very bytes that PostgreSQL sent.
///
/// `manifest.json` says when and where they were taken and how to read them; `<table>.pgcopy` is a table in the form of
/// `COPY … TO STDOUT (FORMAT binary)`.
public final class SnapshotFolder: RowSource {
    public let snapshot: SnapshotFacts
    /// What the database that the rows came from calls its tables and columns.
    public let names: SourceNames
    private let files: [Table: TableFile]
    public let meter: RowMeter?
    private let partKeys = PartKeys()

    /// Opens a folder, and reads each file once to make sure that it is whole and unaltered.
    ///
    /// - Parameters:
    ///   - timeZone: The zone of times without one, of which the folder keeps no more than the database had.
    ///   - none: What the site has none of: it is not read, even where it is there.
    /// - Throws: ``SourceError`` of kind `unreachable` when there is no such folder, `unreadable` when a file is
    ///   missing, truncated or altered, which it names.
    public init(_ directory: URL, timeZone: SiteTimeZone = .utc, none: Set<SchemaPart> = []) throws {
        let manifest = try Self.manifest(of: directory)
        guard let takenAt = Timestamp(iso8601: manifest.takenAt) else {
            throw Self.damagedManifest(directory, ManifestDamage("takenAt is not a time"))
        }
        files = try Self.files(of: manifest, in: directory, timeZone, without: none)
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
    public func withReader<Result>(_ body: (any RowReader) throws -> Result) throws -> Result {
        try body(SnapshotFolderReader(files: files, partKeys: partKeys, meter: meter))
    }
}

extension SnapshotFolder {
    private static func manifest(of directory: URL) throws(SourceError) -> SnapshotManifest {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory.boolValue
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
            return try SnapshotManifest(json: json)
        } catch {
            throw damagedManifest(directory, error)
        }
    }

    private static func files(
        of manifest: SnapshotManifest, in directory: URL, _ timeZone: SiteTimeZone, without none: Set<SchemaPart>
    ) throws -> [Table: TableFile] {
        var layouts: [TableLayout] = []
        do throws(ManifestDamage) {
            for entry in manifest.tables { layouts.append(try entry.layout().reading(in: timeZone).skipping(none)) }
        } catch {
            throw damagedManifest(directory, error)
        }
        let inspected = inspect(manifest.tables, layouts, in: directory)
        var files: [Table: TableFile] = [:]
        for (layout, inspected) in zip(layouts, inspected) {
            let file = try inspected.get()
            if !none.contains(SchemaPart(layout.table)) { files[layout.table] = file }
        }
        let missing = Table.allCases.filter { files[$0] == nil && !$0.isOptional }
        guard missing.isEmpty else {
            throw damagedManifest(directory, ManifestDamage("it lacks \(missing.map(\.name).joined(separator: ", "))"))
        }
        return files
    }

    /// Reads every file once, several at a time and the longest first.
    private static func inspect(
        _ entries: [SnapshotManifest.TableEntry], _ layouts: [TableLayout], in directory: URL
    ) -> [Result<TableFile, any Error>] {
        let order = entries.indices.sorted { entries[$0].bytes > entries[$1].bytes }
        let inspected = inParallel(order.count, threads: inspectors) { turn in
            let place = order[turn]
            let url = directory.appendingPathComponent(SnapshotManifest.fileName(of: layouts[place].table))
            return Result { try TableFile(url, layout: layouts[place], entry: entries[place]) }
        }
        return zip(order, inspected).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static let inspectors = min(8, ProcessInfo.processInfo.activeProcessorCount)

    private static func damagedManifest(_ directory: URL, _ damage: ManifestDamage) -> SourceError {
        SourceError(
            .unreadable, place: directory.appendingPathComponent(SnapshotManifest.fileName).path,
            problem: damage.problem, remedy: damage.remedy)
    }
}
