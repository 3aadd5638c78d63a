internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension IndexPage {
    /// More unreadable cells than this are counted and not listed.
    static let unreadableLimit = 500
    private static let largestLimit = 10

    init(_ facts: PageFacts, files: [FileLink]) {
        let (outcome, run, breakdown) = (facts.outcome, facts.run, facts.breakdown)
        let limitations = Limitation.all(outcome.available)
        let off = Catalogue.switchedOff(outcome.available)
        let found = facts.catalogue.filter { breakdown.sum($0.id).count > 0 }
        let quiet = facts.catalogue.filter { breakdown.sum($0.id).count == 0 && !off.contains($0.id) }
        let subjects = SubjectList.all(facts.subjects)
        self.init(
            title: "Reconciliation as of \(outcome.asOf)",
            verdict: Words.verdict(
                facts.open, accepted: run.accepted.total, unreadable: outcome.unreadable.count),
            news: facts.news.map { [NewsLine(count: $0.count, address: NewsPage.path, rest: $0.rest)] } ?? [],
            state: facts.open.worstSeverity?.rawValue ?? "clean",
            withheld: WithheldSection(run.withheld).map { [$0] } ?? [],
            notices: Notices.all(outcome, facts.openFindings, lost: run.history.lost),
            newest: Notices.newest(outcome).map { [$0] } ?? [],
            asOf: outcome.asOf.moment,
            runID: run.runID,
            toolVersion: run.toolVersion, history: [HistorySection(facts)],
            accepted: AcceptedSection(run.accepted).map { [$0] } ?? [],
            severities: Severity.allCases.map { SumRow($0, facts.open) },
            leadingCauses: LeadingCauses(facts).map { [$0] } ?? [],
            hasFindings: !outcome.findings.isEmpty, moneySentence: facts.moneySentence,
            bySeverity: .bySeverity(facts.open), byFamily: .byFamily(facts),
            largest: facts.openFindings.largest(Self.largestLimit).map { LargestRow($0, facts) },
            repairs: RepairRow.all(facts.openFindings),
            repairsFirst: run.audience == .admin && !outcome.findings.isEmpty,
            scripts: RepairScriptRow.all(facts), hasScripts: files.contains { $0.path == "repairs/" },
            rules: found.map { RuleRow($0, breakdown) },
            hasQuiet: !quiet.isEmpty,
            quietNote: "\(Words.counted(quiet.count, "rule")) found nothing",
            quiet: quiet.map(QuietRow.init),
            subjects: subjects, hasSubjects: !subjects.isEmpty, files: files,
            tables: outcome.totals.map(TableRow.init),
            settings: outcome.settings.named.map(FactRow.init)
                + [FactRow(name: "exposure compared with", value: outcome.exposure.words)]
                + run.options.map { FactRow(name: $0.name, value: $0.value) },
            provenance: run.provenance.map { FactRow(name: $0.name, value: $0.value) },
            isComplete: limitations.isEmpty && outcome.unreadable.isEmpty
                && breakdown.sum("price.unverifiable").count == 0,
            hasLimitations: !limitations.isEmpty, limitations: limitations.map(LimitationRow.init),
            switchedOff: off.isEmpty ? [] : [Words.switchedOff(off)],
            unverifiable: Self.unverifiable(breakdown.sum("price.unverifiable").count),
            hasUnreadable: !outcome.unreadable.isEmpty,
            unreadable: outcome.unreadable.prefix(Self.unreadableLimit).map(UnreadableRow.init),
            unreadableNote: Self.unreadableNote(outcome.unreadable.count))
    }

    private static func unverifiable(_ count: Int) -> [String] {
        count == 0 ? [] : ["\(Words.counted(count, "price")) could not be computed again: cost or margin is missing."]
    }

    private static func unreadableNote(_ count: Int) -> String {
        let sentence = "\(Words.counted(count, "cell")) that could not be used."
        guard count > unreadableLimit else { return sentence }
        return sentence + " The first \(unreadableLimit) are shown; manifest.json lists them all."
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
    init(_ severity: Severity, _ open: Breakdown) {
        self.init(
            name: severity.rawValue, count: open.sum(severity).count.counted,
            atRisk: (open.atRiskBySeverity[severity] ?? .zero).amount)
    }
}

private extension IndexPage.RuleRow {
    init(_ rule: RuleDescription, _ breakdown: Breakdown) {
        let sum = breakdown.sum(rule.id)
        self.init(
            rule: rule.id.description, title: rule.title,
            severity: (breakdown.worst[rule.id] ?? rule.severity).rawValue, count: sum.count.counted,
            impact: sum.impact.figure)
    }
}

private extension IndexPage.QuietRow {
    init(_ rule: RuleDescription) {
        self.init(rule: rule.id.description, title: rule.title)
    }
}

private extension IndexPage.LargestRow {
    init(_ finding: Finding, _ facts: PageFacts) {
        let age = facts.run.history.age(of: finding)
        self.init(
            address: facts.addresses.address(of: finding.id).map { [$0] } ?? [], rule: finding.rule.description,
            severity: finding.severity.rawValue,
            key: finding.key.words,
            about: facts.subjects.page(of: finding.subject).map { [$0.address] } ?? [], since: age.since,
            notes: age.notes, impact: finding.impact.figure, explanation: finding.explanation.prose)
    }
}

private extension IndexPage.TableRow {
    init(_ total: TableTotal) {
        self.init(
            table: total.table.name, rows: total.rows.counted, used: total.rows(.used).counted,
            deleted: total.rows(.deleted).counted, unreadable: total.rows(.unreadable).counted,
            unattached: total.rows(.unattached).counted)
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
