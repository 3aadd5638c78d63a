internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

extension EvidencePage {
    /// - Parameters:
    ///   - files: What the run has written, but for this page and the manifest.
    ///   - previous: The manifest that this run's manifest vouches for.
    init(_ facts: PageFacts, files: [Manifest.File], previous: Manifest.Previous?) {
        let (outcome, run) = (facts.outcome, facts.run)
        let off = Catalogue.switchedOff(outcome.available)
        self.init(
            title: "Evidence", asOf: outcome.asOf.description, runID: run.runID, toolVersion: run.toolVersion,
            facts: [
                FactRow(name: "run", value: run.runID), FactRow(name: "as of", value: outcome.asOf.exactDescription),
            ] + run.provenance.map { FactRow(name: $0.name, value: $0.value) } + [
                FactRow(name: "made by", value: "tieout \(run.toolVersion) (\(run.build))")
            ],
            settings: outcome.settings.named.map { FactRow(name: $0.name, value: $0.value) }
                + run.options.map { FactRow(name: $0.name, value: $0.value) },
            totals: outcome.totals.flatMap(TotalRow.rows), hasStatements: !run.statements.isEmpty,
            hasDoubt: run.provenance.contains { $0.name == "one moment" },
            statements: run.statements.map { StatementRow(table: $0.table.name, sql: $0.sql) },
            rulesNote: Self.rulesNote(facts.catalogue.count, off: off.count),
            rules: facts.catalogue.map { RuleRow($0, isOff: off.contains($0.id), facts.breakdown) },
            files: files.prefix(Self.fileLimit).map(FileRow.init), filesNote: Self.filesNote(files.count),
            previous: previous.map { [PreviousRow(run: $0.run, sha256: $0.sha256)] } ?? [])
    }

    private static func rulesNote(_ count: Int, off: Int) -> String {
        let checked = "\(count - off) of \(Words.count(count, "rule")) were checked."
        return off == 0 ? checked : checked + " The others look at columns that this database does not have."
    }

    private static func filesNote(_ count: Int) -> String {
        let note =
            "\(Words.count(count, "file")) of this run, without this page and \(Manifest.fileName), "
            + "which is written last and vouches for this page too."
        guard count > fileLimit else { return note }
        return note + " The first \(fileLimit) are shown; \(Manifest.fileName) has them all."
    }
}

private extension EvidencePage.TotalRow {
    /// The table's rows, then each of its amounts.
    static func rows(_ total: TableTotal) -> [Self] {
        let rows = Self(
            what: total.table.name, isRows: true, read: total.rows.counted, used: total.rows(.used).counted,
            deleted: total.rows(.deleted).counted, unreadable: total.rows(.unreadable).counted,
            unattached: total.rows(.unattached).counted)
        return [rows] + total.amounts.map { Self($0, of: total.table) }
    }

    init(_ amounts: TableTotal.AmountTotal, of table: Table) {
        let isQuantity = table.columns.contains { $0.name == amounts.column && $0.kind == .quantity }
        func text(_ sum: TableTotal.Sum) -> String {
            isQuantity ? Quantity(converting: sum.amount).exactFigure : sum.amount.exactFigure
        }
        func part(_ disposition: Disposition) -> String { text(amounts.sums[disposition] ?? TableTotal.Sum()) }
        self.init(
            what: "\(table.name).\(amounts.column)", isRows: false, read: text(amounts.read), used: part(.used),
            deleted: part(.deleted), unreadable: part(.unreadable), unattached: part(.unattached))
    }
}

private extension EvidencePage.RuleRow {
    init(_ rule: RuleDescription, isOff: Bool, _ breakdown: Breakdown) {
        self.init(
            rule: rule.id.description, title: rule.title, severity: rule.severity.rawValue,
            state: isOff ? "not checked: columns missing" : "checked",
            count: breakdown.sum(rule.id).count.counted)
    }
}

private extension EvidencePage.FileRow {
    init(_ file: Manifest.File) {
        self.init(path: file.path, bytes: String(file.bytes), sha256: file.sha256)
    }
}
