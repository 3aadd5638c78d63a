internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What evidence.html shows an auditor: what was read and how, what became of it, and which files came of that.
struct EvidencePage: TemplatePage {
    static let template = "evidence"
    static let fileName = "evidence.html"
    /// More files than these are in the manifest alone.
    static let fileLimit = 1_000

    let facts: PageFacts
    /// What the run has written, but for this page and the manifest.
    let files: [Manifest.File]
    /// The run whose manifest this run's manifest vouches for; nil where the chain begins.
    let previous: Manifest.Previous?

    static let tags: [PageTag<Self>] = [
        .text("title") { _ in "Evidence" },
        // The moment as it is: an auditor compares it with files.
        .text("asOf") { $0.facts.outcome.asOf.description },
        // Where the rows came from, when, through whom, and what made the report.
        .rows("facts", \.origin),
        .rows("settings") { $0.facts.settings + $0.facts.options },
        .rows("totals") { $0.facts.outcome.totals.flatMap(TotalRow.rows) },
        .flag("hasStatements") { !$0.facts.run.statements.isEmpty },
        // Some rows came from other servers, and the facts say whether all are of one moment.
        .flag("hasDoubt") { $0.facts.run.provenance.contains { $0.name == "one moment" } },
        .rows("statements") { $0.facts.run.statements.map(StatementRow.init) },
        .text("rulesNote", \.rulesNote),
        .rows("rules") { page in page.facts.catalogue.map { RuleRow(rule: $0, facts: page.facts) } },
        .rows("files") { $0.files.prefix(fileLimit).map(FileRow.init) },
        .text("filesNote", \.filesNote),
        .row("previous") { $0.previous.map(PreviousRow.init) },
    ]

    struct StatementRow: TemplateRow {
        let statement: SnapshotFacts.Statement

        static let tags: [PageTag<Self>] = [
            .text("table") { $0.statement.table.name },
            .text("sql") { $0.statement.sql },
        ]
    }

    struct FileRow: TemplateRow {
        let file: Manifest.File

        static let tags: [PageTag<Self>] = [
            .text("path") { $0.file.path },
            .text("bytes") { String($0.file.bytes) },
            .text("sha256") { $0.file.sha256 },
        ]
    }

    struct PreviousRow: TemplateRow {
        let previous: Manifest.Previous

        static let tags: [PageTag<Self>] = [
            .text("run") { $0.previous.run },
            .text("sha256") { $0.previous.sha256 },
        ]
    }
}

private extension EvidencePage {
    var origin: [NamedValue] {
        let (outcome, run) = (facts.outcome, facts.run)
        return [NamedValue("run", run.runID), NamedValue("as of", outcome.asOf.exactDescription)] + facts.provenance
            + [NamedValue("made by", "tieout \(run.toolVersion) (\(run.build))")]
    }

    var rulesNote: String {
        let (count, off) = (facts.catalogue.count, Catalogue.switchedOff(facts.outcome.available).count)
        let checked = "\(count - off) of \(Words.count(count, "rule")) were checked."
        return off == 0 ? checked : checked + " The others look at columns that this database does not have."
    }

    var filesNote: String {
        let note =
            "\(Words.count(files.count, "file")) of this run, without this page and \(Manifest.fileName), "
            + "which is written last and vouches for this page too."
        guard files.count > Self.fileLimit else { return note }
        return note + " The first \(Self.fileLimit) are shown; \(Manifest.fileName) has them all."
    }
}

/// What became of the rows of a table, or of the amounts in one of its columns.
struct TotalRow: TemplateRow {
    /// `orders`, or `orders.total`.
    let what: String
    let isRows: Bool
    let read: String
    let parts: [Disposition: String]

    static let tags: [PageTag<Self>] = [
        .text("what", \.what),
        .flag("isRows", \.isRows),
        .text("read", \.read),
        .text("used") { $0.parts[.used] ?? "" },
        .text("deleted") { $0.parts[.deleted] ?? "" },
        .text("unreadable") { $0.parts[.unreadable] ?? "" },
        .text("unattached") { $0.parts[.unattached] ?? "" },
    ]

    /// The table's rows.
    init(_ total: TableTotal) {
        self.init(total.table.name, isRows: true, read: total.rows.counted) { total.rows($0).counted }
    }

    /// The table's rows, then each of its amounts.
    static func rows(_ total: TableTotal) -> [Self] {
        [Self(total)]
            + total.amounts.map { amounts in
                let text = total.table.exactFigure(of: amounts.column)
                return Self("\(total.table.name).\(amounts.column)", isRows: false, read: text(amounts.read)) {
                    text(amounts.sums[$0] ?? TableTotal.Sum())
                }
            }
    }

    private init(_ what: String, isRows: Bool, read: String, _ part: (Disposition) -> String) {
        self.what = what
        self.isRows = isRows
        self.read = read
        parts = Dictionary(uniqueKeysWithValues: Disposition.allCases.map { ($0, part($0)) })
    }
}

private extension Table {
    /// How sums of a column are written for people.
    func exactFigure(of column: String) -> (TableTotal.Sum) -> String {
        let isQuantity = isQuantity(column)
        return { isQuantity ? Quantity(converting: $0.amount).exactFigure : $0.amount.exactFigure }
    }
}
