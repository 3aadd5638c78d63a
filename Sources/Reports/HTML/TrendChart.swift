internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A bar for each night, made of a part for each severity: an SVG drawing, and the same in words.
///
/// Everything is in the units of the drawing's own box, so the page decides how large it is.
struct TrendChart: TemplateRow {
    private let measure: Measure
    /// Oldest first.
    private let nights: [History.Night]
    private let totals: [Breakdown.Sum]
    private let largest: Breakdown.Sum
    private let scale: TrendScale

    static let tags: [PageTag<Self>] = [
        // Its address on the page.
        .text("chart") { $0.measure.chart },
        .text("caption") { $0.measure.caption },
        // What there is to see, for screen readers.
        .text("description", \.description),
        .rows("bars") { chart in
            chart.nights.enumerated().flatMap { chart.scale.bars($1, at: $0, chart.measure) }
        },
        // The value of the line at the top, and the nights at both ends.
        .text("top") { $0.measure.text($0.largest) },
        .text("firstNight") { $0.nights.first?.asOf.day ?? "" },
        .text("lastNight") { $0.nights.last?.asOf.day ?? "" },
        // Where the last bar ends.
        .text("end") { $0.scale.end(of: $0.nights.count) },
    ]

    /// The part of a night's bar that one severity has.
    struct Bar: TemplateRow {
        let severity: Severity
        let x: String
        let y: String
        let width: String
        let height: String
        /// What a pointer that rests on it is told.
        let hint: String

        static let tags: [PageTag<Self>] = [
            .text("severity") { $0.severity.rawValue }, .text("x", \.x), .text("y", \.y), .text("width", \.width),
            .text("height", \.height), .text("hint", \.hint),
        ]
    }

    /// What a chart shows of a night's findings.
    struct Measure: Sendable {
        let chart: String
        let caption: String
        let size: @Sendable (Breakdown.Sum) -> Double
        let text: @Sendable (Breakdown.Sum) -> String

        static let findings = Measure(
            chart: "trend-findings", caption: "Findings", size: { Double($0.count) }, text: { $0.count.counted })
        static let money = Measure(
            chart: "trend-money", caption: "Impact", size: { Double($0.impact.formatted) ?? 0 },
            text: { $0.impact.figure })
    }

    /// - Parameter nights: Oldest first, and at least one.
    init(_ nights: [History.Night], _ measure: Measure) {
        self.measure = measure
        self.nights = nights
        totals = nights.map { night in
            Severity.allCases.reduce(Breakdown.Sum()) { $0 + (night.sums[$1] ?? .init()) }
        }
        largest = totals.max { measure.size($0) < measure.size($1) } ?? Breakdown.Sum()
        scale = TrendScale(nights: nights.count, largest: measure.size(largest))
    }

    private var description: String {
        let sorted = totals.sorted { measure.size($0) < measure.size($1) }
        guard let first = nights.first, let last = nights.last, let least = sorted.first, let most = sorted.last,
            let now = totals.last
        else { return "" }
        return "\(measure.caption) in \(Words.count(nights.count, "run")) from \(first.asOf.day) to \(last.asOf.day): "
            + "\(measure.text(now)) in the last one, \(measure.text(least)) at the least, \(measure.text(most)) at the most."
    }
}

/// Where on a drawing of 480 by 180 the bars stand: from 16 below its top down to 24 above its bottom.
private struct TrendScale {
    private let slot: Double
    private let unit: Double
    private static let (width, top, base) = (480.0, 16.0, 156.0)

    init(nights: Int, largest: Double) {
        slot = Self.width / Double(max(nights, 12))
        unit = largest > 0 ? (Self.base - Self.top) / largest : 0
    }

    /// Where so many bars end, and no further left than two dates beside each other need.
    func end(of nights: Int) -> String { Self.text(max(Double(nights) * slot - slot * 0.12, 170)) }

    /// The worst at the bottom.
    func bars(_ night: History.Night, at place: Int, _ measure: TrendChart.Measure) -> [TrendChart.Bar] {
        var below = 0.0
        return Severity.allCases.compactMap { severity in
            guard let sum = night.sums[severity], measure.size(sum) > 0 else { return nil }
            let height = measure.size(sum) * unit
            below += height
            return TrendChart.Bar(
                severity: severity, x: Self.text(Double(place) * slot + slot * 0.12),
                y: Self.text(Self.base - below), width: Self.text(slot * 0.76), height: Self.text(height),
                hint: "\(night.run): \(severity.rawValue) \(measure.text(sum))")
        }
    }

    private static func text(_ length: Double) -> String { ChartLength.text(length) }
}

extension Breakdown.Sum {
    static func + (left: Self, right: Self) -> Self {
        Self(count: left.count + right.count, impact: left.impact + right.impact)
    }
}
