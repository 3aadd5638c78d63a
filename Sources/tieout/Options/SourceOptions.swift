import ArgumentParser
import Foundation
import LiveShopping
import Snapshots

/// Where the rows come from: a live database, or a snapshot folder.
struct SourceOptions: ParsableArguments {
    static let keys = ["database", "snapshot", "schema", "statement-timeout"]

    @Option(
        help: ArgumentHelp(
            "A PostgreSQL connection string or URI; without it, PGHOST, PGSERVICE, ~/.pgpass and so on say where.",
            valueName: "conninfo"))
    var database: String?

    @Option(help: ArgumentHelp("A folder that 'tieout snapshot' made, instead of a database.", valueName: "dir"))
    var snapshot: String?

    @Option(help: "The schema that the tables are in; without it, the connection's search path decides.")
    var schema: String?

    @Option(help: "How long the reading of one table may take; 0 is for ever (15m).")
    var statementTimeout: TimeSpan?

    func validate() throws {
        guard database == nil || snapshot == nil else {
            throw ValidationError("--database and --snapshot exclude each other: a run reads one source.")
        }
    }

    /// The source, with what it calls its tables.
    func open(_ file: ConfigurationFile, jobs: Int, timeZone: SiteTimeZone) throws -> OpenSource {
        let folder = snapshot ?? (database == nil ? file.value("snapshot") : nil)
        if let folder {
            let source = try SnapshotFolder(
                URL(fileURLWithPath: folder, isDirectory: true), timeZone: timeZone, none: file.tableMapping().none)
            return OpenSource(rows: source, names: source.names)
        }
        let source = try openDatabase(file, jobs: jobs, timeZone: timeZone)
        return OpenSource(rows: source, names: source.names)
    }

    func openDatabase(
        _ file: ConfigurationFile, jobs: Int, timeZone: SiteTimeZone = .utc
    ) throws -> PostgresSource {
        let duration = "a duration such as 90s, 15m or 0"
        return try PostgresSource(
            conninfo: database ?? file.value("database"), schema: schema ?? file.value("schema"),
            mapping: file.tableMapping(), connections: jobs,
            statementTimeout: statementTimeout ?? file.value("statement-timeout", TimeSpan.init, duration)
                ?? .minutes(15),
            timeZone: timeZone)
    }
}

/// A source that was opened, and what it calls its tables and columns.
struct OpenSource {
    let rows: any RowSource
    let names: SourceNames
}
