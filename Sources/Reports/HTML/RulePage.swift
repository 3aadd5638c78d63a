internal import Mustache

/// What the page of one rule shows: what it checks, and what it found.
struct RulePage {
    let title: String
    let rule: String
    let severity: String
    let rationale: String
    let remedy: String
    let asOf: String
    let runID: String
    let toolVersion: String
    let count: String
    let impact: String
    /// How the findings are sorted, and whether there are more than are shown.
    let order: String
    let isCut: Bool
    let hasRepairs: Bool
    /// The rule's own script; none, or one.
    let scripts: [String]
    /// What its repairs move; none, or one.
    let blast: [BlastSection]
    let findings: [FindingRow]

    /// So many findings a page; more make a page that no browser likes.
    static let limit = 2_000
}

/// One finding as a row. It answers the template by itself: reflection costs five times as much, and pages have
/// thousands of rows.
struct FindingRow: MustacheParent {
    let id: String
    let severity: String
    let key: String
    let subject: String
    /// The session's room code; none, or one.
    let room: [String]
    let expected: String
    let actual: String
    let impact: String
    let repair: String
    let explanation: String

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "severity": severity
        case "key": key
        case "subject": subject
        case "room": room
        case "expected": expected
        case "actual": actual
        case "impact": impact
        case "repair": repair
        case "explanation": explanation
        default: nil
        }
    }
}
