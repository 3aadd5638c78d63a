import ArgumentParser
import FoundationEssentials
import LiveShopping
import Reconciliation
import Reports
import Snapshots

/// What a night is asked for on the command line, whether one machine reads it or several do.
struct NightOptions: ParsableArguments {
    @OptionGroup var source: SourceOptions
    @OptionGroup var settings: SettingsOptions

    @OptionGroup var readers: AudienceOptions
    @OptionGroup var log: LogOptions

    @Option(help: .key(.output, valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("T, as ISO 8601 with zone; without it, the snapshot's own time.", valueName: "time"))
    var asOf: Timestamp?

    @Option(help: .key(.failOn))
    var failOn: FailOn?

    @Flag(help: .key(.fullPrices))
    var fullPrices = false

    @Flag(help: "Have PostgreSQL add up every amount by itself as well, and refuse to report when it differs.")
    var crossCheck = false

    @Option(help: .key(.maxRepairRatio, valueName: "share"))
    var maxRepairRatio: ShareLimit?

    @Option(help: .key(.jobs))
    var jobs: Jobs?

    @Option(help: .key(.since))
    var since: Since?

    @Option(help: .key(.fullEvery))
    var fullEvery: TimeSpan?

    @Option(help: .key(.pages))
    var pages: PageCount?

    @Flag(help: .key(.fullPages))
    var fullPages = false

    @Option(help: .key(.xml))
    var xml: DocumentScope?

    @Option(help: ArgumentHelp("A configuration file in YAML; flags come before what it says.", valueName: "file"))
    var config: String?

    @Option(help: .key(.templates, valueName: "dir"))
    var templates: String?

    @Option(help: .key(.accepted, valueName: "file"))
    var accepted: String?

    @Option(help: ArgumentHelp("Leave what the run came to as JSON, for programs.", valueName: "file"))
    var json: String?

    @Option(
        help: ArgumentHelp(
            "Leave figures for node_exporter's textfile collector; the file of a run that fails stays the last one's.",
            valueName: "file"))
    var metrics: String?

    @Option(help: .key(.notifyCommand, valueName: "command"))
    var notifyCommand: String?

    func validate() throws {
        guard readers.client == nil || (json == nil && metrics == nil) else {
            throw ValidationError("--audience client leaves a statement: --json and --metrics are of a report.")
        }
        guard since == nil || source.snapshot == nil else {
            throw ValidationError("--since is about a database: a snapshot folder is read whole.")
        }
    }
}

extension NightOptions {
    /// A night from its source to its report.
    ///
    /// - Parameter reconcile: Makes of the source what is reported.
    func report(_ reconcile: (RunRequest, any RowSource) throws -> Outcome) async throws {
        try await ExitStatus.reporting {
            let request = try RunRequest(self)
            try source.begin(request.file, log)
            let progress = Progress()
            let publication = try Publication.open(output: request.output)
            progress.step("Checking the rules")
            let check = try Self.checkedRules()
            progress.step("Opening the source")
            var opened = try carry(open(request), request, progress)
            progress.step("Reading and reconciling", reading: opened.rows.meter)
            let outcome = try Self.outcome(&opened) { try reconcile(request, $0) }
            if crossCheck { try request.crossCheck(outcome, opened) }
            progress.step("Writing the report")
            if let client = readers.client?.id {
                let statement = try request.statement(of: client, outcome, opened)
                let folder = try publication.publish(outcome.asOf.folderName) { try statement.write(into: $0) }
                progress.end()
                return try StandardOutput.print("Statement: \(folder.appendingPathComponent("index.html").path)")
            }
            let report = try request.report(outcome, opened, publication, check, timings: progress.timings)
            let folder = try publication.publish(outcome.asOf.folderName) { try report.write(into: $0) }
            progress.end()
            let status = request.failOn.isMet(by: report.openFindings) ? ExitStatus.findings : 0
            // Whatever becomes of these files, people are told what was found.
            let left = Result { try leave(report, status, at: folder) }
            let summary = report.summary(at: folder)
            report.notify(notifyCommand ?? request.file.value("notify-command"), summary, status, at: folder)
            Log.tell(.init(message: summary.subject, status: status, report: folder.path))
            if !summary.isClean, Log.verbosity != .quiet { try StandardOutput.print(summary.text) }
            try left.get()
            if status != 0 { throw ExitCode(status) }
        }
    }

