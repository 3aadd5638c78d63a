internal import FinancialMath
internal import Snapshots

/// One script on its way through a connection.
struct ScriptExecution {
    private let task: RepairTask
    private let connection: Connection
    private let ending: ScriptRunner.Ending
    private var variables: [String: String]
    /// For each `\if` that is open: whether its present branch is the one that counts.
    private var branches: [Bool] = []
    /// What the script said last, which is the title of what it lists next.
    private var title = ""
    private var result: ScriptResult
    private var details: [StatementAnswer] = []
    private var isClosed = false

    init(
        _ task: RepairTask, on connection: Connection, _ ending: ScriptRunner.Ending, variables: [String: String]
    ) {
        self.task = task
        self.connection = connection
        self.ending = ending
        self.variables = variables
        result = ScriptResult(task.script)
    }

    mutating func run() throws(RepairFailure) -> ScriptResult {
        let lastRows = task.script.parts.lastIndex { if case .copy = $0.action { true } else { false } }
        for (index, part) in task.script.parts.enumerated() {
            try perform(part)
            if index == lastRows { try leaveOut(part) }
        }
        guard isClosed, branches.isEmpty, ending == .stay || connection.isIdle else {
            throw failure("it does not end its transaction", at: task.script.parts.last?.line ?? 1)
        }
        return result
    }
}

private extension ScriptExecution {
    mutating func perform(_ part: ScriptPart) throws(RepairFailure) {
        switch part.action {
        case .begin(let piece): branches.append(isActive ? try condition(piece, part) : false)
        case .otherwise: try turn(part)
        case .end:
            guard branches.popLast() != nil else { throw failure("\\endif without \\if", at: part.line) }
        case _ where !isActive: break
        case .set(let name, let value): variables[name] = value
        case .echo(let words): title = try text(words, part)
        case .copy(let sql, let rows):
            try sending(part) { () throws(ServerFailure) in
                try connection.copy(sql, rows: task.script.bytes[rows])
            }
        case .statement(let pieces, let stores): try send(try text(pieces, part), stores: stores, part)
        }
    }

    var isActive: Bool { !branches.contains(false) }

    mutating func turn(_ part: ScriptPart) throws(RepairFailure) {
        guard let branch = branches.popLast() else { throw failure("\\else without \\if", at: part.line) }
        branches.append(!branch && isActive)
    }

    func condition(_ piece: ScriptPiece, _ part: ScriptPart) throws(RepairFailure) -> Bool {
        switch try text([piece], part).lowercased() {
        case "t", "true", "on", "1", "yes": return true
        case "f", "false", "off", "0", "no": return false
        default: throw failure("\\if of what is neither true nor false", at: part.line)
        }
    }

    /// The text with its variables put in, quoted as they ask to be.
    func text(_ pieces: [ScriptPiece], _ part: ScriptPart) throws(RepairFailure) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .value(let name): text += try value(name, part)
            case .literal(let name): text += connection.literal(try value(name, part))
            case .identifier(let name): text += quotedIdentifier(try value(name, part))
            case .isSet(let name): text += variables[name] == nil ? "FALSE" : "TRUE"
            }
        }
        return text
    }

    func value(_ name: String, _ part: ScriptPart) throws(RepairFailure) -> String {
        guard let value = variables[name] else { throw failure("the variable \(name) has no value", at: part.line) }
        return value
    }
}

private extension ScriptExecution {
    mutating func send(_ sql: String, stores: Bool, _ part: ScriptPart) throws(RepairFailure) {
        switch sql.prefix(while: \.isLetter).uppercased() {
        case "BEGIN": if ending == .stay { return }
        case "COMMIT": return try close(sql, ending == .commit, part)
        case "ROLLBACK": return try close(sql, ending == .rollBack, part)
        case "END", "ABORT", "START", "SAVEPOINT", "RELEASE", "PREPARE":
            throw failure("it meddles with its transaction", at: part.line)
        default: break
        }
        let answer = try sending(part) { () throws(ServerFailure) in try connection.answer(sql) }
        if stores {
            for (column, value) in zip(answer.columns, answer.rows.first ?? []) { variables[column] = value }
        } else {
            keep(answer)
        }
    }

    func sending<Answer>(_ part: ScriptPart, _ body: () throws(ServerFailure) -> Answer) throws(RepairFailure) -> Answer
    {
        do {
            return try body()
        } catch {
            throw RepairFailure(error, at: place(part.line))
        }
    }

