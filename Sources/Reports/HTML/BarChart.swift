internal import FinancialMath
internal import Foundation

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

    private func place(_ amount: Money) -> String { String(format: "%.2f", Share.hundredths(amount, of: longest)) }

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
        guard !whole.isZero, let part = Double(part.formatted), let whole = Double(whole.formatted) else { return 0 }
        return part / whole * 100
    }

    static func percent(_ part: Money, of whole: Money) -> String {
        let share = hundredths(part, of: whole)
        return share > 0 && share < 0.5 ? "< 1 %" : "\(Int(share.rounded())) %"
    }
}
