internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the list of all sessions, clients or batches that have a page shows.
struct SubjectListPage: TemplatePage {
    static let template = "subjects"

    let title: String
    /// Which they are, of all that there are.
    let sentence: String
    /// The heads of the columns between the name and the findings.
    let columns: [Column]
    /// The most money first.
    let rows: [Row]

    static let tags: [PageTag<Self>] = [
        .text("title", \.title), .text("sentence", \.sentence), .rows("columns", \.columns), .rows("rows", \.rows),
    ]

    struct Column: TemplateRow {
        let name: String
        let isNumber: Bool

        static let tags: [PageTag<Self>] = [.text("name", \.name), .text("kind", \.kind)]

        /// `number` for what is set to the right, else `value`.
        var kind: String { isNumber ? "number" : "value" }
    }

    struct Row: TemplateRow {
        let subject: Linked
        let found: FindingSum
        let cells: [Cell]

        static let tags: [PageTag<Self>] = [
            .row("subject", \.subject),
            .rows("cells", \.cells),
            // The worst severity; none without findings.
            .maybe("severity") { $0.found.severity?.rawValue },
            .text("findings") { $0.found.count.counted },
            .text("new") { $0.found.new.counted },
            .text("impact") { $0.found.money.figure },
        ]
    }

    struct Cell: TemplateRow {
        let column: Column
        let text: String

        static let tags: [PageTag<Self>] = [.text("kind") { $0.column.kind }, .text("text", \.text)]
    }
}

/// A list of subjects, as the front page names it.
struct SubjectList: TemplateRow {
    /// `batch`, and what several are called.
    let one: String
    let many: String
    let count: Int

    static let tags: [PageTag<Self>] = [
        .text("count") { Words.counted($0.count, $0.one, $0.many) },
        // From the report's root.
        .text("address") { "\($0.many)/index.html" },
    ]
}

extension SubjectList {
    /// Those that have any.
    static func all(_ pages: SubjectPages) -> [SubjectList] {
        [
            Self(one: "session", many: "sessions", count: pages.sessions.count),
            Self(one: "client", many: "clients", count: pages.clients.count),
            Self(one: "batch", many: "batches", count: pages.batches.count),
        ]
        .filter { $0.count > 0 }
    }
}

extension SubjectListPage {
    static func sessions(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.sessions
        let all = Set(facts.outcome.findings.compactMap(\.subject.session)).count
        return Self(
            "Sessions", "\(Words.counted(details.count, "session")) of the \(all.counted) with findings.",
            details.map { detail in
                let id = detail.session.id
                return (facts.subjects.linked(id, id.description), findings.sum(of: id), detail)
            },
            [
                .text("Room") { $0.session.roomCode },
                .text("Status") { Codes.words($0.session.status.description) },
                .text("Client") { $0.clientName ?? "–" },
                .number("Cart") { $0.cartValue.figure },
                .number("Order") { $0.keptOrder?.order.total.figure ?? "–" },
            ])
    }

    static func clients(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.clients
        return Self(
            "Clients",
            "\(Words.counted(details.count, "client")) of the \(facts.outcome.credit.count) in credit.csv.",
            details.map { detail in
                let id = detail.credit.client
                return (facts.subjects.linked(id, id.description), findings.sum(of: id), detail.credit)
            },
            [
                .text("Name") { $0.clientName ?? "–" },
                .text("Level") { $0.level.rawValue.lowercased() },
                .number("Limit") { $0.limit?.figure ?? "–" },
                .number("Posted") { $0.posted.figure },
                .number("Projected") { $0.projected.figure },
            ])
    }

    static func batches(_ findings: SubjectFindings, _ facts: PageFacts) -> Self {
        let details = facts.outcome.details.batches
        return Self(
            "Batches",
            "\(Words.counted(details.count, "batch", "batches")) of the \(facts.outcome.holds.count) in holds.csv.",
            details.map { detail in
                let id = detail.hold.batch
                return (facts.subjects.linked(id, id.description), findings.sum(of: id), detail)
            },
            [
                .text("Code") { $0.hold.code },
                .text("Product") { $0.productName ?? "–" },
                .number("Available") { $0.hold.available.figure },
                .number("Soft hold") { $0.hold.softHold.figure },
                .number("Net available") { $0.hold.netAvailable.figure },
            ])
    }

    private typealias Listed<Detail> = (subject: Linked, found: FindingSum, detail: Detail)

    private init<Detail>(
        _ title: String, _ sentence: String, _ subjects: [Listed<Detail>], _ columns: [ListColumn<Detail>]
    ) {
        self.init(
            title: title, sentence: sentence, columns: columns.map(\.head),
            rows: Self.sorted(subjects).map { listed in
                Row(
                    subject: listed.subject, found: listed.found,
                    cells: columns.map { Cell(column: $0.head, text: $0.value(listed.detail)) })
            })
    }

    /// What has findings, the most money first; then the rest; among equals, as they come.
    private static func sorted<Detail>(_ rows: [Listed<Detail>]) -> [Listed<Detail>] {
        rows.enumerated().sorted { one, other in
            let (left, right) = (one.element.found, other.element.found)
            if (left.count > 0) != (right.count > 0) { return left.count > 0 }
            return left.money == right.money ? one.offset < other.offset : left.money > right.money
        }.map(\.element)
    }
}

/// A column of such a list: its head, and where its values come from.
private struct ListColumn<Detail> {
    let head: SubjectListPage.Column
    let value: (Detail) -> String

    static func text(_ name: String, _ value: @escaping (Detail) -> String) -> Self {
        Self(head: SubjectListPage.Column(name: name, isNumber: false), value: value)
    }

    static func number(_ name: String, _ value: @escaping (Detail) -> String) -> Self {
        Self(head: SubjectListPage.Column(name: name, isNumber: true), value: value)
    }
}
