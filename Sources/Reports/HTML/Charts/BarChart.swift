internal import FinancialMath
internal import Foundation

/// Amounts as a table with a bar beside each: as long as its share of the largest, in parts where it has parts.
///
/// The numbers are the table's; a bar is a picture of them, with a title and a description for who cannot see it.
struct BarChart {
    let id: String
    let caption: String
    /// Over the names.
    let heading: String
    let bars: [Bar]

    struct Bar {
        let name: String
        let count: String
        let impact: String
        /// Of all the money: `38 %`.
        let share: String
        let title: String
        /// What it is made of.
        let story: String
        let parts: [Part]
    }

    struct Part {
        /// The class that colours it.
        let tone: String
        /// In hundredths of the longest bar.
        let x: String
        let width: String
    }
}

/// An amount that has a bar, and what it is made of.
struct BarAmount {
    let name: String
    let count: Int
    let parts: [(tone: String, amount: Money)]

    var total: Money { parts.reduce(.zero) { $0 + $1.amount } }
}

extension BarChart {
    init(id: String, caption: String, heading: String, _ amounts: [BarAmount]) {
        let total = amounts.reduce(Money.zero) { $0 + $1.total }
        let longest = amounts.map(\.total).max() ?? .zero
        self.init(
            id: id, caption: caption, heading: heading,
            bars: amounts.map { Bar($0, of: total, longest: longest) })
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

private extension BarChart.Bar {
    init(_ amount: BarAmount, of total: Money, longest: Money) {
        let share = Share.percent(amount.total, of: total)
        var start = Money.zero
        var parts: [BarChart.Part] = []
        for part in amount.parts where !part.amount.isZero {
            parts.append(
                BarChart.Part(
                    tone: part.tone, x: Self.place(start, longest), width: Self.place(part.amount, longest)))
            start = start + part.amount
        }
        let story = amount.parts.filter { !$0.amount.isZero }.map { "\($0.tone) \($0.amount.figure)" }
        self.init(
            name: amount.name, count: amount.count.counted, impact: amount.total.figure, share: share,
            title: "\(amount.name): impact \(amount.total.figure), \(share) of it all",
            story: story.isEmpty ? "no money" : story.joined(separator: ", "), parts: parts)
    }

    static func place(_ amount: Money, _ longest: Money) -> String {
        String(format: "%.2f", Share.hundredths(amount, of: longest))
    }
}
