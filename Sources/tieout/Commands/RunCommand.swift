import ArgumentParser
import Foundation
import LiveShopping
import Reconciliation
import Reports
import Snapshots

struct RunCommand: AsyncParsableCommand {
    static let keys = [
        "output", "audience", "fail-on", "full-prices", "jobs", "pages", "full-pages", "xml",
        "templates", "max-repair-ratio", "accepted",
    ]

    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Reconciles a database or a snapshot, and leaves a report.",
        discussion: """
            Prints a summary when there are findings, and nothing when there are none. The report is in the output \
            folder under the time that the run is as of; 'latest' leads to the last one.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var settings: SettingsOptions

    @OptionGroup var readers: AudienceOptions

    @Option(help: ArgumentHelp("Where the reports are kept (output).", valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("T, as ISO 8601 with zone; without it, the snapshot's own time.", valueName: "time"))
    var asOf: Timestamp?

    @Option(help: "End with status 2 when a finding is at least this severe: critical, error, warning, notice, never.")
    var failOn: FailOn?

    @Flag(help: "List every price that was recomputed in prices.csv, not only those that a rule fired on.")
    var fullPrices = false

    @Flag(help: "Have PostgreSQL add up every amount by itself as well, and refuse to report when it differs.")
    var crossCheck = false

    @Option(
        help: ArgumentHelp(
            """
            When repairs would touch more than this share of the sessions, or of the money, their scripts are \
            withheld; 100% is never (10%).
            """, valueName: "share"))
    var maxRepairRatio: ShareLimit?

    @Option(help: "How many connections read at once (2).")
    var jobs: Jobs?

    @Option(
        help: """
            Of how many sessions, clients and batches with findings each there are pages of their own; 0 is none (500).
            """)
    var pages: PageCount?

    @Flag(help: "Pages also for clients and batches about which nothing was found.")
    var fullPages = false

    @Option(
        help: """
            What reconciliation.xml holds of the recomputed rows: findings, those that findings are about; full, all \
            of them; none writes no such file (findings).
            """)
    var xml: DocumentScope?

    @Option(help: ArgumentHelp("A configuration file in YAML; flags come before what it says.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of the pages' templates.", valueName: "dir"))
    var templates: String?

    @Option(
        help: ArgumentHelp(
            "A file in YAML with the findings that are known and accepted; they do not count.", valueName: "file"))
    var accepted: String?

    func run() async throws {
        try await ExitStatus.reporting {
            let request = try RunRequest(self)
            try source.keepDeadline(request.file)
            let progress = Progress()
            let publication = try Publication.open(output: request.output)
            progress.step("Checking the rules")
            let check = try CatalogueCheck.verify()
            progress.step("Opening the source")
            let opened = try source.open(
                request.file, jobs: request.parameters.jobs, timeZone: request.parameters.settings.timeZone)
            try request.parameters.requirePast(of: opened.rows.snapshot)
            progress.step("Reading and reconciling")
            let outcome = try Reconciler(source: opened.rows, parameters: request.parameters).run()
            if crossCheck { try request.crossCheck(outcome, opened) }
            progress.step("Writing the report")
            if let client = readers.client?.id {
                let statement = try request.statement(of: client, outcome)
                let folder = try publication.publish(outcome.asOf.folderName) { try statement.write(into: $0) }
                progress.end()
                return try StandardOutput.print("Statement: \(folder.appendingPathComponent("index.html").path)")
            }
            let report = try request.report(outcome, opened, publication, check, timings: progress.timings)
            let folder = try publication.publish(outcome.asOf.folderName) { try report.write(into: $0) }
            progress.end()
            let summary = report.summary(at: folder)
            if !summary.isClean { try StandardOutput.print(summary.text) }
            if request.failOn.isMet(by: report.openFindings) { throw ExitCode(ExitStatus.findings) }
        }
    }
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
