internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// What the front page says of the findings that are known and do not count.
struct AcceptedSection: TemplateRow {
    let accepted: AcceptedFindings
    /// What should be looked at again.
    private let notices: [String]

    static let tags: [PageTag<Self>] = [
        .text("note", \.note),
        .flag("hasNotices") { !$0.notices.isEmpty },
        .texts("notices", \.notices),
        .rows("entries") { $0.accepted.entries.map { EntryRow(entry: $0) } },
    ]

    /// Nil when nothing is accepted.
    init?(_ accepted: AcceptedFindings) {
        guard !accepted.entries.isEmpty else { return nil }
        self.accepted = accepted
        notices = accepted.entries.compactMap(\.sentence)
    }

    private var note: String {
        let total = accepted.total
        return "\(Words.counted(total.count, "finding")), \(total.impact.figure): known and accepted, so not in the "
            + "verdict and the sums, but in the tables and on the pages of the rules, marked."
    }

    struct EntryRow: TemplateRow {
        let entry: AcceptedFindings.Entry

        static let tags: [PageTag<Self>] = [
            // A finding's id, or a rule and a pattern.
            .text("scope") { $0.entry.acceptance.scope.description },
            .text("count") { $0.entry.accepted.count.counted },
            .text("impact") { $0.entry.accepted.impact.figure },
            .text("by") { $0.entry.acceptance.by },
            .text("until") { $0.entry.acceptance.until.day },
            .text("limit") { $0.entry.acceptance.limit.figure },
            .text("reason") { $0.entry.acceptance.reason },
            .text("place") { $0.entry.acceptance.place },
        ]
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

/// What the front page says when repair scripts are withheld.
struct WithheldSection: TemplateRow {
    /// Which and why, a sentence each without its full stop.
    private let reasons: [String]

    static let tags: [PageTag<Self>] = [.texts("reasons", \.reasons)]

    /// Nil when nothing is withheld.
    init?(_ withheld: Withheld) {
        guard !withheld.isEmpty else { return nil }
        let single = withheld.rules.map { rule, reasons in "\(rule): \(reasons.joined(separator: "; "))" }
        reasons = (withheld.everything.map { [$0] } ?? []) + single.sorted()
    }
}
