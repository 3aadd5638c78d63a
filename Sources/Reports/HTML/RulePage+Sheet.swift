internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension RulePage {
    init(_ rule: RuleDescription, _ sheet: RuleSheet, _ facts: PageFacts) {
        let sheets = facts.addresses.sheets[rule.id] ?? []
        let sum = facts.breakdown.sum(rule.id)
        let neighbour = { (number: Int) in sheets.filter { $0.number == number }.map(\.file) }
        self.init(
            title: rule.title, rule: rule.id.description,
            severity: (facts.breakdown.worst[rule.id] ?? rule.severity).rawValue,
            rationale: rule.rationale, remedy: rule.remedy, asOf: facts.outcome.asOf.moment,
            runID: facts.run.runID, toolVersion: facts.run.toolVersion,
            count: Self.count(sum.count, facts.acceptedByRule[rule.id] ?? 0),
            atRisk: (facts.breakdown.atRiskByRule[rule.id] ?? .zero).amount, news: Self.news(rule.id, facts),
            order: Self.order(sheet, of: sum.count),
            cut: Self.cut(sheets, sum, facts.outcome.mostBelievable),
            hasRepairs: sheets.contains { $0.findings.contains { $0.repair != .manual } },
            scripts: facts.scripts.path(of: rule.id).map { [$0] } ?? [],
            blast: sheet.number == 1 ? BlastSection(rule.id, facts).map { [$0] } ?? [] : [],
            findings: sheet.findings.map { FindingRow($0, facts.subjects, facts.run) },
            isPaged: sheets.count > 1,
            page: "page \(sheet.number) of \(sheets.count)", previous: neighbour(sheet.number - 1),
            next: neighbour(sheet.number + 1),
            numbers: sheets.map {
                PageNumber(number: String($0.number), file: $0.file, isCurrent: $0.number == sheet.number)
            })
    }

    private static func news(_ rule: RuleID, _ facts: PageFacts) -> [String] {
        facts.run.history.sentence(new: facts.newByRule[rule] ?? 0).map { [$0] } ?? []
    }

    private static func count(_ all: Int, _ accepted: Int) -> String {
        Words.counted(all, "finding") + (accepted == 0 ? "" : ", \(accepted.counted) of them accepted")
    }

    private static func order(_ sheet: RuleSheet, of count: Int) -> String {
        guard sheet.findings.count < count else { return "Largest impact first." }
        let first = (sheet.number - 1) * FindingAddresses.findingsPerPage + 1
        return
            "\(first.counted) to \((first + sheet.findings.count - 1).counted) of \(count.counted), largest impact first."
    }

    private static func cut(_ sheets: [RuleSheet], _ sum: Breakdown.Sum, _ limit: Amount?) -> [String] {
        let shown = sheets.reduce(0) { $0 + $1.findings.count }
        guard shown < sum.count else { return [] }
        let impact = sheets.reduce(Money.zero) { sum, sheet in
            sheet.findings.filter { $0.isBelievable(limit) }.reduce(sum) { $0 + $1.impact }
        }
        return [
            "\(Words.counted(sum.count - shown, "more finding")) with less money behind them, "
                + "\((sum.impact - impact).figure) in all, would make more pages than can be read."
        ]
    }
}

private extension RuleSheet {
    /// Its name in the folder of the rules' pages.
    var file: String { String(path.dropFirst("rules/".count)) }
}
