internal import FinancialMath
internal import Foundation
internal import Reconciliation

/// A client's exposure as bars, each beginning where the one before it ended; the sums begin at nothing.
struct Waterfall {
    let height: String
    /// What the picture says, for those who do not see it.
    let description: String
    let bars: [Bar]
    /// Where nothing is.
    let zero: String
    /// The limit; none, or one.
    let limits: [Limit]

    struct Bar {
        /// `part`, `total` or `stored`.
        let kind: String
        let label: String
        let amount: String
        let x: String
        let y: String
        let width: String
        let textY: String
    }

    struct Limit {
        let x: String
        let words: String
        let anchor: String
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
            let y = Self.top + place * Self.step
            return Bar(
                kind: step.kind, label: step.label, amount: step.amount.figure, x: String(from), y: String(y),
                width: String(max(1, to - from)), textY: String(y + 17))
        }
        self.zero = String(scale.x(zero))
        limits =
            limit.map { limit in
                let x = scale.x(limit)
                return [Limit(x: String(x), words: "Limit \(limit.figure)", anchor: x > 500 ? "end" : "start")]
            } ?? []
        height = String(Self.top + steps.count * Self.step + 4)
        description =
            (steps.map { "\($0.label) \($0.amount.figure)" } + limits.map(\.words)).joined(separator: ", ") + "."
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
