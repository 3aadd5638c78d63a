internal import Mustache

/// What causes.html shows: the root causes of findings, the most money first, each with the first findings behind it.
///
/// The page is short whatever was found: of 100,000 findings it takes less than 300 KB.
struct CausesPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    /// How many findings share how many causes, and whether some are left out.
    let note: String
    let causes: [CauseCard]

    /// So many causes on the page, and so many findings with each.
    static let limit = 50
    static let findingsLimit = 5
}

/// One cause with its total.
struct CauseCard: MustacheParent {
    /// That of the finding that explains the others, so that the card keeps its address from night to night.
    let id: String
    let title: String
    /// None, or one.
    let subject: [String]
    /// None, or one.
    let story: [String]
    let severity: String
    let count: String
    /// `3 findings`
    let counted: String
    let impact: String
    let findings: [CauseFinding]
    /// A sentence when there are more findings than are shown; empty otherwise.
    let more: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "title": title
        case "subject": subject
        case "story": story
        case "severity": severity
        case "count": count
        case "counted": counted
        case "impact": impact
        case "findings": findings
        case "more": more
        default: nil
        }
    }
}

/// A finding behind a cause.
struct CauseFinding: MustacheParent {
    /// Where it is shown; none, or one.
    let address: [String]
    let rule: String
    let severity: String
    let key: String
    /// `new`, or the day of the first run that had it.
    let since: String
    let impact: String
    let explanation: String

    func child(named name: String) -> Any? {
        switch name {
        case "address": address
        case "rule": rule
        case "severity": severity
        case "key": key
        case "since": since
        case "impact": impact
        case "explanation": explanation
        default: nil
        }
    }
}

/// The causes with the most money, as the front page shows them.
struct LeadingCauses {
    let causes: [CauseCard]
    /// How many findings share how many causes.
    let note: String

    static let limit = 10
}
