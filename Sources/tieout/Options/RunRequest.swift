import ArgumentParser
import FoundationEssentials
import LiveShopping
import Reconciliation
import Repairs
import Reports
import Snapshots

/// What a run was asked for: flags over the configuration file over the defaults.
struct RunRequest {
    let file: ConfigurationFile
    let parameters: Parameters
    let output: URL
    let failOn: FailOn
    private let maxRepairRatio: ShareLimit
    private let accepted: AcceptedFile
    private let audience: RunFacts.Audience
    private let templates: URL
    private let isCrossChecked: Bool
    private let document: RunFacts.DocumentScope
    private let style: FigureStyle
    /// After how long everything is read once more where rows are carried from run to run; nil where they are not.
    let readingAllAfter: TimeSpan?

    init(_ command: NightOptions) throws {
        file = try ConfigurationFile(path: command.config)
        let severities = FailOn.allCases.map(\.rawValue).joined(separator: ", ")
        failOn = try command.failOn ?? file.value("fail-on", FailOn.init(rawValue:), severities) ?? .critical
        let jobs = try command.jobs ?? file.value("jobs", Jobs.init(argument:), "a number from 1 to 64")
        let fullPrices = try file.value("full-prices", Bool.init, "true or false") ?? false
        let pages = try command.pages ?? file.value("pages", PageCount.init(argument:), "a number from 0 to 10000")
        let fullPages = try file.value("full-pages", Bool.init, "true or false") ?? false
        let scopes = RunFacts.DocumentScope.allCases.map(\.rawValue).joined(separator: ", ")
        document =
            try command.xml?.ofReport ?? file.value("xml", RunFacts.DocumentScope.init(rawValue:), scopes) ?? .findings
        parameters = Parameters(
            asOf: command.asOf, settings: try command.settings.settings(file),
            fullPrices: command.fullPrices || fullPrices, jobs: jobs?.count ?? 2,
            pages: command.readers.client == nil ? pages?.count ?? 500 : 0,
            fullPages: command.fullPages || fullPages, statement: command.readers.client?.id)
        style = try command.readers.style(file, timeZone: parameters.settings.timeZone)
        let base = try file.outputFolder(command.output)
        output =
            command.readers.client.map { base.appendingPathComponent("statements/client-\($0.id)", isDirectory: true) }
            ?? base
        readingAllAfter = try command.carries(file)
        maxRepairRatio =
            try command.maxRepairRatio
            ?? file.value("max-repair-ratio", ShareLimit.init(argument:), "a share such as 10% or 0.1")
            ?? ShareLimit(percent: 10)
        accepted = try AcceptedFile(path: command.accepted ?? file.value("accepted"))
        let readers = RunFacts.Audience.allCases.map(\.rawValue).joined(separator: " or ")
        audience =
            try command.readers.audience?.ofReport
            ?? file.value("audience", RunFacts.Audience.init(rawValue:), readers) ?? .finance
        let explicit = (command.templates ?? file.value("templates")).map {
            URL(fileURLWithPath: $0, isDirectory: true)
        }
        isCrossChecked = command.crossCheck && command.source.snapshot == nil
        templates = try TemplateFolder.locate(explicit: explicit)
        try TemplateFolder.check(templates)
    }

    /// Compares what was read with what the database adds up; a folder has been checked by its hashes.
    func crossCheck(_ outcome: Outcome, _ source: OpenSource) throws {
        guard let database = source.database else { return }
        try CrossCheck.verify(outcome.totals, against: database)
    }

    /// The run in the log of repairs: two runs may be as of one time, but they read two moments.
    private func identity(of run: RunFacts, _ source: OpenSource, asOf: Timestamp) -> RunIdentity {
        let snapshot = source.rows.snapshot
        let facts = Dictionary(snapshot.provenance.map { ($0.name, $0.value) }) { first, _ in first }
        let place = "database \"\(facts["database"] ?? "")\" on \(facts["host"] ?? "")"
        return RunIdentity(
            id: "\(run.runID) read \(snapshot.takenAt.exactDescription)", asOf: asOf,
            source: snapshot.databaseOID.map {
                RunIdentity.Source(place: place, system: snapshot.systemIdentifier, database: $0)
            })
    }

    /// The run whose repair settled a finding last, where the log of repairs can be read.
    private static func repairs(of findings: [FindingID], _ source: OpenSource) -> [FindingID: String] {
        guard let database = source.database else { return [:] }
        let runs = database.loggedRepairs(of: findings.map(\.description))
        let known = findings.compactMap { id in
            runs[id.description].map { (id, String($0.prefix { $0 != " " })) }
        }
        return Dictionary(known) { first, _ in first }
    }

