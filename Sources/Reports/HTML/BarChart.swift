internal import FinancialMath
internal import Reconciliation

/// Amounts as a table with a bar beside each: as long as its share of the largest, in parts where it has parts.
///
/// The numbers are the table's; a bar is a picture of them, with a title and a description for who cannot see it.
struct BarChart: TemplateRow {
    let id: String
    let caption: String
    /// Over the names.
    let heading: String
    let amounts: [BarAmount]

    static let tags: [PageTag<Self>] = [
        .text("id", \.id), .text("caption", \.caption), .text("heading", \.heading), .rows("bars", \.bars),
    ]

    private var bars: [Bar] {
        let total = amounts.reduce(Money.zero) { $0 + $1.total }
        let longest = amounts.map(\.total).max() ?? .zero
        return amounts.map { Bar(amount: $0, share: Share.percent($0.total, of: total), longest: longest) }
    }
}

/// An amount that has a bar, and what it is made of.
struct BarAmount: Sendable {
    let name: String
    let count: Int
    let parts: [(tone: String, amount: Money)]

    var total: Money { parts.reduce(.zero) { $0 + $1.amount } }
}

private struct Bar: TemplateRow {
    let amount: BarAmount
    /// Of all the money: `38 %`.
    let share: String
    let longest: Money

    static let tags: [PageTag<Self>] = [
        .text("name") { $0.amount.name },
        .text("count") { $0.amount.count.counted },
        .text("impact") { $0.amount.total.figure },
        .text("share", \.share),
        .text("title") { "\($0.amount.name): impact \($0.amount.total.figure), \($0.share) of it all" },
        // What it is made of, in words and as pieces of the bar.
        .text("story", \.story),
        .rows("parts", \.parts),
    ]

    private var story: String {
        let parts = amount.parts.filter { !$0.amount.isZero }.map { "\($0.tone) \($0.amount.figure)" }
        return parts.isEmpty ? "no money" : parts.joined(separator: ", ")
    }

    private var parts: [Part] {
        var start = Money.zero
        return amount.parts.filter { !$0.amount.isZero }.map { tone, amount in
            defer { start = start + amount }
            return Part(tone: tone, x: place(start), width: place(amount))
        }
    }

    private func place(_ amount: Money) -> String { ChartLength.text(Share.hundredths(amount, of: longest)) }

    struct Part: TemplateRow {
        /// The class that colours it.
        let tone: String
        /// In hundredths of the longest bar.
        let x: String
        let width: String

        static let tags: [PageTag<Self>] = [.text("tone", \.tone), .text("x", \.x), .text("width", \.width)]
    }
}

/// How large a part of an amount is, for the eye; nobody computes with it.
enum Share {
    /// 0 of nothing.
    static func hundredths(_ part: Money, of whole: Money) -> Double {
        guard let part = Double(part.formatted), let whole = Double(whole.formatted), whole != 0 else { return 0 }
        return part / whole * 100
    }

    static func percent(_ part: Money, of whole: Money) -> String {
        let share = hundredths(part, of: whole)
        return share > 0 && share < 0.5 ? "< 1 %" : "\(Int(share.rounded())) %"
    }
}

extension BarChart {
    /// The money by severity, the worst first.
    static func bySeverity(_ breakdown: Breakdown) -> BarChart {
        BarChart(
            id: "severities", caption: "By severity.", heading: "Severity",
            amounts: Severity.allCases.map { severity in
                let sum = breakdown.sum(severity)
                return BarAmount(name: severity.rawValue, count: sum.count, parts: [(severity.rawValue, sum.impact)])
            })
    }

    /// The money by family of rules, in the order of the catalogue, each in parts by severity.
    static func byFamily(_ facts: PageFacts) -> BarChart {
        BarChart(
            id: "families", caption: "By family of rules; a bar's colours are the severities.", heading: "Family",
            amounts: facts.families.map { family in
                BarAmount(
                    name: family, count: facts.open.sum(family: family).count,
                    parts: Severity.allCases.map {
                        ($0.rawValue, facts.open.sum(family: family, $0).impact)
                    })
            })
    }
}

extension PageFacts {
    /// The families of the catalogue, in its order.
    var families: [String] {
        var seen: Set<String> = []
        return catalogue.map(\.id.family).filter { seen.insert($0).inserted }
    }

    /// Where most of the money is, in a sentence.
    var moneySentence: String {
        let total = open.total.impact
        let sums = families.map { (name: $0, sum: open.sum(family: $0)) }
        guard !total.isZero, let most = sums.max(by: { $0.sum.impact < $1.sum.impact }) else {
            return "No money is behind what was found."
        }
        let largest = catalogue.filter { $0.id.family == most.name }.map { (rule: $0, sum: open.sum($0.id)) }
            .max { $0.sum.impact < $1.sum.impact }
        let inside = largest.map { "; the largest part of that, \($0.sum.impact.figure), is “\($0.rule.title)”" } ?? ""
        return "\(Share.percent(most.sum.impact, of: total)) of the money, \(most.sum.impact.amount), is in "
            + "\(most.name)\(inside)."
    }
}
