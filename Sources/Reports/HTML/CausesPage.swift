internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What causes.html shows: the root causes of findings, the most money first, each with the first findings behind it.
///
/// The page is short whatever was found: of 100,000 findings it takes less than 300 KB.
struct CausesPage: TemplatePage {
    static let template = "causes"
    /// So many causes on the page, and so many findings with each.
    static let limit = 50
    static let findingsLimit = 5

    let facts: PageFacts
    private let shown: [Cause]

    static let tags: [PageTag<Self>] = [
        .text("title") { _ in "Causes" },
        // How many findings share how many causes, and whether some are left out.
        .text("note", \.note),
        .rows("causes", \.causes),
    ]

    init(_ facts: PageFacts) {
        self.facts = facts
        let leading = LeadingCauses.count(facts)
        shown = facts.causes.enumerated().filter { $0.offset < leading || $0.element.isShared }.map(\.element)
    }

    var note: String {
        let cut = shown.count > Self.limit ? " The \(Self.limit.counted) with the most money are here." : ""
        return Words.causes(facts) + cut
    }

    var causes: [CauseCard] {
        shown.prefix(Self.limit).map { CauseCard($0, facts, shown: Self.findingsLimit) }
    }
}

/// One cause with its total.
struct CauseCard: TemplateRow {
    let cause: Cause
    let facts: PageFacts
    /// How many of its findings are shown; none on the front page.
    let shown: Int
    private let first: Finding

    static let tags: [PageTag<Self>] = [
        // That of the finding that explains the others, so that the card keeps its address from night to night.
        .text("id") { $0.first.id.description },
        .text("title") { $0.cause.title },
        .maybe("subject") { $0.cause.subject.isEmpty ? nil : $0.cause.subject.prose },
        .maybe("story") { $0.cause.story.isEmpty ? nil : $0.cause.story.prose },
        .text("severity") { $0.cause.severity.rawValue },
        .text("count", \.count),
        // `3 findings`
        .text("counted") { Words.counted($0.cause.findings.count, "finding") },
        .text("impact") { $0.cause.impact.figure },
        .rows("findings", \.findings),
        // A sentence when there are more findings than are shown.
        .maybe("more", \.more),
    ]

    init(_ cause: Cause, _ facts: PageFacts, shown: Int) {
        self.cause = cause
        self.facts = facts
        self.shown = shown
        first = facts.outcome.findings[cause.findings[0]]
    }

    var count: String { cause.findings.count.counted }

    var findings: [FindingRow] { facts.rows(cause.findings.prefix(shown).map { facts.outcome.findings[$0] }) }

    var more: String? {
        let rest = cause.findings.count - shown
        guard rest > 0, shown > 0 else { return nil }
        return "And \(rest.counted) more: they are on the pages of their rules and in findings.csv."
    }
}

/// The causes with the most money, as the front page shows them.
struct LeadingCauses: TemplateRow {
    static let limit = 10

    let facts: PageFacts

    static let tags: [PageTag<Self>] = [.rows("causes", \.causes), .text("note", \.note)]

    /// Nil when every finding is a cause of its own.
    init?(_ facts: PageFacts) {
        guard facts.causes.contains(where: \.isShared) else { return nil }
        self.facts = facts
    }

    var causes: [CauseCard] { facts.causes.prefix(Self.count(facts)).map { CauseCard($0, facts, shown: 0) } }
    /// How many findings share how many causes.
    var note: String { Words.causes(facts) }

    /// So many causes, the largest, come to four fifths of the money; no more than are shown.
    static func count(_ facts: PageFacts) -> Int {
        var sum = Money.zero
        for (place, cause) in facts.causes.prefix(limit).enumerated() {
            sum = sum + cause.impact
            if explains(sum, facts) { return place + 1 }
        }
        return min(limit, facts.causes.count)
    }

    /// Whether a sum is four fifths of the money, or more.
    static func explains(_ sum: Money, _ facts: PageFacts) -> Bool {
        let (double, all) = (sum + sum, facts.open.total.impact)
        return !all.isZero && double + double + sum >= all + all + all + all
    }
}

private extension Words {
    /// `30 of 57 findings share 9 causes; the others have a cause of their own each.`, and what the largest come to.
    static func causes(_ facts: PageFacts) -> String {
        let (shared, all) = (facts.sharedCauses, facts.open.total.count)
        let findings = shared.reduce(0) { $0 + $1.findings.count }
        let others = findings == all ? "." : "; the others have a cause of their own each."
        return "\(findings.counted) of \(counted(all, "finding")) share \(counted(shared.count, "cause"))" + others
            + leading(facts)
    }

    private static func leading(_ facts: PageFacts) -> String {
        let total = facts.open.total.impact
        guard !total.isZero else { return "" }
        let number = LeadingCauses.count(facts)
        let sum = facts.causes.prefix(number).reduce(Money.zero) { $0 + $1.impact }
        let share = Share.percent(sum, of: total)
        guard LeadingCauses.explains(sum, facts) else {
            return " No few causes explain most of the money: the \(number) largest come to \(share) of it."
        }
        return number == 1
            ? " The largest explains \(share) of the money."
            : " The \(number) largest explain \(share) of the money."
    }
}
