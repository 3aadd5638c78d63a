import Reconciliation

/// All that a run knows about one finding.
struct FindingText {
    private let finding: Record
    private let rule: RuleDescription?
    private let rows: [RowSection]
    private let repair: RepairText
    private let run: String

    init(_ finding: Record, in folder: RunFolder) throws {
        self.finding = finding
        rule = Catalogue.descriptions.first { $0.id.description == finding["rule"] }
        rows = try [
            .session(finding["session_id"], in: folder), .price(finding["item_id"], in: folder),
            .credit(finding["client_id"], in: folder), .holds(finding["batch_id"], in: folder),
        ]
        repair = RepairText(finding, in: folder)
        run = folder.name
    }

    var text: String {
        let parts: [String?] =
            [heading, facts, part("What was found", finding["explanation"])]
            + [rule.flatMap { part("Why it matters", $0.rationale) }, rule.flatMap { part("What to do", $0.remedy) }]
            + rows.map(\.text) + [repair.text]
        return parts.compactMap { $0 }.joined(separator: "\n\n")
    }
}

private extension FindingText {
    var heading: String {
        let title = rule?.title ?? "A rule that this tieout does not know"
        return "\(title)\nFinding \(finding["finding_id"]) of run \(run)"
    }

    /// What does not apply is not listed.
    var facts: String {
        let subjects = [
            ("session", "session_id"), ("room", "room_code"), ("order", "order_id"), ("client", "client_id"),
            ("batch", "batch_id"), ("item", "item_id"),
        ]
        let about = subjects.map { ($0, finding[$1]) }.filter { !$1.isEmpty }
        return FieldList(
            [("rule", finding["rule"]), ("severity", finding["severity"]), ("key", finding["key"])] + about
                + [
                    ("expected", finding["expected"]), ("actual", finding["actual"]), ("impact", finding["impact"]),
                ]
        ).text
    }

    func part(_ title: String, _ paragraph: String) -> String {
        "\(title)\n\(Terminal.paragraph(paragraph))"
    }
}
