internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What a page of one rule shows: what the rule checks, and what it found.
struct RulePage: TemplatePage {
    static let template = "rule"

    let rule: RuleDescription
    /// Which of the rule's findings are on this page, of all its pages.
    let sheet: RuleSheet
    let sheets: [RuleSheet]
    let facts: PageFacts

    static let tags: [PageTag<Self>] = [
        .text("title") { $0.rule.title },
        .text("rule") { $0.rule.id.description },
        .text("severity") { ($0.facts.breakdown.worst[$0.rule.id] ?? $0.rule.severity).rawValue },
        .text("rationale") { $0.rule.rationale },
        .text("remedy") { $0.rule.remedy },
        .text("count", \.count),
        .text("atRisk") { ($0.facts.breakdown.atRiskByRule[$0.rule.id] ?? .zero).amount },
        // How many are new, in a sentence, where there is something to compare with.
        .maybe("news") { $0.facts.run.history.sentence(new: $0.facts.newByRule[$0.rule.id] ?? 0) },
        // Which findings are on this page, and how they are sorted.
        .text("order", \.order),
        // A sentence when some findings are on no page.
        .maybe("cut", \.cut),
        .flag("hasRepairs") { $0.sheets.contains(where: \.hasRepairs) },
        // The rule's own script.
        .maybe("scripts") { $0.facts.scripts.path(of: $0.rule.id) },
        // What its repairs move, on the rule's first page.
        .row("blast") { $0.sheet.number == 1 ? BlastSection($0.rule.id, $0.facts) : nil },
        .rows("findings") { $0.facts.rows($0.sheet.findings) },
        .flag("isPaged") { $0.sheets.count > 1 },
        // `page 2 of 5`, and the files beside this page.
        .text("page") { "page \($0.sheet.number) of \($0.sheets.count)" },
        .maybe("previous") { $0.file($0.sheet.number - 1) },
        .maybe("next") { $0.file($0.sheet.number + 1) },
        .rows("numbers") { page in page.sheets.map { PageNumber(sheet: $0, current: page.sheet.number) } },
    ]

    init(_ rule: RuleDescription, _ sheet: RuleSheet, _ facts: PageFacts) {
        self.rule = rule
        self.sheet = sheet
        sheets = facts.addresses.sheets[rule.id] ?? []
        self.facts = facts
    }

    struct PageNumber: TemplateRow {
        let sheet: RuleSheet
        let current: Int

        static let tags: [PageTag<Self>] = [
            .text("number") { String($0.sheet.number) },
            .text("file") { $0.sheet.file },
            .flag("isCurrent") { $0.sheet.number == $0.current },
        ]
    }
}

private extension RulePage {
    var sum: Breakdown.Sum { facts.breakdown.sum(rule.id) }

    var count: String {
        let accepted = facts.acceptedByRule[rule.id] ?? 0
        return Words.counted(sum.count, "finding") + (accepted == 0 ? "" : ", \(accepted.counted) of them accepted")
    }

    var order: String {
        guard sheet.findings.count < sum.count else { return "Largest impact first." }
        let first = (sheet.number - 1) * FindingAddresses.findingsPerPage + 1
        let last = first + sheet.findings.count - 1
        return "\(first.counted) to \(last.counted) of \(sum.count.counted), largest impact first."
    }

    var cut: String? {
        let shown = sheets.reduce(0) { $0 + $1.findings.count }
        guard shown < sum.count else { return nil }
        let impact = sheets.reduce(Money.zero) { $0 + $1.impact }
        return "\(Words.counted(sum.count - shown, "more finding")) with less money behind them, "
            + "\((sum.impact - impact).figure) in all, would make more pages than can be read."
    }

    func file(_ number: Int) -> String? { sheets.first { $0.number == number }?.file }
}

private extension RuleSheet {
    /// Its name in the folder of the rules' pages.
    var file: String { String(path.dropFirst("rules/".count)) }
}
