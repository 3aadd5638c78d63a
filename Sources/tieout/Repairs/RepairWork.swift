import ArgumentParser
import FinancialMath
import Reconciliation
import Repairs
import Snapshots

/// Repairs that somebody has asked for, and what is to be known of them.
struct PlannedRepairs {
    /// The run, as the log of repairs names it.
    let run: String
    let tasks: [RepairTask]
    let notes: RepairNotes
    /// Choices that nobody has made yet.
    var choices: [ProposedRepair] = []
}

/// Repairs from the first look to the last count: show, ask, do, tell.
struct RepairWork {
    let options: RepairOptions
    let consent: ConsentOptions
    let wording: RepairWording

    init(_ options: RepairOptions, _ consent: ConsentOptions, wording: RepairWording) {
        self.options = options
        self.consent = consent
        self.wording = wording
    }

    func run(_ plan: (Connection, ConfigurationFile) throws -> PlannedRepairs) async throws {
        guard consent.yes || consent.dryRun || Question.canBeAsked else {
            throw ValidationError(
                "There is no terminal to ask at: give --yes to \(wording.verb) without being asked, or --dry-run to look."
            )
        }
        let file = try ConfigurationFile(path: options.config)
        let connection = try Connection(conninfo: options.database ?? file.value("database"))
        let planned = try plan(connection, file)
        let interruption = Interruption(connection)
        let signals = SignalWatch(interruption)
        defer { signals.end() }
        let runner = ScriptRunner(
            connection, lockTimeout: options.lockTimeout, statementTimeout: options.statementTimeout,
            isElsewhere: options.otherDatabase)
        try work(planned, Repairer(runner, interruption: interruption), connection)
    }
}

private extension RepairWork {
    func work(_ planned: PlannedRepairs, _ repairer: Repairer, _ connection: Connection) throws {
        let tasks = planned.tasks
        let bar = ProgressBar(tasks.map(\.script.rule.description))
        if !consent.yes {
            let preview = repairer.preview(tasks) { bar.show($0, "Looking at") }
            bar.end()
            try show(preview, planned, connection, isLast: consent.dryRun || preview.totals.applied.isEmpty)
            guard !preview.totals.applied.isEmpty, !consent.dryRun else { return }
            guard Question.ask(question(preview, connection)) else {
                StandardError.write("Nothing was changed.\n")
                throw ExitCode(ExitStatus.findings)
            }
        }
        let report = repairer.apply(tasks) { bar.show($0, wording.doing) }
        bar.end()
        try show(report, planned, connection, isLast: true)
    }

    func question(_ preview: RepairReport, _ connection: Connection) -> String {
        let totals = preview.totals
        let count = totals.applied.count == 1 ? "1 repair" : "\(totals.applied.count) repairs"
        return "\(wording.order) \(count) (\(totals.impact.formatted)) \(wording.direction) "
            + "\(connection.place) as \(connection.user)?"
    }

    /// Prints a report, and ends the program with its status when it is the last one.
    func show(
        _ report: RepairReport, _ planned: PlannedRepairs, _ connection: Connection, isLast: Bool
    ) throws {
        let text = RepairReportText(
            report: report, run: planned.run, place: "\(connection.place) as \(connection.user)", wording: wording,
            notes: planned.notes.lines(connection), choices: report.isDryRun ? planned.choices : [], isLast: isLast,
            listsAll: consent.dryRun
        ).text
        guard isLast else {
            if options.json == "-" {
                StandardError.write(text)
            } else {
                try StandardOutput.print(text, terminator: "")
            }
            if let failure = report.failure { throw failure }
            return
        }
        try options.leave(json(report, planned, connection), instead: text)
        if let failure = report.failure { throw failure }
        let missed = !options.finding.isEmpty && !report.totals.unpicked.isEmpty
        if !report.totals.skipped.isEmpty || missed { throw ExitCode(ExitStatus.findings) }
    }

    func json(_ report: RepairReport, _ planned: PlannedRepairs, _ connection: Connection) -> String {
        let place = RepairJSON.Place(name: connection.database, host: connection.host, user: connection.user)
        return RepairJSON(report, command: wording.verb, run: planned.run, database: place).text
    }
}
