internal import FinancialMath
internal import Foundation
internal import LiveShopping
internal import Reconciliation

/// The pages that people read: the index, and one a rule that found something.
struct Pages {
    private let templates: TemplateLibrary

    /// Reads and checks the templates; nothing is written before they are found good.
    init(templates folder: URL) throws(PublicationError) {
        templates = try TemplateLibrary(folder, pages: PageSamples.all)
    }

    /// Writes the pages into a folder that holds the run's other files, to which they link.
    func write(
        _ outcome: Outcome, catalogue: [RuleDescription], run: RunFacts, into folder: URL
    ) throws(PublicationError) {
        let breakdown = Breakdown(outcome.findings)
        let index = IndexPage(
            outcome: outcome, catalogue: catalogue, run: run, breakdown: breakdown,
            files: IndexPage.FileLink.present(in: folder))
        try OutputFile.write(templates.render("index", with: index), to: folder.appendingPathComponent("index.html"))
        if outcome.causes.contains(where: \.isShared) {
            try OutputFile.write(
                templates.render("causes", with: CausesPage(outcome, run: run)),
                to: folder.appendingPathComponent("causes.html"))
        }
        try writeRules(outcome, catalogue, run, breakdown, into: folder)
    }

    private func writeRules(
        _ outcome: Outcome, _ catalogue: [RuleDescription], _ run: RunFacts, _ breakdown: Breakdown, into folder: URL
    ) throws(PublicationError) {
        let findings = Dictionary(grouping: outcome.findings, by: \.rule)
        let rules = folder.appendingPathComponent("rules")
        if !findings.isEmpty { try OutputFolder.create(rules) }
        for rule in catalogue {
            guard let found = findings[rule.id] else { continue }
            let script = "repairs/\(rule.id).sql"
            let page = RulePage(
                rule, findings: found, sum: breakdown.sum(rule.id), asOf: outcome.asOf, run: run,
                script: OutputFolder.kind(folder.appendingPathComponent(script).path) == nil ? nil : script,
                blast: BlastSection(rule.id, outcome.proposals, outcome.stakes))
            try OutputFile.write(
                templates.render("rule", with: page), to: rules.appendingPathComponent("\(rule.id).html"))
        }
    }
}

extension IndexPage.FileLink {
    /// What a run may leave beside its pages, and what that is.
    private static let known: [(path: String, content: String)] = [
        ("findings.csv", "every finding, one a line"),
        ("sessions.csv", "what each session that is over came to: cart, order, variance"),
        ("prices.csv", "the prices that differ, and what the hierarchy gives"),
        ("credit.csv", "what each client owes, posted and projected"),
        ("holds.csv", "what is promised of each batch"),
        ("totals.csv", "what was read, table by table"),
        ("reconciliation.xml", "the same for other programs"),
        ("reconciliation.xsd", "what reconciliation.xml promises, as an XML Schema"),
        ("repairs/README.txt", "how to read, rehearse, apply and undo the repair scripts"),
        ("repairs/", "the repair scripts"),
    ]

    /// Those that are there, and the manifest, which is always written, but last.
    fileprivate static func present(in folder: URL) -> [Self] {
        let present = known.filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.path).path)
        }
        return present.map { Self(path: $0.path, content: $0.content) }
            + [Self(path: Manifest.fileName, content: "inputs, settings, versions, a hash of every file")]
    }
}
