internal import Common
internal import FoundationEssentials
internal import Reconciliation

/// The pages that people read: the index, those of each rule that found something, and
/// those of single sessions, clients and batches.
struct Pages {
    private let templates: TemplateLibrary

    /// Every page that has a template of its own.
    static let all: [any TemplatePage.Type] = [
        IndexPage.self, NewsPage.self, CausesPage.self, FindingListPage.self, RulePage.self, SessionPage.self,
        ClientPage.self, BatchPage.self, SubjectListPage.self, EvidencePage.self, StatementPage.self,
    ]

    /// Reads and checks the templates; nothing is written before they are found good.
    ///
    /// - Parameter style: How figures and times are written on the pages.
    init(templates folder: URL, style: FigureStyle = .neutral) throws(PublicationError) {
        templates = try TemplateLibrary(folder, pages: Self.all, style: style)
        for template in SharedFile.allCases.compactMap(\.template) { _ = try templates.text(template) }
    }

    /// Writes the pages that list the run's other files into the folder that holds them.
    func write(_ facts: PageFacts, into folder: URL) throws(PublicationError) {
        for file in SharedFile.allCases {
            guard let template = file.template else { continue }
            try OutputFile.write(templates.text(template), to: folder.appendingPathComponent(file.rawValue))
        }
        let index = IndexPage(facts, files: FileLink.present(in: folder))
        try write(index, facts, to: "index.html", in: folder)
        if !facts.sharedCauses.isEmpty { try write(CausesPage(facts), facts, to: "causes.html", in: folder) }
        if let news = NewsPage(facts) { try write(news, facts, to: NewsPage.path, in: folder) }
    }

    /// Writes a client's statement into an empty folder.
    func write(_ statement: StatementPage, into folder: URL) throws(PublicationError) {
        try OutputFile.write(
            templates.render(statement), to: folder.appendingPathComponent("index.html"))
    }

    /// Writes the pages of rules and those of single sessions, clients and batches, once the repair scripts to which they link
    /// are there.
    func writeParts(_ facts: PageFacts, into folder: URL) throws(PublicationError) {
        let subjects = SubjectWriter(facts)
        let rules = rulePages(facts)
        let folders = subjects.folders + (rules.isEmpty ? [] : ["rules"])
        for name in folders { try OutputFolder.create(folder.appendingPathComponent(name)) }
        let all = rules + subjects.pages
        // The script's texts are the largest.
        _ = try inParallel(all.count + 1, threads: processorCount) { (number) throws(PublicationError) in
            if number > 0 { return try write(all[number - 1], facts, in: folder) }
            if !rules.isEmpty { try FindingIndex(facts).write(into: folder) }
        }
    }

    private func write(_ planned: PlannedPage, _ facts: PageFacts, in folder: URL) throws(PublicationError) {
        let page = planned.make()
        try write(page, facts, to: planned.path, in: folder)
    }

    /// Writes the page for auditors, and answers with what it has become for the manifest.
    ///
    /// - Parameter files: Every file that the run has written before.
    func writeEvidence(
        _ facts: PageFacts, files: [Manifest.File], into folder: URL
    ) throws(PublicationError) -> Manifest.File {
        let page = EvidencePage(
            facts: facts, files: files, previous: try facts.run.previousManifest.flatMap(Manifest.Previous.init))
        try write(page, facts, to: EvidencePage.fileName, in: folder)
        return try Manifest.File.one(EvidencePage.fileName, in: folder)
    }

    private func rulePages(_ facts: PageFacts) -> [PlannedPage] {
        guard !facts.addresses.sheets.isEmpty else { return [] }
        let list = PlannedPage(path: "rules/index.html") { FindingListPage(facts: facts) }
        return [list]
            + facts.catalogue.flatMap { rule in
                (facts.addresses.sheets[rule.id] ?? []).map { sheet in
                    PlannedPage(path: sheet.path) { RulePage(rule, sheet, facts) }
                }
            }
    }

    private func write(
        _ page: some TemplatePage, _ facts: PageFacts, to path: String, in folder: URL
    ) throws(PublicationError) {
        try OutputFile.write(
            templates.render(page, at: path, head: facts.head), to: folder.appendingPathComponent(path))
    }
}

/// A page that can be made by itself.
struct PlannedPage: Sendable {
    /// From the report's root.
    let path: String
    let make: @Sendable () -> any TemplatePage
}

extension FileLink {
    /// What a run may leave beside its pages, and what that is.
    private static let known: [(path: String, content: String)] = [
        ("findings.csv", "every finding, one a line"),
        ("sessions.csv", "what each session that is over came to: cart, order, variance"),
        ("prices.csv", "the prices that differ, and what the hierarchy gives"),
        ("credit.csv", "what each client owes, posted and projected"),
        ("holds.csv", "what is promised of each batch"),
        ("history.csv", "what is new, what is open since when, and what is settled"),
        ("settled.csv", "what earlier runs had settled, so that what comes back is known"),
        ("totals.csv", "what was read, table by table"),
        ("reconciliation.xml", "findings and the figures that they are about, for other programs"),
        ("reconciliation.xsd", "what reconciliation.xml promises, as an XML Schema"),
        ("repairs/README.txt", "how to read, rehearse, apply and undo the repair scripts"),
        ("repairs/", "the repair scripts"),
        ("repairs/blast-radius.csv", "what the repairs affect, before and after"),
    ]

    /// Those that are there, and the manifest, which is always written, but last.
    fileprivate static func present(in folder: URL) -> [Self] {
        let present = known.filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.path).path)
        }
        return present.map { Self(path: $0.path, content: $0.content) }
            + [
                Self(
                    path: EvidencePage.fileName, content: "for auditors: control totals, statements, settings, hashes"),
                Self(path: Manifest.fileName, content: "inputs, settings, versions, a hash of every file"),
            ]
    }
}
