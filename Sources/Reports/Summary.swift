internal import FinancialMath
public import FoundationEssentials
internal import LiveShopping
public import Reconciliation

/// A run in plain text: what standard output says, and what cron mails.
public struct Summary: Sendable {
    /// One line when nothing was found and everything could be read; a page otherwise. It ends with a newline.
    public let text: String
    /// Its first line: the verdict.
    public var subject: String { String(text.prefix { $0 != "\n" }) }
    /// Nothing was found, everything could be read, and nothing is missing that the run before had.
    public let isClean: Bool

    /// - Parameters:
    ///   - report: The folder that was published.
    ///   - withheld: Which repair scripts are withheld, and why.
    ///   - style: How figures are written.
    public init(
        outcome: Outcome, catalogue: [RuleDescription], history: History = .none, accepted: AcceptedFindings = .none,
        report: URL, withheld: Withheld = .nothing, style: FigureStyle = .neutral
    ) {
        let open = accepted.open(outcome.findings)
        let breakdown = Breakdown(open, believable: outcome.mostBelievable)
        let notices = accepted.entries.compactMap(\.sentence)
        isClean = breakdown.total.count == 0 && outcome.unreadable.isEmpty && notices.isEmpty && history.lost.isEmpty
        let head =
            "tieout as of \(outcome.asOf)\(Notices.newest(outcome).map { ", \($0)" } ?? ""): "
            + Words.verdict(breakdown, accepted: accepted.total, unreadable: outcome.unreadable.count)
        guard !isClean else {
            text = style.plain(head) + "\n"
            return
        }
        let first =
            [head] + Notices.all(outcome, open, lost: history.lost)
            + [
                HistorySums(outcome, history, accepted).sentence(history)
            ]
        let sections = [
            first.filter { !$0.isEmpty }.joined(separator: "\n"),
            withheld.isEmpty ? "" : "REPAIRS \(withheld.text.prose)",
            Self.severities(breakdown, style), Self.rules(catalogue, breakdown, style), Self.gaps(outcome),
            notices.joined(separator: "\n"),
            "Report: \(report.appendingPathComponent("index.html").path)",
        ]
        text = Sentence.plain(sections.filter { !$0.isEmpty }.map(style.plain).joined(separator: "\n\n")) + "\n"
    }
}

private extension Summary {
    static func severities(_ breakdown: Breakdown, _ style: FigureStyle) -> String {
        table(
            ["severity", "findings", "impact"], style,
            Severity.allCases.compactMap { severity in
                breakdown.bySeverity[severity].map { [severity.rawValue, $0.count.counted, $0.impact.figure] }
            })
    }

    static func rules(
        _ catalogue: [RuleDescription], _ breakdown: Breakdown, _ style: FigureStyle
    ) -> String {
        table(
            ["rule", "findings", "impact"], style,
            catalogue.compactMap { rule in
                breakdown.byRule[rule.id].map { [rule.id.description, $0.count.counted, $0.impact.figure] }
            })
    }

    static func gaps(_ outcome: Outcome) -> String {
        var lines: [String] = []
        let missing = Limitation.all(outcome.available).filter { !$0.weakens.isEmpty }
        if !missing.isEmpty {
            lines.append("Missing, so checked less: \(missing.map(\.name).joined(separator: ", ")).")
        }
        let off = Catalogue.switchedOff(outcome.available)
        if !off.isEmpty { lines.append(Words.switchedOff(off)) }
        return lines.joined(separator: "\n")
    }

    /// The first column to the left, the others, which are numbers, to the right; nothing without rows.
    static func table(_ header: [String], _ style: FigureStyle, _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let rows = rows.map { $0.map(style.plain) }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        return ([header] + rows).map { row in
            "  " + row.indices.map { padded(row[$0], to: widths[$0], left: $0 == 0) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    static func padded(_ text: String, to width: Int, left: Bool) -> String {
        let space = String(repeating: " ", count: width - text.count)
        return left ? text + space : space + text
    }
}
