internal import FinancialMath
internal import Reconciliation

/// A client's exposure as bars, each beginning where the one before it ended; the sums begin at nothing.
struct Waterfall: TemplateRow {
    let bars: [Bar]
    /// Where nothing is.
    let zero: Int
    let limit: Limit?

    static let tags: [PageTag<Self>] = [
        .text("height") { String(top + $0.bars.count * step + 4) },
        // What the picture says, for those who do not see it.
        .text("description", \.description),
        .rows("bars", \.bars),
        .text("zero") { String($0.zero) },
        .row("limits", \.limit),
    ]

    struct Bar: TemplateRow {
        /// `part`, `total` or `stored`.
        let kind: String
        let label: String
        let amount: Money
        let x: Int
        let y: Int
        let width: Int

        static let tags: [PageTag<Self>] = [
            .text("kind", \.kind), .text("label", \.label), .text("amount") { $0.amount.figure },
            .text("x") { String($0.x) }, .text("y") { String($0.y) }, .text("width") { String($0.width) },
            .text("textY") { String($0.y + 17) },
        ]
    }

    struct Limit: TemplateRow {
        let amount: Money
        let x: Int

        static let tags: [PageTag<Self>] = [
            .text("x") { String($0.x) }, .text("words", \.words), .text("anchor") { $0.x > 500 ? "end" : "start" },
        ]

        fileprivate var words: String { "Limit \(amount.figure)" }
    }
}

extension Waterfall {
    private static let (left, right, top, step) = (210.0, 840.0, 40, 36)

    init(_ credit: CreditResult) {
        let zero = Money.zero
        var steps: [(kind: String, label: String, from: Money, to: Money, amount: Money)] = [
            ("part", "Receivables", zero, credit.receivables, credit.receivables),
            ("part", "Open orders", credit.receivables, credit.posted, credit.openOrders),
            ("total", "Posted exposure", zero, credit.posted, credit.posted),
            ("part", "Drafts", credit.posted, credit.projected, credit.draft),
            ("total", "Projected exposure", zero, credit.projected, credit.projected),
        ]
        if let stored = credit.storedExposure { steps.append(("stored", "Stored exposure", zero, stored, stored)) }
        let limit = credit.available == nil ? nil : credit.limit
        let scale = Scale(steps.flatMap { [$0.from, $0.to] } + (limit.map { [$0] } ?? []))
        bars = steps.enumerated().map { place, step in
            let (from, to) = (scale.x(min(step.from, step.to)), scale.x(max(step.from, step.to)))
            return Bar(
                kind: step.kind, label: step.label, amount: step.amount, x: from, y: Self.top + place * Self.step,
                width: max(1, to - from))
        }
        self.zero = scale.x(zero)
        self.limit = limit.map { Limit(amount: $0, x: scale.x($0)) }
    }

    private var description: String {
        (bars.map { "\($0.label) \($0.amount.figure)" } + [limit?.words].compactMap(\.self)).joined(separator: ", ")
            + "."
    }

    /// From money to a place on the picture. Only the drawing is in floating point.
    private struct Scale {
        private let low: Double
        private let unit: Double

        init(_ amounts: [Money]) {
            let values = amounts.map(Self.number)
            low = min(0, values.min() ?? 0)
            let span = max(0, values.max() ?? 0) - low
            unit = span > 0 ? (Waterfall.right - Waterfall.left) / span : 0
        }

        func x(_ amount: Money) -> Int { Int((Waterfall.left + (Self.number(amount) - low) * unit).rounded()) }

        private static func number(_ amount: Money) -> Double { Double(amount.formatted) ?? 0 }
    }
}
