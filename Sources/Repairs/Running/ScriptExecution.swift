internal import FinancialMath
internal import Snapshots

/// One script on its way through a connection: our `tieout.sql`, the script's tables and picks, one call, what came of it.
struct ScriptExecution {
    let task: RepairTask
    let connection: Connection
    let ending: ScriptRunner.Ending
    let settings: [(name: String, value: String)]

    func run() throws(RepairFailure) -> ScriptResult {
        let script = task.script
        if ending == .rollBack { try keepFunctions() }
        if ending != .stay { try send(Self.beginning) }
        try begin()
        for block in script.blocks {
            try asking("\(script.path):\(block.line)") { () throws(ServerFailure) in
                try connection.copy(block.sql, rows: script.bytes[block.rows])
            }
        }
        try pick()
        try send("CALL pg_temp.tieout_run()")
        let result = try result()
        try end()
        return result
    }
}

private extension ScriptExecution {
    func begin() throws(RepairFailure) {
        try send(
            """
            SELECT pg_catalog.set_config('tieout.path', pg_catalog.current_setting('search_path'), true);
            SET LOCAL search_path = pg_catalog, pg_temp
            """)
        let direction = ("tieout.direction", task.isUndoing ? "undo" : "repair")
        for (name, value) in settings + [direction] {
            try send("SELECT set_config(\(connection.literal(name)), \(connection.literal(value)), true)")
        }
        let numbers = task.numbers?.sorted().map(String.init).joined(separator: ",") ?? ""
        try send("SELECT set_config('tieout.only', '\(numbers)', true)")
        try send(SharedScript.statements)
    }

    /// What a transaction has made and rolled back the server forgets, but not the plans in it: each dry run over a connection would be
    /// slower than the one before. So the functions are made to stay with the connection, once.
    func keepFunctions() throws(RepairFailure) {
        let known = try answer("SELECT pg_catalog.to_regprocedure('pg_temp.tieout_run()') IS NOT NULL")
        guard known.rows != [["t"]] else { return }
        try send(Self.beginning)
        try begin()
        try send("COMMIT")
    }

    /// Of picks for repairs that are not wanted nothing is said.
    func pick() throws(RepairFailure) {
        let wanted = task.script.repairs.filter { task.numbers?.contains($0.number) ?? true }
        let findings = Set(wanted.map(\.finding))
        for pick in task.script.picks where findings.contains(pick.finding) {
            let values = "\(connection.literal(pick.finding)), \(connection.literal(pick.alternative))"
            try send("INSERT INTO pg_temp.tieout_pick VALUES (\(values))")
        }
    }

    /// What the script's tables say of each repair, before they go.
    func result() throws(RepairFailure) -> ScriptResult {
        var result = ScriptResult(task.script)
        let skips = Columns(try answer("SELECT * FROM pg_temp.tieout_skips()"))
        var moved: [String: [ScriptResult.Moved]] = [:]
        for row in skips.rows where skips.value("column", row) != nil || skips.value("found", row) != nil {
            moved[skips.text("finding", row), default: []].append(
                ScriptResult.Moved(
                    table: skips.text("table", row), row: skips.text("row", row), column: skips.text("column", row),
                    expected: skips.value("expected", row), found: skips.value("found", row)))
        }
        let repairs = Columns(try answer("SELECT finding, rule, money, skipped FROM pg_temp.tieout_repair ORDER BY no"))
        result.repairs = repairs.rows.map { row in
            let finding = repairs.text("finding", row)
            return ScriptResult.Repair(
                finding: finding, rule: repairs.text("rule", row),
                impact: Money(literal: repairs.text("money", row)) ?? .zero,
                skipped: repairs.value("skipped", row).map { Reason(code: $0, isUndoing: task.isUndoing) },
                details: repairs.value("skipped", row) == nil ? [] : moved[finding] ?? [])
        }
        let changes = Columns(try answer("SELECT * FROM pg_temp.tieout_changes()"))
        result.changes = changes.rows.map { row in
            ScriptResult.CellChange(
                finding: changes.text("finding", row), rule: changes.text("rule", row),
                table: changes.text("table", row), row: changes.text("row", row), column: changes.text("column", row),
                from: changes.value("now", row), to: changes.value("becomes", row))
        }
        return result
    }

    func end() throws(RepairFailure) {
        guard ending != .stay else {
            // What the commit would have put back.
            return try send("SELECT set_config('search_path', current_setting('tieout.path'), true)")
        }
        let word = ending == .commit ? "COMMIT" : "ROLLBACK"
        let answer: StatementAnswer
        do {
            answer = try connection.answer(word)
        } catch {
            var failure = RepairFailure(error, at: task.script.path)
            if ending == .commit, error.isConnectionLost { failure.consequence = Self.unknown }
            throw failure
        }
        guard answer.tag == word else {
            throw RepairFailure(
                .data, place: task.script.path, problem: "the server answered \(word) with \(answer.tag)",
                remedy: "look at the server's log, then run this again")
        }
    }

    /// Whatever the role's transactions are like else.
    static let beginning = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

    static let unknown = """
        whether it was committed is not known: run this again, what was applied will be skipped
        """

    func send(_ sql: String) throws(RepairFailure) { _ = try answer(sql) }

    func answer(_ sql: String) throws(RepairFailure) -> StatementAnswer {
        try asking(task.script.path) { () throws(ServerFailure) in try connection.answer(sql) }
    }

    func asking<Answer>(_ place: String, _ body: () throws(ServerFailure) -> Answer) throws(RepairFailure) -> Answer {
        do {
            return try body()
        } catch {
            throw RepairFailure(error, at: place)
        }
    }
}

/// Finds an answer's cells by the names of their columns.
private struct Columns {
    let rows: [[String?]]
    private let places: [String: Int]

    init(_ answer: StatementAnswer) {
        rows = answer.rows
        places = Dictionary(answer.columns.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func value(_ name: String, _ row: [String?]) -> String? { places[name].flatMap { row[$0] } }
    func text(_ name: String, _ row: [String?]) -> String { value(name, row) ?? "" }
}
