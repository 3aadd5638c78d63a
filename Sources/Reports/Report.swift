internal import Common
public import FoundationEssentials
public import Reconciliation

/// A run's report: the tables, the repairs, the pages and the manifest that vouches for them.
public struct Report: Sendable {
    private let outcome: Outcome
    private let catalogue: [RuleDescription]
    private let run: RunFacts

    /// - Parameter catalogue: Every rule that ran, in the order of the report, also those that found nothing.
    public init(outcome: Outcome, catalogue: [RuleDescription], run: RunFacts) {
        let known = Set(catalogue.map(\.id))
        precondition(
            outcome.findings.allSatisfy { known.contains($0.rule) }, "a finding's rule is not in the catalogue")
        self.outcome = outcome
        self.catalogue = catalogue
        self.run = run
    }

    /// Writes the report into an empty folder.
    ///
    /// - Parameters:
    ///   - templates: The folder of the pages' templates; they are checked before anything is written.
    ///   - repairs: Writes the repair scripts into a folder that exists and is empty, before the pages that link to them
    ///     and the manifest that vouches for them. The folder is removed again when nothing is written into it.
    public func write(into folder: URL, templates: URL, repairs: @Sendable (URL) throws -> Void) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let pages = try Pages(templates: templates, style: run.style)
        let facts = try writeTablesBesideSubjects(into: folder, pages, repairs)
        try pages.write(facts, into: folder)
        let files = try Manifest.File.all(in: folder)
        let evidence = try pages.writeEvidence(facts, files: files, into: folder)
        let timings = run.timings + [RunFacts.Timing("report", clock.now - start)]
        try Manifest(outcome: outcome, run: run, timings: timings, files: files + [evidence]).write(into: folder)
    }

    /// Tables and document know nothing of each other, nor of the scripts and the pages that link to these.
    private func writeTablesBesideSubjects(
        into folder: URL, _ pages: Pages, _ repairs: @Sendable (URL) throws -> Void
    ) throws -> PageFacts {
        let facts = try inParallel(3) { part -> PageFacts? in
            switch part {
            case 0: try CSVFiles.write(outcome, history: run.history, into: folder)
            case 1: try ReconciliationXML(outcome: outcome, catalogue: catalogue, run: run).write(into: folder)
            default:
                try writeRepairs(into: folder.appendingPathComponent("repairs"), repairs)
                let facts = pageFacts(in: folder)
                try pages.writeParts(facts, into: folder)
                return facts
            }
            return nil
        }
        return facts.compactMap(\.self)[0]
    }

    private func pageFacts(in folder: URL) -> PageFacts {
        PageFacts(
            outcome: outcome, catalogue: catalogue, run: run,
            scripts: RepairScriptPaths(catalogue, withheld: run.withheld, in: folder))
    }

    /// Writes findings.csv and nothing else: what a benchmark measures the report by.
    ///
    /// - Throws: what the report throws when the file cannot be written.
    public func writeFindings(into folder: URL) throws {
        try CSVTable.findings.write(outcome.findings, into: folder)
    }

    private func writeRepairs(into folder: URL, _ write: (URL) throws -> Void) throws {
        try OutputFolder.create(folder)
        try write(folder)
        if try OutputFolder.files(in: folder).isEmpty { try FileManager.default.removeItem(at: folder) }
    }
}
