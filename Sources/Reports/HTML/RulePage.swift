/// What a page of one rule shows: what the rule checks, and what it found.
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
    let atRisk: String
    /// How many are new, in a sentence; none where there is nothing to compare with.
    let news: [String]
    /// Which of the rule's findings are on this page, and how they are sorted.
    let order: String
    /// A sentence when some findings are on no page; empty otherwise.
    let cut: [String]
    let hasRepairs: Bool
    /// The rule's own script; none, or one.
    let scripts: [String]
    /// What its repairs move, on the rule's first page; none, or one.
    let blast: [BlastSection]
    let findings: [FindingRow]
    /// Whether the rule has more than one page.
    let isPaged: Bool
    /// `page 2 of 5`.
    let page: String
    /// The files of the pages before and after this one, beside it; none, or one.
    let previous: [String]
    let next: [String]
    let numbers: [PageNumber]

    struct PageNumber {
        let number: String
        let file: String
        let isCurrent: Bool
    }
}