    /// The client's statement, ready to be written.
    func statement(of client: ClientID, _ outcome: Outcome, _ source: OpenSource) throws -> NightStatement {
        guard let statement = outcome.statement else {
            throw ValidationError("There is no client \(client) that a statement could be made for.")
        }
        let invoices = try source.database?.invoiceHeads(of: client) ?? [:]
        return NightStatement(
            statement: Statement(
                statement, asOf: outcome.asOf, invoices: invoices, style: style),
            templates: templates)
    }

    /// Those that say how figures are written, where they were set: they change nothing in files for programs.
    private static func options(of style: FigureStyle) -> [RunFacts.Option] {
        (style.locale == .neutral ? [] : [.init("locale", style.locale.description)])
            + (style.currency.map { [.init("currency", $0.description)] } ?? [])
    }

    /// The report of what was found, ready to be written.
    func report(
        _ outcome: Outcome, _ source: OpenSource, _ publication: borrowing Publication,
        _ check: (rules: Int, examples: Int), timings: [RunFacts.Timing]
    ) throws -> NightReport {
        var outcome = outcome
        let accepted = AcceptedFindings(self.accepted.acceptances, findings: outcome.findings, asOf: outcome.asOf)
        outcome.proposals = accepted.repairs(outcome.proposals)
        let history = History(of: outcome, source.rows.snapshot, in: publication.output) { findings in
            Self.repairs(of: findings, source)
        }
        let run = RunFacts(
            runID: outcome.asOf.folderName, toolVersion: Version.number, build: Version.build,
            provenance: source.rows.snapshot.provenance, statements: source.rows.snapshot.statements,
            options: [
                .init("fail-on", failOn.rawValue), .init("full-prices", String(parameters.fullPrices)),
                .init("max-repair-ratio", maxRepairRatio.description),
                .init("accepted", self.accepted.description),
                .init("pages", String(parameters.pages)), .init("full-pages", String(parameters.fullPages)),
                .init("xml", document.rawValue), .init("audience", audience.rawValue),
                .init("cross-check", isCrossChecked ? "every amount" : "none"),
                .init("tieout.sql", "SHA-256 \(SharedScript.sha256)"),
                .init("rules checked before the run", "\(check.rules), by \(check.examples) examples"),
            ] + Self.options(of: style),
            audience: audience, document: document, style: style, timings: timings,
            previousManifest: publication.previousManifest,
            history: history,
            withheld: Withheld(
                outcome, limit: maxRepairRatio, lost: history.lost, foreign: source.rows.snapshot.foreignTables),
            accepted: accepted)
        let scripts = RepairScripts(
            proposals: outcome.proposals, run: identity(of: run, source, asOf: outcome.asOf),
            names: SQLNames(
                source.names, available: outcome.available, timeZone: parameters.settings.timeZone.postgresName),
            stakes: outcome.stakes,
            withheld: run.withheld, style: style)
        return NightReport(
            outcome: outcome, run: run, report: Report(outcome: outcome, catalogue: Catalogue.descriptions, run: run),
            scripts: scripts, templates: templates)
    }
}

/// A client's statement.
struct NightStatement {
    let statement: Statement
    let templates: URL

    func write(into folder: URL) throws {
        try statement.write(into: folder, templates: templates)
    }
}

/// A night's report with its repair scripts.
struct NightReport {
    let outcome: Outcome
    let run: RunFacts
    let report: Report
    let scripts: RepairScripts
    let templates: URL

    func write(into folder: URL) throws {
        try report.write(into: folder, templates: templates) { repairs in
            if !outcome.proposals.isEmpty { try scripts.write(into: repairs) }
        }
    }

    /// Those that count.
    var openFindings: [Finding] { run.accepted.open(outcome.findings) }

    func summary(at folder: URL) -> Summary {
        Summary(
            outcome: outcome, catalogue: Catalogue.descriptions, history: run.history, accepted: run.accepted,
            report: folder, withheld: run.withheld, style: run.style)
    }
}

extension Parameters {
    /// T may not be later than what was read can tell.
    func requirePast(of snapshot: SnapshotFacts) throws {
        guard let asOf, asOf > snapshot.takenAt + settings.clockSkew else { return }
        throw ValidationError(
            "--as-of \(asOf) is later than the moment that was read, \(snapshot.takenAt): everything would look overdue; "
                + "leave it out, or name a time that has passed")
    }
}
