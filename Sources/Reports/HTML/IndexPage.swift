/// What index.html shows: formatted, sorted, nothing left to decide.
///
/// The template reads stored properties by their names; an array that is empty hides its section.
struct IndexPage {
    let title: String
    /// The whole night in one sentence.
    let verdict: String
    /// What is new since the run before; none, or one.
    let news: [NewsLine]
    /// `clean`, or the worst severity, by which the verdict is coloured.
    let state: String
    /// Why the repair scripts are put aside; none, or one.
    let withheld: [WithheldSection]
    /// What is to be known before any finding is believed.
    let notices: [String]
    /// `newest time read 2026-11-22T01:58:12Z`; none, or one.
    let newest: [String]
    let asOf: String
    let runID: String
    let toolVersion: String
    /// One, always.
    let history: [HistorySection]
    /// None, or one.
    let accepted: [AcceptedSection]
    let severities: [SumRow]
    /// What the findings have come of; none, or one.
    let leadingCauses: [LeadingCauses]
    let hasFindings: Bool
    /// Where most of the money is.
    let moneySentence: String
    let bySeverity: BarChart
    let byFamily: BarChart
    let largest: [LargestRow]
    let repairs: [RepairRow]
    /// The readers are those who apply repairs.
    let repairsFirst: Bool
    let scripts: [RepairScriptRow]
    let hasScripts: Bool
    /// The rules that found something.
    let rules: [RuleRow]
    let hasQuiet: Bool
    /// How many rules found nothing.
    let quietNote: String
    let quiet: [QuietRow]
    /// The lists of sessions, clients and batches that have pages.
    let subjects: [SubjectList]
    let hasSubjects: Bool
    let files: [FileLink]
    let tables: [TableRow]
    let settings: [FactRow]
    let provenance: [FactRow]
    let isComplete: Bool
    let hasLimitations: Bool
    let limitations: [LimitationRow]
    /// A sentence when rules could not look at all; empty otherwise.
    let switchedOff: [String]
    /// A sentence when there are prices that could not be computed again; empty otherwise.
    let unverifiable: [String]
    let hasUnreadable: Bool
    let unreadable: [UnreadableRow]
    /// How many there are, and whether the list is cut.
    let unreadableNote: String

    struct NewsLine {
        /// `5 new`, and the page that lists them.
        let count: String
        let address: String
        let rest: String
    }

    struct SumRow {
        let name: String
        let count: String
        let atRisk: String
    }

    struct RepairRow {
        let name: String
        let count: String
        let impact: String
        let meaning: String
    }

    struct RuleRow {
        let rule: String
        let title: String
        /// The worst severity found.
        let severity: String
        let count: String
        let impact: String
    }

    struct QuietRow {
        let rule: String
        let title: String
    }

    struct LargestRow {
        /// Where it is shown; none, or one.
        let address: [String]
        let rule: String
        let severity: String
        let key: String
        /// The page that tells most of what it is about; none, or one.
        let about: [String]
        /// `new`, or the day of the first run that had it.
        let since: String
        /// That it came back, or comes from repairs.
        let notes: [String]
        let impact: String
        let explanation: String
    }

    struct FileLink {
        let path: String
        let content: String
    }

    struct TableRow {
        let table: String
        let rows: String
        let used: String
        let deleted: String
        let unreadable: String
        let unattached: String
    }

    struct FactRow {
        let name: String
        let value: String
    }

    struct LimitationRow {
        let missing: String
        let effect: String
        let rules: String
    }

    struct UnreadableRow {
        let table: String
        let id: String
        let column: String
        let reason: String
    }
}
