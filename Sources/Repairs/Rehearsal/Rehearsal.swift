internal import FinancialMath
internal import LiveShopping
internal import Reconciliation
internal import Reports
package import Snapshots

/// Makes a run's repairs and reconciles before and after, all in one transaction that always rolls back.
///
/// The transaction is REPEATABLE READ: what others change meanwhile is in neither reading, so that the difference
/// between them is what the repairs do and nothing else.
package struct Rehearsal {
    private let folder: RepairFolder
    private let runner: ScriptRunner
    /// Sees the database as others do.
    private let outside: Connection
    private let interruption: Interruption
    private let schema: String?
    private let mapping: TableMapping

    /// - Parameters:
    ///   - outside: A second connection to the same database.
    ///   - schema: Where the tables are, as the run was told.
    ///   - mapping: What the site has renamed, as the run was told.
    package init(
        of folder: RepairFolder, _ runner: ScriptRunner, outside: Connection, interruption: Interruption,
        schema: String? = nil, mapping: TableMapping = TableMapping()
    ) {
        self.folder = folder
        self.runner = runner
        self.outside = outside
        self.interruption = interruption
        self.schema = schema
        self.mapping = mapping
    }

    package enum Step: Sendable, Hashable {
        case readingBefore
        case script(Int)
        case comparing, readingAfter
    }

    /// - Throws: ``RepairFailure`` or ``SourceError``, after everything was rolled back.
    package func run(_ tasks: [RepairTask], step: (Step) -> Void = { _ in }) throws -> RehearsalReport {
        let connection = runner.connection
        try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE")
        defer { _ = try? connection.answer("ROLLBACK") }
        do {
            return try rehearse(tasks, step)
        } catch {
            var failure = interruption.isSet ? interruption.failure(at: "the rehearsal") : error as? RepairFailure
            failure?.consequence = "everything was rolled back"
            throw failure ?? error
        }
    }
}

private extension Rehearsal {
    func rehearse(_ tasks: [RepairTask], _ step: (Step) -> Void) throws -> RehearsalReport {
        step(.readingBefore)
        let (before, names) = try reconcile()
        let measure = TableChanges(connection: runner.connection, names: names)
        try RepairLog.requireTrusted(names.log, on: runner.connection)
        let begun = try asking { () throws(ServerFailure) in try measure.lastEntry() }
        var report = RehearsalReport(before: before, written: try folder.findingIDs())
        for (index, task) in tasks.enumerated() {
            step(.script(index))
            try add(task, measure, to: &report)
        }
        step(.comparing)
        let comparison = RowComparison(inside: runner.connection, outside: outside, names: names)
        if try asking({ () throws(ServerFailure) in try measure.lastEntry() }) > begun {
            report.unlogged = try asking { () throws(ServerFailure) in try comparison.unlogged(since: begun) }
        }
        step(.readingAfter)
        report.compare(with: try reconcile().findings)
        return report
    }

    /// Runs a script, and holds what the server counts against what the log says.
    func add(_ task: RepairTask, _ measure: TableChanges, to report: inout RehearsalReport) throws {
        let entry = try asking { () throws(ServerFailure) in try measure.lastEntry() }
        let before = try asking { () throws(ServerFailure) in try measure.counted() }
        report.scripts.append(try runner.run(task, .stay))
        report.repaired.formUnion(settled(task, report.scripts[report.scripts.count - 1]))
        try execute(Self.dropping)
        let after = try asking { () throws(ServerFailure) in try measure.counted() }
        let logged = try asking { () throws(ServerFailure) in try measure.logged(since: entry) }
        for id in Set(after.keys).union(logged.keys).sorted() {
            let counted = (after[id] ?? RowCounts()) - (before[id] ?? RowCounts())
            let table = try asking { () throws(ServerFailure) in try measure.name(id) }
            report.add(
                TableChange(
                    script: task.script.path, table: table, counted: counted, logged: logged[id] ?? RowCounts()))
        }
    }

    /// Every finding that the repairs which were made settle.
    func settled(_ task: RepairTask, _ result: ScriptResult) -> Set<String> {
        let done = Set(result.done.map(\.finding))
        return Set(task.script.repairs.filter { done.contains($0.finding) }.flatMap(\.settles))
    }

    /// What a script's commit would have dropped.
    static let dropping = """
        DO $tieout$
        DECLARE
            name text;
        BEGIN
            FOR name IN SELECT relname FROM pg_class
                WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname LIKE 'tieout\\_%' LOOP
                EXECUTE format('DROP TABLE IF EXISTS pg_temp.%I CASCADE', name);
            END LOOP;
        END
        $tieout$
        """
}

private extension Rehearsal {
    /// What is found as of the run's T with the run's settings, in the transaction as it is by now.
    func reconcile() throws -> (findings: [Finding], names: SQLNames) {
        guard let asOf = Timestamp(iso8601: folder.asOf), let settings = Settings(named: folder.settings) else {
            throw RepairFailure(
                .data, place: folder.path + "/manifest.json", problem: "its time or its settings cannot be read",
                remedy: "rehearse a run of this version of tieout")
        }
        let source = try PostgresSource(
            over: runner.connection, schema: schema, mapping: mapping, timeZone: settings.timeZone)
        let outcome = try Reconciler(source: source, parameters: Parameters(asOf: asOf, settings: settings)).run()
        try source.handBack()
        return (outcome.findings, SQLNames(source.names, available: outcome.available))
    }

    func execute(_ sql: String) throws(RepairFailure) {
        try asking { () throws(ServerFailure) in _ = try runner.connection.answer(sql) }
    }

    func asking<Answer>(_ body: () throws(ServerFailure) -> Answer) throws(RepairFailure) -> Answer {
        do {
            return try body()
        } catch {
            throw RepairFailure(error, at: "the rehearsal")
        }
    }
}
