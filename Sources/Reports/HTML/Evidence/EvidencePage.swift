/// What evidence.html shows an auditor: what was read and how, what became of it, and which files came of that.
struct EvidencePage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    /// Where the rows came from, when, through whom, and what made the report.
    let facts: [FactRow]
    let settings: [FactRow]
    let totals: [TotalRow]
    let hasStatements: Bool
    /// Some rows came from other servers, and the facts say whether all are of one moment.
    let hasDoubt: Bool
    let statements: [StatementRow]
    let rulesNote: String
    let rules: [RuleRow]
    let files: [FileRow]
    let filesNote: String
    /// The run before, with the hash of its manifest; none, or one.
    let previous: [PreviousRow]

    static let fileName = "evidence.html"
    /// More files than these are in the manifest alone.
    static let fileLimit = 1_000

    struct FactRow {
        let name: String
        let value: String
    }

    /// What became of the rows of a table, or of the amounts in one of its columns.
    struct TotalRow {
        let what: String
        let isRows: Bool
        let read: String
        let used: String
        let deleted: String
        let unreadable: String
        let unattached: String
    }

    struct StatementRow {
        let table: String
        let sql: String
    }

    struct RuleRow {
        let rule: String
        let title: String
        let severity: String
        /// `checked`, or why it was not.
        let state: String
        let count: String
    }

    struct FileRow {
        let path: String
        let bytes: String
        let sha256: String
    }

    struct PreviousRow {
        let run: String
        let sha256: String
    }

    static let sample = EvidencePage(
        title: "", asOf: "", runID: "", toolVersion: "", facts: [FactRow(name: "", value: "")],
        settings: [FactRow(name: "", value: "")],
        totals: [
            TotalRow(what: "", isRows: true, read: "", used: "", deleted: "", unreadable: "", unattached: "")
        ], hasStatements: true, hasDoubt: false,
        statements: [StatementRow(table: "", sql: "")], rulesNote: "",
        rules: [RuleRow(rule: "", title: "", severity: "", state: "", count: "")],
        files: [FileRow(path: "", bytes: "", sha256: "")], filesNote: "",
        previous: [PreviousRow(run: "", sha256: "")])
}
