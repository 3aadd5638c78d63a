import ArgumentParser
import FoundationEssentials
import LiveShopping
import Snapshots

/// Where the rows come from: a live database, or a snapshot folder.
struct SourceOptions: ParsableArguments {
    @Option(help: .key(.database, valueName: "conninfo"))
    var database: String?

    @Option(help: .key(.snapshot, valueName: "dir"))
    var snapshot: String?

    @Option(
        help: ArgumentHelp("A moment of the database that 'tieout hold' keeps, instead of this one.", valueName: "name")
    )
    var exportedSnapshot: String?

    @Option(help: .key(.schema))
    var schema: String?

    @Option(help: .key(.statementTimeout))
    var statementTimeout: TimeSpan?

    @Option(help: .key(.readTimeout))
    var readTimeout: TimeSpan?

    @Option(help: .key(.connectRetry))
    var connectRetry: TimeSpan?

    @Option(help: .key(.deadline))
    var deadline: TimeSpan?

    func validate() throws {
        guard database == nil || snapshot == nil else {
            throw ValidationError("--database and --snapshot exclude each other: a run reads one source.")
        }
        guard exportedSnapshot == nil || snapshot == nil else {
            throw ValidationError("--exported-snapshot is a moment of a database, and --snapshot a folder: give one.")
        }
    }

    private static let duration = "a duration such as 90s, 15m, 24h or 0"

    /// Begins a command that reads: it says what it is told to say, and ends when its deadline comes.
    func begin(_ file: ConfigurationFile, _ log: LogOptions) throws {
        try log.settle(file)
        try keepDeadline(file)
    }

    private func keepDeadline(_ file: ConfigurationFile) throws {
        let span = try deadline ?? file.value("deadline", TimeSpan.init, Self.duration) ?? .zero
        if span > .zero { Deadline.keep(span) }
    }

    /// The source, with what it calls its tables.
    ///
    /// - Parameters:
    ///   - isAlone: Whether a database that another run is reading is refused.
    ///   - verification: When a folder's files are looked through.
    func open(
        _ file: ConfigurationFile, jobs: Int, timeZone: SiteTimeZone, isAlone: Bool = false,
        verification: SnapshotFolder.Verification = .first
    ) throws -> OpenSource {
        let folder = snapshot ?? (database == nil && exportedSnapshot == nil ? file.value("snapshot") : nil)
        if let folder {
            let source = try SnapshotFolder(
                URL(fileURLWithPath: folder, isDirectory: true), timeZone: timeZone, none: file.tableMapping().none,
                verification: verification)
            return OpenSource(rows: source, names: source.names)
        }
        let source = try openDatabase(file, jobs: jobs, timeZone: timeZone, isAlone: isAlone)
        return OpenSource(rows: source, names: source.names, database: source)
    }

    func openDatabase(
        _ file: ConfigurationFile, jobs: Int, timeZone: SiteTimeZone = .utc, isAlone: Bool, isHeld: Bool = false
    ) throws -> PostgresSource {
        let conninfo = database ?? file.value("database")
        let isGuessed = conninfo == nil && Self.isNothingSet
        do {
            return try PostgresSource(
                conninfo: conninfo, schema: schema ?? file.value("schema"), mapping: file.tableMapping(),
                connections: jobs,
                statementTimeout: statementTimeout
                    ?? file.value("statement-timeout", TimeSpan.init, Self.duration) ?? .minutes(15),
                readTimeout: readTimeout ?? file.value("read-timeout", TimeSpan.init, Self.duration),
                timeZone: timeZone,
                // Who keeps the moment for others is alone for all of them.
                isAlone: isAlone && exportedSnapshot == nil, retry: isGuessed ? .never : retry(file),
                sharing: exportedSnapshot.map { .of($0) } ?? (isHeld ? .export : .none))
        } catch let error as SourceError where error.kind == .unreachable && isGuessed {
            throw SourceError(
                .unreachable, place: "no source was given",
                problem: "what libpq guesses, \(error.place), gives no connection",
                remedy: "name one: --database, --snapshot, database: in the configuration, or PGHOST and PGDATABASE")
        }
    }

    private func retry(_ file: ConfigurationFile) throws -> ConnectionRetry {
        let limit =
            try connectRetry ?? file.value("connect-retry", TimeSpan.init, Self.duration) ?? TimeSpan(seconds: 10)
        return ConnectionRetry(limit: limit) { reason, left in
            let words =
                "\(reason); trying again for another \(TimeSpan(seconds: left.microseconds / 1_000_000)) (--connect-retry)"
            Log.show(words)
            Log.tell(.init(level: "warning", message: words))
        }
    }

    /// libpq is told nothing, and tries the database on this machine that is called as the user is.
    private static var isNothingSet: Bool {
        let environment = ProcessInfo.processInfo.environment
        return ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE"].allSatisfy {
            environment[$0] == nil
        }
    }
}

extension CaptureFacts {
    /// What was read, for people.
    var words: String {
        let counts = "\(rowsRead) rows read, \(rowsTakenOver) taken over"
        return refusal.map { "\(counts): \($0)" } ?? counts
    }
}

/// A source that was opened, and what it calls its tables and columns.
struct OpenSource {
    var rows: any RowSource
    let names: SourceNames
    /// The database, where one is read; nil for a folder.
    var database: PostgresSource?
}
