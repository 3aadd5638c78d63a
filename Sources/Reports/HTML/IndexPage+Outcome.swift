internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension IndexPage {
    /// More unreadable cells than this are counted and not listed.
    static let unreadableLimit = 500
    private static let largestLimit = 10

    init(outcome: Outcome, catalogue: [RuleDescription], run: RunFacts, breakdown: Breakdown, files: [FileLink]) {
        let limitations = Limitation.all(outcome.available)
        let off = SwitchedOff.rules(outcome.available)
        self.init(
            title: "Reconciliation as of \(outcome.asOf)",
            verdict: Words.verdict(breakdown, unreadable: outcome.unreadable.count),
            state: breakdown.worstSeverity?.rawValue ?? "clean",
            asOf: outcome.asOf.description, runID: run.runID, toolVersion: run.toolVersion,
            impactTotal: breakdown.total.impact.formatted,
            severities: Severity.allCases.map { SumRow($0.rawValue, breakdown.sum($0)) },
            families: Self.families(catalogue, breakdown, off: off),
            leadingCauses: LeadingCauses(outcome).map { [$0] } ?? [],
            hasFindings: !outcome.findings.isEmpty,
            largest: outcome.findings.largest(Self.largestLimit).map(LargestRow.init),
            files: files,
            tables: outcome.totals.map(TableRow.init),
            settings: outcome.settings.named.map(FactRow.init)
                + run.options.map { FactRow(name: $0.name, value: $0.value) },
            provenance: run.provenance.map { FactRow(name: $0.name, value: $0.value) },
            isComplete: limitations.isEmpty && outcome.unreadable.isEmpty,
            hasLimitations: !limitations.isEmpty, limitations: limitations.map(LimitationRow.init),
            switchedOff: off.isEmpty ? [] : [Words.switchedOff(off)],
            hasUnreadable: !outcome.unreadable.isEmpty,
            unreadable: outcome.unreadable.prefix(Self.unreadableLimit).map(UnreadableRow.init),
            unreadableNote: Self.unreadableNote(outcome.unreadable.count))
    }

    private static func unreadableNote(_ count: Int) -> String {
        let sentence = "\(Words.count(count, "cell")) that could not be counted with."
        guard count > unreadableLimit else { return sentence }
        return sentence + " The first \(unreadableLimit) are shown; manifest.json lists them all."
    }

    private static func families(
        _ catalogue: [RuleDescription], _ breakdown: Breakdown, off: [RuleID]
    ) -> [FamilyRow] {
        var names: [String] = []
        for rule in catalogue where !names.contains(rule.id.family) { names.append(rule.id.family) }
        return names.map { name in
            let sum = breakdown.sum(family: name)
            return FamilyRow(
                name: name, count: String(sum.count), impact: sum.impact.formatted,
                rules: catalogue.filter { $0.id.family == name }.map {
                    RuleRow($0, breakdown, isOff: off.contains($0.id))
                })
        }
    }
}

extension [Finding] {
    /// So many of them with the most money behind them; among equals, those that come first.
    func largest(_ count: Int) -> [Finding] {
        let order = indices.sorted { one, other in
            self[one].impact == self[other].impact ? one < other : self[one].impact > self[other].impact
        }
        return order.prefix(count).map { self[$0] }
    }
}

private extension IndexPage.SumRow {
    init(_ name: String, _ sum: Breakdown.Sum) {
        self.init(name: name, count: String(sum.count), impact: sum.impact.formatted)
    }
}

private extension IndexPage.RuleRow {
    init(_ rule: RuleDescription, _ breakdown: Breakdown, isOff: Bool) {
        let sum = breakdown.sum(rule.id)
        self.init(
            rule: rule.id.description, title: rule.title,
            severity: (breakdown.worst[rule.id] ?? rule.severity).rawValue, count: String(sum.count),
            impact: sum.impact.formatted, hasFindings: sum.count > 0,
            quiet: isOff ? "not checked: columns missing" : "nothing found")
    }
}

private extension IndexPage.LargestRow {
    init(_ finding: Finding) {
        self.init(
            findingID: finding.id.description, rule: finding.rule.description, severity: finding.severity.rawValue,
            key: finding.key.description, impact: finding.impact.formatted, explanation: finding.explanation)
    }
}

private extension IndexPage.TableRow {
    init(_ total: TableTotal) {
        self.init(
            table: total.table.name, rows: String(total.rows), used: String(total.rows(.used)),
            deleted: String(total.rows(.deleted)), unreadable: String(total.rows(.unreadable)),
            unattached: String(total.rows(.unattached)))
    }
}

private extension IndexPage.LimitationRow {
    init(_ limitation: Limitation) {
        self.init(
            missing: limitation.name, effect: limitation.effect,
            rules: limitation.weakens.isEmpty ? "none" : limitation.weakens.joined(separator: ", "))
    }
}

private extension IndexPage.UnreadableRow {
    init(_ cell: UnreadableCell) {
        self.init(
            table: cell.table.name, id: cell.rowID.map(String.init) ?? "", column: cell.defect.column,
            reason: cell.defect.reason.rawValue)
    }
}
