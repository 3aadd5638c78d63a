internal import FinancialMath
internal import Reconciliation
internal import Reports

/// What a rehearsal has shown, for other programs.
package struct RehearsalJSON: Encodable {
    let command = "rehearse"
    let run: String
    let proven: Bool
    let gone: [Entry]
    let remaining: [Entry]
    let new: [Entry]
    let unsettled: [Entry]
    let skipped: [Skip]
    let tables: [Change]
    let unlogged: [String]

    private enum CodingKeys: CodingKey {
        case command, run, proven, gone, remaining, new, unsettled, skipped, tables, unlogged
    }

    struct Entry: Encodable {
        let finding: String
        let rule: String
        let key: String
        let impact: String
    }

    struct Skip: Encodable {
        let finding: String
        let rule: String
        let reason: String
    }

    struct Change: Encodable {
        let script: String
        let table: String
        let counted: RowCounts
        let logged: RowCounts
    }

    package init(_ report: RehearsalReport, run: String) {
        func entries(_ findings: [Finding]) -> [Entry] {
            findings.map {
                Entry(
                    finding: $0.id.description, rule: $0.rule.description, key: $0.key.description,
                    impact: $0.impact.formatted)
            }
        }
        self.run = run
        proven = report.isProof
        gone = entries(report.gone)
        remaining = entries(report.remaining)
        new = entries(report.new)
        unsettled = entries(report.unsettled)
        skipped = report.skipped.map {
            Skip(finding: $0.finding, rule: $0.rule, reason: $0.skipped?.description ?? "")
        }
        tables = report.tables.map {
            Change(script: $0.script, table: $0.table, counted: $0.counted, logged: $0.logged)
        }
        unlogged = report.unlogged
    }

    /// The text of the file.
    package var text: String { JSONText.of(self) + "\n" }
}
