internal import Common
internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

extension Manifest {
    /// - Parameter files: Every other file of the run, as it is in its folder.
    init(outcome: Outcome, run: RunFacts, timings: [RunFacts.Timing], files: [File]) throws(PublicationError) {
        self.init(
            tool: Tool(name: "tieout", version: run.toolVersion, build: run.build),
            runID: run.runID,
            asOf: outcome.asOf.exactDescription,
            settings: Dictionary(outcome.settings.named.map { ($0.name, $0.value) }) { _, last in last },
            options: Dictionary(run.options.map { ($0.name, $0.value) }) { _, last in last },
            provenance: run.provenance.map { Fact(name: $0.name, value: $0.value) },
            missing: Limitation.all(outcome.available).map(Missing.init),
            inputs: Limitation.present(outcome.available).map(\.name),
            exposure: Exposure(
                basis: outcome.exposure.basis.rawValue, differFromOrders: outcome.exposure.differFromOrders,
                differFromInvoices: outcome.exposure.differFromInvoices),
            newestTime: outcome.newestTime?.exactDescription,
            rulesSwitchedOff: Catalogue.switchedOff(outcome.available).map(\.description),
            tables: outcome.totals.map(TableRows.init),
            unreadable: outcome.unreadable.map(Unreadable.init),
            findings: Findings(Breakdown(outcome.findings, believable: outcome.mostBelievable)),
            accepted: Accepted(outcome.findings, run.accepted),
            repairsWithheld: RepairsWithheld(run.withheld),
            history: Comparison(HistorySums(outcome, run.history, run.accepted), run.history),
            files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
            previousManifest: try run.previousManifest.flatMap(Previous.init),
            timings: timings.map(Timing.init))
    }
}

private extension Manifest.RepairsWithheld {
    init?(_ withheld: Withheld) {
        guard !withheld.isEmpty else { return nil }
        everything = withheld.everything
        rules = Dictionary(uniqueKeysWithValues: withheld.rules.map { ($0.key.description, $0.value) })
    }
}

private extension Manifest.Missing {
    init(_ limitation: Limitation) {
        self.init(
            table: limitation.table.name, column: limitation.column, effect: limitation.effect,
            weakens: limitation.weakens)
    }
}

private extension Manifest.TableRows {
    init(_ total: TableTotal) {
        self.init(
            table: total.table.name, rows: total.rows, used: total.rows(.used), deleted: total.rows(.deleted),
            unreadable: total.rows(.unreadable), unattached: total.rows(.unattached))
    }
}

private extension Manifest.Unreadable {
    init(_ cell: UnreadableCell) {
        self.init(
            table: cell.table.name, id: cell.rowID, column: cell.defect.column, reason: cell.defect.reason.rawValue)
    }
}

private extension Manifest.Findings {
    init(_ breakdown: Breakdown) {
        self.init(
            total: Manifest.Count(breakdown.total),
            bySeverity: Dictionary(
                uniqueKeysWithValues: Severity.allCases.map {
                    ($0.rawValue, Manifest.Count(breakdown.bySeverity[$0] ?? Breakdown.Sum()))
                }),
            byRule: Dictionary(
                uniqueKeysWithValues: breakdown.byRule.map { ($0.key.description, Manifest.Count($0.value)) }))
    }
}

private extension Manifest.Accepted {
    init(_ findings: [Reconciliation.Finding], _ accepted: AcceptedFindings) {
        let known = accepted.accepted(findings)
        self.init(
            total: Manifest.Count(accepted.total),
            bySeverity: Breakdown(known).bySeverity.reduce(into: [:]) {
                $0[$1.key.rawValue] = Manifest.Count($1.value)
            },
            findings: known.compactMap { finding in
                accepted.acceptance(of: finding).map { Finding(finding.id, $0) }
            },
            notices: accepted.entries.compactMap(\.sentence))
    }
}

private extension Manifest.Accepted.Finding {
    init(_ id: FindingID, _ acceptance: Acceptance) {
        self.init(
            findingID: id.description, place: acceptance.place, by: acceptance.by, until: acceptance.until.day,
            upTo: acceptance.limit.formatted, reason: acceptance.reason)
    }
}

private extension Manifest.Comparison {
    init(_ sums: HistorySums, _ history: History) {
        self.init(
            previousRun: history.previous?.run, new: sums.new.count, open: sums.open.count,
            resolved: Manifest.Count(sums.settled), skipped: history.skipped)
    }
}

private extension Manifest.Count {
    init(_ sum: Breakdown.Sum) {
        self.init(findings: sum.count, impact: sum.impact.formatted)
    }
}

private extension Manifest.Timing {
    init(_ timing: RunFacts.Timing) {
        self.init(step: timing.step, milliseconds: timing.duration.milliseconds)
    }
}

extension Manifest.File {
    /// Every file below a folder, by path. They are read back: what is vouched for is what is there.
    static func all(in folder: URL) throws(PublicationError) -> [Manifest.File] {
        let paths = try OutputFolder.files(in: folder)
        return try inParallel(paths.count, threads: processorCount) {
            (place) throws(PublicationError) in try one(paths[place], in: folder)
        }
    }

    /// One file below a folder.
    static func one(_ path: String, in folder: URL) throws(PublicationError) -> Manifest.File {
        let digest = try FileDigest(of: folder.appendingPathComponent(path))
        return Manifest.File(path: path, bytes: digest.bytes, sha256: digest.sha256)
    }
}

extension Manifest.Previous {
    /// Nil for the first run, which has none before it.
    init?(_ manifest: URL) throws(PublicationError) {
        guard FileManager.default.fileExists(atPath: manifest.path) else { return nil }
        run = manifest.deletingLastPathComponent().resolvingSymlinksInPath().lastPathComponent
        sha256 = try FileDigest(of: manifest).sha256
    }
}
