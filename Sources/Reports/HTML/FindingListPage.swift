internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What rules/index.html shows: the largest findings of all rules in one table, to be filtered and sorted together.
struct FindingListPage: TemplatePage {
    static let template = "findings"
    /// As many as its script shows at once: with more, laying the table out takes longer than all else.
    static let limit = 200

    let facts: PageFacts

    static let tags: [PageTag<Self>] = [
        .text("title") { _ in "Findings" },
        // How many there are, and whether some are left out.
        .text("note", \.note),
        .rows("findings") { $0.facts.rows($0.facts.outcome.findings.largest(limit)) },
        // The rules that found something, whose pages have every finding.
        .rows("rules") { $0.facts.foundRules },
    ]

    private var note: String {
        let count = facts.outcome.findings.count
        return count > Self.limit
            ? "The \(Self.limit.counted) with the largest impact of \(count.counted) findings, the largest first."
            : "\(Words.counted(count, "finding")), the largest first."
    }
}

extension [Finding] {
    /// So many of them with the most money behind them; among equals, those that come first.
    func largest(_ count: Int) -> [Finding] {
        let order = indices.sorted { one, other in
            self[one].impact == self[other].impact ? one < other : self[one].impact > self[other].impact
        }
        return order.prefix(count).map { self[$0] }
    }
}
