internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What index.html shows: the whole night, the money, and the way to everything else.
struct IndexPage: TemplatePage {
    static let template = "index"
    /// More unreadable cells than this are counted and not listed.
    static let unreadableLimit = 500
    private static let largestLimit = 10

    let facts: PageFacts
    let files: [FileLink]
    private let limitations: [Limitation]
    private let off: [RuleID]
    /// The rules that found nothing.
    private let quiet: [RuleRow]

    init(_ facts: PageFacts, files: [FileLink]) {
        let off = Catalogue.switchedOff(facts.outcome.available)
        self.facts = facts
        self.files = files
        self.off = off
        limitations = Limitation.all(facts.outcome.available)
        quiet = facts.catalogue.filter { facts.breakdown.sum($0.id).count == 0 && !off.contains($0.id) }
            .map { RuleRow(rule: $0, facts: facts) }
    }

    static let tags: [PageTag<Self>] = [
        .text("title") { "Reconciliation as of \($0.facts.outcome.asOf)" },
        // The whole night in one sentence, and what is new since the run before.
        .text("verdict", \.verdict),
        .row("news") { $0.facts.news },
        // `clean`, or the worst severity, by which the verdict is coloured.
        .text("state") { $0.facts.open.worstSeverity?.rawValue ?? "clean" },
        // Why the repair scripts are withheld.
        .row("withheld") { WithheldSection($0.facts.run.withheld) },
        // What is to be known before any finding is believed.
        .texts("notices", \.notices),
        // `newest time read 2026-11-22T01:58:12Z`
        .maybe("newest") { Notices.newest($0.facts.outcome) },
        .row("history") { HistorySection($0.facts) },
        .row("accepted") { AcceptedSection($0.facts.run.accepted) },
        .rows("severities", \.severities),
        // What the findings have come of.
        .row("leadingCauses") { LeadingCauses($0.facts) },
        .flag("hasFindings", \.hasFindings),
        // Where most of the money is.
        .text("moneySentence") { $0.facts.moneySentence },
        .row("bySeverity") { BarChart.bySeverity($0.facts.open) },
        .row("byFamily") { BarChart.byFamily($0.facts) },
        .rows("largest") { $0.facts.rows($0.facts.openFindings.largest(largestLimit)) },
        .rows("repairs") { Card.repairs($0.facts.openFindings) },
        // The readers are those who apply repairs.
        .flag("repairsFirst") { $0.facts.run.audience == .admin && $0.hasFindings },
        .rows("scripts") { RepairScriptRow.all($0.facts) },
        .flag("hasScripts") { $0.files.contains { $0.path == "repairs/" } },
        // The rules that found something, and those that found nothing.
        .rows("rules") { $0.facts.foundRules },
        .flag("hasQuiet") { !$0.quiet.isEmpty },
        .text("quietNote") { "\(Words.counted($0.quiet.count, "rule")) found nothing" },
        .rows("quiet", \.quiet),
        // The lists of sessions, clients and batches that have pages.
        .rows("subjects") { SubjectList.all($0.facts.subjects) },
        .flag("hasSubjects") { !SubjectList.all($0.facts.subjects).isEmpty },
        .rows("files", \.files),
        .rows("tables") { $0.facts.outcome.totals.map { TotalRow($0) } },
        .rows("settings", \.settings),
        .rows("provenance") { $0.facts.provenance },
        .flag("isComplete", \.isComplete),
        .flag("hasLimitations") { !$0.limitations.isEmpty },
        .rows("limitations") { $0.limitations.map(LimitationRow.init) },
        // A sentence when rules could not look at all.
        .maybe("switchedOff") { $0.off.isEmpty ? nil : Words.switchedOff($0.off) },
        // A sentence when there are prices that could not be computed again.
        .maybe("unverifiable", \.unverifiable),
        .flag("hasUnreadable") { !$0.facts.outcome.unreadable.isEmpty },
        .rows("unreadable") { $0.facts.outcome.unreadable.prefix(unreadableLimit).map(UnreadableRow.init) },
        // How many there are, and whether the list is cut.
        .text("unreadableNote", \.unreadableNote),
    ]
}

private extension IndexPage {
    var verdict: String {
        Words.verdict(
            facts.open, accepted: facts.run.accepted.total, unreadable: facts.outcome.unreadable.count)
    }

    var notices: [String] { Notices.all(facts.outcome, facts.openFindings, lost: facts.run.history.lost) }

    var hasFindings: Bool { !facts.outcome.findings.isEmpty }

    var severities: [Card] {
        Severity.allCases.map { severity in
            Card(
                name: severity.rawValue, count: facts.open.sum(severity).count,
                money: (facts.open.atRiskBySeverity[severity] ?? .zero).amount)
        }
    }

    var settings: [NamedValue] {
        facts.settings + [NamedValue("exposure compared with", facts.outcome.exposure.words)] + facts.options
    }

    var unverifiableCount: Int { facts.breakdown.sum("price.unverifiable").count }

    var isComplete: Bool { limitations.isEmpty && facts.outcome.unreadable.isEmpty && unverifiableCount == 0 }

    var unverifiable: String? {
        unverifiableCount == 0
            ? nil
            : "\(Words.counted(unverifiableCount, "price")) could not be computed again: cost or margin is missing."
    }

    var unreadableNote: String {
        let count = facts.outcome.unreadable.count
        let sentence = "\(Words.counted(count, "cell")) that could not be used."
        guard count > Self.unreadableLimit else { return sentence }
        return sentence + " The first \(Self.unreadableLimit) are shown; manifest.json lists them all."
    }
}

// MARK: - Rows

extension News: TemplateRow {
    static let tags: [PageTag<Self>] = [
        .text("count", \.count),
        // The page that lists what is new.
        .text("address") { _ in NewsPage.path },
        .text("rest", \.rest),
    ]
}

/// A file of the run, and what is in it.
struct FileLink: TemplateRow {
    let path: String
    let content: String

    static let tags: [PageTag<Self>] = [.text("path", \.path), .text("content", \.content)]
}

private struct LimitationRow: TemplateRow {
    let limitation: Limitation

    static let tags: [PageTag<Self>] = [
        .text("missing") { $0.limitation.name },
        .text("effect") { $0.limitation.effect },
        .text("rules") { row in
            let weakens = row.limitation.weakens
            return weakens.isEmpty ? "none" : weakens.joined(separator: ", ")
        },
    ]
}

private struct UnreadableRow: TemplateRow {
    let cell: UnreadableCell

    static let tags: [PageTag<Self>] = [
        .text("table") { $0.cell.table.name },
        .text("id") { $0.cell.rowID.map(String.init) ?? "" },
        .text("column") { $0.cell.defect.column },
        .text("reason") { $0.cell.defect.reason.rawValue },
    ]
}
