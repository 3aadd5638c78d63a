internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the front page says of the findings that are known and do not count.
struct AcceptedSection {
    /// In one sentence.
    let note: String
    let hasNotices: Bool
    /// What should be looked at again.
    let notices: [String]
    let entries: [EntryRow]

    struct EntryRow {
        /// A finding's id, or a rule and a pattern.
        let scope: String
        let count: String
        let impact: String
        let by: String
        let until: String
        let limit: String
        let reason: String
        let place: String
    }

    static let sample = AcceptedSection(
        note: "", hasNotices: true, notices: [""],
        entries: [
            EntryRow(scope: "", count: "", impact: "", by: "", until: "", limit: "", reason: "", place: "")
        ])
}

extension AcceptedSection {
    /// Nil when nothing is accepted in this house.
    init?(_ accepted: AcceptedFindings) {
        guard !accepted.entries.isEmpty else { return nil }
        let total = accepted.total
        let notices = accepted.entries.compactMap(\.sentence)
        self.init(
            note:
                "\(Words.counted(total.count, "finding")), \(total.impact.figure): known and accepted, so not in the "
                + "verdict and the sums, but in the tables and on the pages of the rules, marked.",
            hasNotices: !notices.isEmpty, notices: notices, entries: accepted.entries.map(EntryRow.init))
    }
}

private extension AcceptedSection.EntryRow {
    init(_ entry: AcceptedFindings.Entry) {
        let acceptance = entry.acceptance
        self.init(
            scope: acceptance.scope.description, count: entry.accepted.count.counted,
            impact: entry.accepted.impact.figure, by: acceptance.by, until: acceptance.until.day,
            limit: acceptance.limit.figure, reason: acceptance.reason, place: acceptance.place)
    }
}

private extension Acceptance.Scope {
    var description: String {
        switch self {
        case .finding(let id): "finding \(id)"
        case .rule(let rule, let key): "\(rule), \(key)"
        }
    }
}