    /// Keeps what the script lists: its changes, and why it skips what it skips.
    mutating func keep(_ answer: StatementAnswer) {
        let cells = Columns(answer)
        if ["To be changed:", "To be put back:"].contains(title), cells.has("becomes") {
            result.changes += answer.rows.map { row in
                ScriptResult.CellChange(
                    finding: cells.text("finding", row), rule: cells.text("rule", row),
                    table: cells.text("table", row), row: cells.text("row", row), column: cells.text("column", row),
                    from: cells.value("now", row), to: cells.value("becomes", row))
            }
        }
        if title == "Skipped:", cells.has("expected") { details.append(answer) }
    }

    /// The transaction's last moment: what its tables say of each repair is taken down before they go.
    mutating func close(_ sql: String, _ isExpected: Bool, _ part: ScriptPart) throws(RepairFailure) {
        guard isExpected || (ending == .stay && sql == "COMMIT") else {
            throw failure("it would end with \(sql), which was not asked for", at: part.line)
        }
        result.repairs = try repairs(part)
        isClosed = true
        guard ending != .stay else { return }
        let answer: StatementAnswer
        do {
            answer = try connection.answer(sql)
        } catch {
            var failure = RepairFailure(error, at: place(part.line))
            if ending == .commit, error.isConnectionLost { failure.consequence = Self.unknown }
            throw failure
        }
        guard answer.tag == sql else { throw failure("the server answered \(sql) with \(answer.tag)", at: part.line) }
    }

    func repairs(_ part: ScriptPart) throws(RepairFailure) -> [ScriptResult.Repair] {
        let answer = try sending(part) { () throws(ServerFailure) in
            try connection.answer(
                "SELECT finding_id, rule, impact::text, skipped FROM pg_temp.tieout_repair ORDER BY no")
        }
        let moved = movedByFinding()
        return answer.rows.map { row in
            let finding = row[0] ?? ""
            return ScriptResult.Repair(
                finding: finding, rule: row[1] ?? "", impact: Money(literal: row[2] ?? "") ?? .zero,
                skipped: row[3].map(Reason.init), details: row[3] == nil ? [] : moved[finding] ?? [])
        }
    }

    func movedByFinding() -> [String: [ScriptResult.Moved]] {
        var moved: [String: [ScriptResult.Moved]] = [:]
        for answer in details {
            let cells = Columns(answer)
            for row in answer.rows where cells.value("table", row) != nil {
                moved[cells.text("finding", row), default: []].append(
                    ScriptResult.Moved(
                        table: cells.text("table", row), row: cells.text("row", row),
                        column: cells.text("column", row), expected: cells.value("expected", row),
                        found: cells.value("found", row)))
            }
        }
        return moved
    }

    /// Takes what was not asked for out of the script's tables, before it looks at anything.
    func leaveOut(_ part: ScriptPart) throws(RepairFailure) {
        guard let numbers = task.numbers else { return }
        let list = numbers.sorted().map(String.init).joined(separator: ",")
        try sending(part) { () throws(ServerFailure) in
            _ = try connection.answer("DELETE FROM pg_temp.tieout_repair WHERE no <> ALL ('{\(list)}')")
            guard !task.script.picks.isEmpty else { return }
            _ = try connection.answer(
                "DELETE FROM pg_temp.tieout_pick WHERE finding_id NOT IN (SELECT finding_id FROM pg_temp.tieout_repair)"
            )
        }
    }
}

private extension ScriptExecution {
    static let unknown = """
        whether it was committed is not known: run this again, what was applied will be skipped
        """

    func place(_ line: Int) -> String { "\(task.script.path):\(line)" }

    func failure(_ problem: String, at line: Int) -> RepairFailure {
        RepairFailure(
            .data, place: place(line), problem: problem,
            remedy: "take the script as the run wrote it, or run this one with psql")
    }
}

/// Finds an answer's cells by the names of their columns.
private struct Columns {
    private let places: [String: Int]

    init(_ answer: StatementAnswer) {
        places = Dictionary(answer.columns.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func has(_ name: String) -> Bool { places[name] != nil }
    func value(_ name: String, _ row: [String?]) -> String? { places[name].flatMap { row[$0] } }
    func text(_ name: String, _ row: [String?]) -> String { value(name, row) ?? "" }
}
