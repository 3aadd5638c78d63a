import ArgumentParser
import Reconciliation

/// All that a run found about one session, order, client, batch or item, shortly.
struct TopicText {
    /// More findings than these are counted and not listed.
    private static let limit = 100

    private let topic: Topic
    private let sections: [RowSection]
    private let findings: [Record]
    private let run: String

    init(_ topic: Topic, in folder: RunFolder) throws {
        self.topic = topic
        sections = try topic.sections(in: folder)
        findings = folder.findings.filter(topic.isAbout)
        run = folder.name
        guard !findings.isEmpty || sections.contains(where: { !$0.rows.isEmpty }) else {
            throw ValidationError(
                "Nothing in \(folder.path) is about \(topic.word) \(topic.value): it is in none of \(folder.count), and in "
                    + "none of the tables, which list what is over, owed or promised.")
        }
    }

    var text: String {
        let heading = "\(Terminal.line(topic.title)) in run \(run)"
        return ([heading] + sections.compactMap(\.text) + [list]).joined(separator: "\n\n")
    }
}

private extension TopicText {
    var list: String {
        guard !findings.isEmpty else { return "Findings\n  none" }
        let shown = findings.prefix(Self.limit)
        let rest = findings.count - shown.count
        let more = rest == 0 ? [] : ["  and \(rest) more, in findings.csv"]
        let hint = ["", "'tieout explain' with a finding's id tells all of it."]
        return (["Findings: \(findings.count)"] + lines(Array(shown)) + more + hint).joined(separator: "\n")
    }

    /// Amounts to the right, words to the left.
    func lines(_ findings: [Record]) -> [String] {
        let titles = Dictionary(uniqueKeysWithValues: Catalogue.descriptions.map { ($0.id.description, $0.title) })
        let rows = findings.map { finding in
            [finding["finding_id"], finding["severity"], finding["impact"], finding["rule"]]
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 2 ? gap + cell.0 : cell.0 + gap
            }
            return "  \(cells.joined(separator: "  "))  \(titles[row[3]] ?? "")"
        }
    }
}
