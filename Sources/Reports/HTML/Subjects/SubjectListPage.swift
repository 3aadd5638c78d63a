internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the list of all sessions, clients or batches that have a page shows.
struct SubjectListPage {
    let title: String
    let asOf: String
    let runID: String
    let toolVersion: String
    /// Which they are, of all that there are.
    let sentence: String
    /// The heads of the columns between the name and the findings.
    let columns: [Column]
    let rows: [Row]

    struct Column {
        let name: String
        /// `number` for what is set to the right, else `value`.
        let kind: String
    }

    struct Row {
        let subject: Linked
        let cells: [Cell]
        /// The worst severity; none without findings.
        let severity: [String]
        let findings: String
        let new: String
        let impact: String
    }

    struct Cell {
        let kind: String
        let text: String
    }
}

/// A list of subjects, as the front page names it.
struct SubjectList {
    let name: String
    let count: String
    /// From the report's root.
    let address: String
}

extension SubjectList {
    /// Those that have any.
    static func all(_ pages: SubjectPages) -> [SubjectList] {
        [
            Self(pages.sessions.count, "session", "sessions"), Self(pages.clients.count, "client", "clients"),
            Self(pages.batches.count, "batch", "batches"),
        ]
        .compactMap(\.self)
    }

    private init?(_ count: Int, _ one: String, _ many: String) {
        guard count > 0 else { return nil }
        self.init(
            name: many.prefix(1).uppercased() + many.dropFirst(), count: Words.counted(count, one, many),
            address: "\(many)/index.html")
    }
}

extension SubjectListPage {
    static func sessions(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.sessions
        return Self(
            "Sessions", facts,
            "\(Words.counted(details.count, "session")) with findings, the worst and largest if there are more.",
            [("Room", "value"), ("Status", "value"), ("Client", "value"), ("Cart", "number"), ("Order", "number")],
            details.map { detail in
                (
                    findings.links.linked(detail.session.id, detail.session.id.description),
                    findings.sum(of: detail.session.id),
                    [
                        detail.session.roomCode, Codes.words(detail.session.status.description),
                        detail.clientName ?? "–",
                        detail.cartValue.figure, detail.keptOrder?.order.total.figure ?? "–",
                    ]
                )
            })
    }

    static func clients(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.clients
        return Self(
            "Clients", facts,
            "\(Words.counted(details.count, "client")) of the \(facts.outcome.credit.count) in credit.csv.",
            [
                ("Name", "value"), ("Level", "value"), ("Limit", "number"), ("Posted", "number"),
                ("Projected", "number"),
            ],
            details.map(\.credit).map { credit in
                (
                    findings.links.linked(credit.client, credit.client.description), findings.sum(of: credit.client),
                    [
                        credit.clientName ?? "–", credit.level.rawValue.lowercased(), credit.limit?.figure ?? "–",
                        credit.posted.figure, credit.projected.figure,
                    ]
                )
            })
    }

    static func batches(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.batches
        return Self(
            "Batches", facts,
            "\(Words.counted(details.count, "batch", "batches")) of the \(facts.outcome.holds.count) in holds.csv.",
            [
                ("Code", "value"), ("Product", "value"), ("Available", "number"), ("Soft hold", "number"),
                ("Net available", "number"),
            ],
            details.map { detail in
                (
                    findings.links.linked(detail.hold.batch, detail.hold.batch.description),
                    findings.sum(of: detail.hold.batch),
                    [
                        detail.hold.code, detail.productName ?? "–", detail.hold.available.figure,
                        detail.hold.softHold.figure, detail.hold.netAvailable.figure,
                    ]
                )
            })
    }

    /// What has findings, the most money first; then the rest; among equals, as they come.
    private static func sorted(_ rows: [ListedSubject]) -> [ListedSubject] {
        rows.enumerated().sorted { one, other in
            let (left, right) = (one.element.found, other.element.found)
            if (left.count > 0) != (right.count > 0) { return left.count > 0 }
            return left.money == right.money ? one.offset < other.offset : left.money > right.money
        }.map(\.element)
    }

    private typealias ListedSubject = (subject: Linked, found: FindingSum, cells: [String])

    private init(
        _ title: String, _ facts: PageFacts, _ sentence: String, _ columns: [(name: String, kind: String)],
        _ rows: [ListedSubject]
    ) {
        self.init(
            title: title, asOf: facts.outcome.asOf.moment, runID: facts.run.runID,
            toolVersion: facts.run.toolVersion, sentence: sentence,
            columns: columns.map { Column(name: $0.name, kind: $0.kind) },
            rows: Self.sorted(rows).map { row in
                Row(
                    subject: row.subject,
                    cells: zip(columns, row.cells).map { Cell(kind: $0.kind, text: $1) },
                    severity: row.found.severity, findings: row.found.count.counted, new: row.found.new.counted,
                    impact: row.found.impact)
            })
    }
}
