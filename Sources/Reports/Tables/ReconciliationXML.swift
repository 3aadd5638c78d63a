internal import CLibXML2
internal import Common
internal import FinancialMath
internal import FoundationEssentials
internal import LiveShopping
internal import Reconciliation

/// reconciliation.xml: what the CSV files say, in one document for other programs, with the schema beside it.
///
/// Values are written as in the CSV files, but without the guard against formulas; what is empty there because it does
/// not apply is left out here. The same snapshot and settings give the same bytes.
struct ReconciliationXML {
    static let fileName = "reconciliation.xml"
    static let namespace = "urn:tieout:reconciliation:1"

    let outcome: Outcome
    let catalogue: [RuleDescription]
    let run: RunFacts

    /// Writes the document and its schema into a folder, and checks the one by the other.
    func write(into folder: URL) throws(PublicationError) {
        guard run.document != .none else { return }
        try OutputFile.write(
            ReconciliationSchema.text, to: folder.appendingPathComponent(ReconciliationSchema.fileName))
        let document = folder.appendingPathComponent(Self.fileName)
        try write(to: document)
        try SchemaValidator.requireValid(document, by: ReconciliationSchema.text)
    }

    private func write(to url: URL) throws(PublicationError) {
        let breakdown = Breakdown(outcome.findings)
        var file = try XMLFile(creating: url)
        file.schema(at: ReconciliationSchema.fileName)
        file.open("reconciliation")
        file.attribute("xmlns", Self.namespace)
        file.attribute("run", run.runID)
        file.attribute("rows", run.document.rawValue)
        file.attribute("as_of", outcome.asOf.exactDescription)
        file.attribute("findings", String(breakdown.total.count))
        file.attribute("impact", breakdown.total.impact.formatted)
        try writeRun(breakdown, to: &file)
        try writeResults(to: &file)
        try file.close()
        try file.finish()
    }

    /// How the run was made: nothing of when and where, which would differ from run to run.
    private func writeRun(_ breakdown: Breakdown, to file: inout XMLFile) throws(PublicationError) {
        let settings = outcome.settings.named + run.options.map { ($0.name, $0.value) }
        try XMLList.settings.write(settings, to: &file)
        try XMLList.columns.write(SourceColumn.all(outcome.available), to: &file)
        try XMLList.limitations.write(Limitation.all(outcome.available), to: &file)
        try XMLList.rules.write(RuleSum.all(catalogue, breakdown, outcome.available), to: &file)
    }

    private func writeResults(to file: inout XMLFile) throws(PublicationError) {
        try XMLList.findings(run.accepted).write(outcome.findings, to: &file)
        let subjects = DocumentSubjects(run.document, outcome.findings)
        try XMLList.sessions.write(subjects.sessions.rows(of: outcome.sessions) { $0.session }, to: &file)
        try XMLList.prices.write(subjects.items.rows(of: outcome.prices) { $0.item }, to: &file)
        try XMLList.credit.write(subjects.clients.rows(of: outcome.credit) { $0.client }, to: &file)
        try XMLList.holds.write(subjects.batches.rows(of: outcome.holds) { $0.batch }, to: &file)
        try XMLList.totals.write(TotalLine.lines(outcome.totals), to: &file)
        try XMLList.unreadable.write(outcome.unreadable, to: &file)
    }
}

/// Whose rows the document holds.
private struct DocumentSubjects {
    let sessions: Members<Session>
    let items: Members<CartItem>
    let clients: Members<Client>
    let batches: Members<Batch>

    /// Everything, or the ids that findings.csv names.
    init(_ scope: RunFacts.DocumentScope, _ findings: [Finding]) {
        func members<Entity>(_ subject: KeyPath<Subject, ID<Entity>?>) -> Members<Entity> {
            Members(ids: scope == .full ? nil : Set(findings.compactMap { $0.subject[keyPath: subject] }))
        }
        sessions = members(\.session)
        items = members(\.item)
        clients = members(\.client)
        batches = members(\.batch)
    }

    struct Members<Entity> {
        /// Nil is all.
        let ids: Set<ID<Entity>>?

        /// The rows that are theirs, of rows that are sorted by whose they are: those of others are not even made.
        func rows<Rows: RandomAccessCollection & Sendable>(
            of rows: Rows, by id: @escaping (Rows.Element) -> ID<Entity>
        ) -> AnySequence<Rows.Element> where Rows.Index == Int {
            guard let ids else { return AnySequence(rows) }
            return AnySequence(
                ids.sorted().lazy.flatMap { wanted in
                    rows[rows.firstPlace { id($0) >= wanted }...].prefix { id($0) == wanted }
                })
        }
    }
}

// MARK: - Lists of what was found and recomputed

extension XMLList<Finding> {
    static func findings(_ accepted: AcceptedFindings) -> Self {
        XMLList(
            "findings", of: "finding",
            "One thing that does not tie out. What a finding is not about is left out.",
            CSVTable.findings.columns + accepted.columns, long: ["explanation"])
    }
}

extension XMLList<SessionResult> {
    static var sessions: Self {
        XMLList("sessions", of: "session", "What a session that is over came to.", CSVTable.sessions.columns)
    }
}

extension XMLList<PriceResult> {
    static var prices: Self {
        XMLList("prices", of: "price", "What the price hierarchy gives for a cart item.", CSVTable.prices.columns)
    }
}

extension XMLList<CreditResult> {
    static var credit: Self {
        XMLList("credit", of: "client", "What a client owes and may owe.", CSVTable.credit.columns)
    }
}

extension XMLList<HoldResult> {
    static var holds: Self { XMLList("holds", of: "batch", "What is promised of a batch.", CSVTable.holds.columns) }
}

extension XMLList<TotalLine> {
    static var totals: Self {
        XMLList(
            "totals", of: "total",
            "What became of the rows of a table; with a column, of the amounts in it.", CSVTable.totals.columns)
    }
}
