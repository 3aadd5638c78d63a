internal import FinancialMath
internal import Reports

/// What came of repairs, for other programs.
package struct RepairJSON: Encodable {
    /// `apply` or `undo`.
    let command: String
    let mode: String
    /// The run, as the log of repairs names it.
    let run: String
    let database: Place
    let scripts: [Script]
    let totals: Totals
    let error: Failure?

    package struct Place: Encodable {
        let name: String
        let host: String
        let user: String

        package init(name: String, host: String, user: String) {
            self.name = name
            self.host = host
            self.user = user
        }
    }

    struct Script: Encodable {
        let rule: String
        let file: String
        let edited: Bool
        let picks: [ScriptFile.Pick]
        let proposed: Int
        let applied: Int
        let skipped: Int
        let impact: String
        let changes: [ScriptResult.CellChange]
        let skips: [Skip]
    }

    struct Skip: Encodable {
        let finding: String
        let rule: String
        let impact: String
        let code: String
        let reason: String
        let details: [ScriptResult.Moved]
    }

    struct Totals: Encodable {
        let proposed: Int
        let applied: Int
        let doneBefore: Int
        let skipped: Int
        let notPicked: Int
        let impact: String
    }

    struct Failure: Encodable {
        let kind: RepairFailure.Kind
        let place: String
        let problem: String
        let consequence: String
        let remedy: String
        let sqlstate: String?
    }

    package init(_ report: RepairReport, command: String, run: String, database: Place) {
        self.command = command
        mode = report.isDryRun ? "dry run" : "apply"
        self.run = run
        self.database = database
        scripts = report.scripts.map(Script.init)
        totals = Totals(report.totals)
        error = report.failure.map(Failure.init)
    }

    /// The text of the file.
    package var text: String { JSONText.of(self) + "\n" }
}

private extension RepairJSON.Script {
    init(_ result: ScriptResult) {
        self.init(
            rule: result.rule, file: result.path, edited: result.isEdited, picks: result.picks,
            proposed: result.repairs.count, applied: result.done.count,
            skipped: result.repairs.count - result.done.count, impact: result.impact.formatted,
            changes: result.changes,
            skips: result.repairs.compactMap { repair in
                repair.skipped.map {
                    RepairJSON.Skip(
                        finding: repair.finding, rule: repair.rule, impact: repair.impact.formatted,
                        code: $0.code, reason: $0.description, details: repair.details)
                }
            })
    }
}

private extension RepairJSON.Totals {
    init(_ totals: RepairReport.Totals) {
        self.init(
            proposed: totals.proposed, applied: totals.applied.count, doneBefore: totals.doneBefore.count,
            skipped: totals.skipped.count, notPicked: totals.unpicked.count, impact: totals.impact.formatted)
    }
}

private extension RepairJSON.Failure {
    init(_ failure: RepairFailure) {
        self.init(
            kind: failure.kind, place: failure.place, problem: failure.problem, consequence: failure.consequence,
            remedy: failure.remedy, sqlstate: failure.state)
    }
}
