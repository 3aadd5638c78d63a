internal import Digests
package import FoundationEssentials
package import LiveShopping

/// What a snapshot folder says about itself, in `manifest.json`.
package struct SnapshotManifest: Codable, Equatable {
    package static let fileName = "manifest.json"
    /// 1 where each table is one file; 2 where one is several, which versions that do not know of it must not read.
    static let versions = 1...2

    var format = "tieout snapshot"
    var version = 1
    /// With all microseconds.
    var takenAt: String
    var provenance: [Fact]
    /// What a later snapshot needs to tell what has changed since; absent where no database could say, and in older folders.
    var origin: SnapshotOrigin?
    package var tables: [TableEntry] = [] {
        didSet { version = tables.contains { $0.files != nil } ? 2 : 1 }
    }

    struct Fact: Codable, Equatable {
        var name: String
        var value: String
    }

    /// A table's file, `<table>.pgcopy`, and how to read it.
    package struct TableEntry: Codable, Equatable {
        package var table: String
        /// The name in the database that it came from.
        var sourceSchema: String?
        var sourceName: String
        var rows: Int
        package var bytes: Int
        /// Of the table's file; of several, of their hashes as `sha256sum` prints them.
        package var sha256: String
        /// Where the table is more than one file: each, in the order of the rows. Absent otherwise, and in older folders.
        var files: [FileEntry]?
        var columns: [ColumnEntry]
        /// Columns that the table has and the file does not: only their presence matters. Absent in older folders.
        var unread: [ColumnEntry]?
        /// What may change about the table without any of its rows; absent where nobody can tell.
        var shape: String?
        /// The statement that the server sent it for; absent where no server did, and in folders of older versions.
        var statement: String?
    }

    /// One of a table's files, which can be read without the others.
    struct FileEntry: Codable, Equatable {
        var name: String
        var rows: Int
        var bytes: Int
        var sha256: String
        /// Which range of the table's blocks its rows lie in, from 0; absent where the table was read whole.
        var range: Int?
    }

    struct ColumnEntry: Codable, Equatable {
        var column: String
        var sourceName: String
        var type: CellType
    }

    package static func fileName(of table: Table) -> String { table.name + ".pgcopy" }

    /// The name of one of a table's files, from 1 on.
    static func fileName(of table: Table, _ number: Int) -> String {
        number == 1 ? fileName(of: table) : "\(table.name)-\(number).pgcopy"
    }
}

extension SnapshotManifest {
    init(takenAt: Timestamp, provenance: [SnapshotFacts.Provenance]) {
        self.takenAt = takenAt.exactDescription
        self.provenance = provenance.map { Fact(name: $0.name, value: $0.value) }
    }

    package var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// Reads a manifest; the error is a sentence's end.
    package init(json: Data) throws(ManifestDamage) {
        // The version alone first: what else a newer manifest has is not ours to know.
        struct Head: Decodable { var format: String, version: Int }
        guard let head = try? JSONDecoder().decode(Head.self, from: json), head.format == "tieout snapshot" else {
            struct Report: Decodable {
                struct Tool: Decodable { var name: String }
                var tool: Tool
            }
            let isReport = (try? JSONDecoder().decode(Report.self, from: json)) != nil
            throw ManifestDamage(
                isReport
                    ? "this is the folder of a run's report, not a snapshot" : "it is not the manifest of a snapshot",
                remedy: "name a folder that 'tieout snapshot' has made")
        }
        guard Self.versions.contains(head.version) else {
            let newest = Self.versions.upperBound
            throw ManifestDamage("it has version \(head.version), and this tieout reads versions up to \(newest)")
        }
        guard let manifest = try? JSONDecoder().decode(Self.self, from: json) else {
            throw ManifestDamage("a field is missing or has a value that it cannot have")
        }
        self = manifest
    }
}

/// What is wrong with a manifest.
package struct ManifestDamage: Error {
    package let problem: String
    package let remedy: String

    init(_ problem: String, remedy: String = "take the snapshot again, or restore the file") {
        self.problem = problem
        self.remedy = remedy
    }
}

extension SnapshotManifest.TableEntry {
    init(_ layout: TableLayout, _ files: [SnapshotManifest.FileEntry], statement: String? = nil) {
        self.init(
            table: layout.table.name, sourceSchema: layout.name.schema, sourceName: layout.name.name,
            rows: 0, bytes: 0, sha256: "", columns: layout.columns.map { .init($0, of: layout.table) },
            unread: layout.unread.map { .init($0, of: layout.table) },
            statement: statement)
        self = with(files)
    }

    /// The same table in these files.
    func with(_ files: [SnapshotManifest.FileEntry]) -> Self {
        var entry = self
        entry.rows = files.reduce(0) { $0 + $1.rows }
        entry.bytes = files.reduce(0) { $0 + $1.bytes }
        entry.sha256 = files.count == 1 ? files[0].sha256 : Self.hash(of: files)
        entry.files = files.count == 1 ? nil : files
        return entry
    }

    private static func hash(of files: [SnapshotManifest.FileEntry]) -> String {
        SHA256.digest(of: files.flatMap { "\($0.sha256)  \($0.name)\n".utf8 }).hexadecimal
    }

    /// The files that the table is in, each of which is to be what its entry says.
    func parts(of table: Table) throws(ManifestDamage) -> [SnapshotManifest.FileEntry] {
        guard let files else {
            return [.init(name: SnapshotManifest.fileName(of: table), rows: rows, bytes: bytes, sha256: sha256)]
        }
        let names = (1...max(1, files.count)).map { SnapshotManifest.fileName(of: table, $0) }
        let areCounted = files.allSatisfy { $0.rows >= 0 && $0.bytes >= 0 }
        guard files.map(\.name) == names, areCounted, Self.hash(of: files) == sha256.lowercased(),
            files.reduce(into: 0, { $0 &+= $1.rows }) == rows, files.reduce(into: 0, { $0 &+= $1.bytes }) == bytes
        else { throw ManifestDamage("the files of \(table.name) do not add up to the table") }
        return files
    }

    /// The layout that the entry describes.
    func layout() throws(ManifestDamage) -> TableLayout {
        guard let table = Table(rawValue: table) else { throw ManifestDamage("there is no table \(table)") }
        var present: [TableLayout.ColumnLayout] = []
        for entry in columns + (unread ?? []) {
            guard let field = table.columns.firstIndex(where: { $0.name == entry.column }),
                entry.type.holds(table.columns[field].kind), !present.contains(where: { $0.field == field })
            else {
                throw ManifestDamage(
                    "\(table.name) cannot have a column \(entry.column) of type \(entry.type.rawValue)")
            }
            present.append(.init(field: field, name: entry.sourceName, type: entry.type))
        }
        let missing = table.columns.enumerated().filter { place, column in
            column.isRequired && !present.prefix(columns.count).contains { $0.field == place }
        }
        guard missing.isEmpty else {
            throw ManifestDamage("\(table.name) lacks \(missing.map(\.element.name).joined(separator: ", "))")
        }
        return TableLayout(
            table: table, name: QualifiedName(schema: sourceSchema, name: sourceName),
            columns: Array(present.prefix(columns.count)), unread: Array(present.dropFirst(columns.count)))
    }
}

private extension SnapshotManifest.ColumnEntry {
    init(_ column: TableLayout.ColumnLayout, of table: Table) {
        self.init(column: table.columns[column.field].name, sourceName: column.name, type: column.type)
    }
}