    func open(
        _ request: RunRequest, _ verification: SnapshotFolder.Verification = .whileReading
    ) throws -> OpenSource {
        let opened = try source.open(
            request.file, jobs: request.parameters.jobs, timeZone: request.parameters.settings.timeZone,
            isAlone: readers.client == nil, verification: verification)
        try request.parameters.requirePast(of: opened.rows.snapshot)
        return opened
    }

    /// The same source with its rows in a folder, if they are carried from run to run.
    private func carry(_ opened: OpenSource, _ request: RunRequest, _ progress: Progress) throws -> OpenSource {
        // A moment that others keep is read where it is.
        guard let limit = request.readingAllAfter, let database = opened.database, database.sharedMoment == nil else {
            return opened
        }
        progress.step("Reading what has changed", reading: database.meter)
        let rows = try CarriedSource(
            database, carriedIn: request.output.appendingPathComponent("rows", isDirectory: true),
            readingAllAfter: limit,
            timeZone: request.parameters.settings.timeZone, none: request.file.tableMapping().none)
        Log.tell(.init(message: rows.facts.words))
        return OpenSource(rows: rows, names: opened.names, database: database)
    }

    /// What is made of the source; once more, with everything read anew, where rows that were carried from the last run turn out
    /// to be damaged.
    private static func outcome(
        _ opened: inout OpenSource, _ reconcile: (any RowSource) throws -> Outcome
    ) throws -> Outcome {
        do {
            return try reconcile(opened.rows)
        } catch let error as SourceError {
            guard let again = try (opened.rows as? CarriedSource)?.readingAll(after: error) else { throw error }
            Log.tell(.init(message: again.facts.words))
            opened.rows = again
            return try reconcile(again)
        }
    }

    /// After how long everything is read once more where rows are carried from run to run; nil where they are not.
    func carries(_ file: ConfigurationFile) throws -> TimeSpan? {
        let limit =
            try fullEvery ?? file.value("full-every", TimeSpan.init, "a duration such as 36h or 7d") ?? TimeSpan.days(7)
        guard try since ?? file.value("since", Since.init(rawValue:), "last") != nil else { return nil }
        // A statement is made in between, and leaves the night's rows alone.
        return readers.client == nil ? limit : nil
    }

    /// Every rule judges its own examples, or there is no run. In a debug build tests may say that they have seen to that once
    /// for all of their hundreds of runs, which it would take most of the time of.
    static func checkedRules() throws -> (rules: Int, examples: Int) {
        #if DEBUG
            if ProcessInfo.processInfo.environment["TIEOUT_TRUST_EXAMPLES"] == "1" { return CatalogueCheck.counted }
        #endif
        return try CatalogueCheck.verify()
    }

    /// What other programs read of it, beside the report.
    private func leave(_ report: NightReport, _ status: Int32, at folder: URL) throws {
        if let json {
            let result = RunResult(report.outcome, report.run, status: status, folder: folder.path)
            try ExitStatus.write(result.json, to: json)
        }
        if let metrics {
            let page = Metrics(
                report.outcome, catalogue: Catalogue.descriptions, report.run, ended: .now)
            try ExitStatus.write(page.text, to: metrics)
        }
    }
}

/// Since when what has changed is read.
enum Since: String, ExpressibleByArgument, CaseIterable {
    /// The last run that left its rows.
    case last
}

/// From which severity on findings are a failure.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case critical, error, warning, notice, never

    func isMet(by findings: [Finding]) -> Bool {
        guard let threshold = Severity(rawValue: rawValue) else { return false }
        return findings.contains { $0.severity <= threshold }
    }
}

/// What reconciliation.xml holds, as it is told on the command line.
enum DocumentScope: String, ExpressibleByArgument, CaseIterable {
    case findings, full, none

    var ofReport: RunFacts.DocumentScope {
        switch self {
        case .findings: .findings
        case .full: .full
        case .none: .none
        }
    }
}

/// A number of connections, at least one.
struct Jobs: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        guard let count = Int(argument), (1...64).contains(count) else { return nil }
        self.count = count
    }
}

/// A number of pages, not below zero, and not more than a folder should have.
struct PageCount: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        guard let count = Int(argument), (0...10_000).contains(count) else { return nil }
        self.count = count
    }
}
