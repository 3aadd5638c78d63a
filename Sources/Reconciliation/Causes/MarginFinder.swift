internal import FinancialMath
internal import LiveShopping

/// Finds prices that one margin gives, other than the one that applies.
struct MarginFinder {
    let findings: [Finding]
    let prices: [CartItemID: PriceResult]

    /// Margins in hundredths of a percent that lie closer than this differ because prices were rounded.
    private static let rounding = 25
    /// A wider range of margins is no rounding.
    private static let widest = 100
    /// More margins than these, of one client or category, are no explanation.
    private static let limit = 100

    private struct Owner: Hashable {
        let origin: PriceSource.MarginOrigin
        let client: ClientID?
    }

    /// The causes of findings, by their places.
    func margins() -> [Int: CauseOrigin] {
        var drifts: [Owner: [Int]] = [:]
        for (place, finding) in findings.enumerated() where finding.rule == PriceMargin.id {
            guard case .margin(let origin) = prices.price(of: findings[place])?.source else { continue }
            drifts[Owner(origin: origin, client: origin == .client ? finding.subject.client : nil), default: []]
                .append(place)
        }
        var found: [Int: CauseOrigin] = [:]
        for (owner, places) in drifts { explain(owner, places, into: &found) }
        return found
    }

    private func explain(_ owner: Owner, _ places: [Int], into found: inout [Int: CauseOrigin]) {
        var rest = places.compactMap { place in range(at: place).map { (place: place, margins: $0) } }
        var margins: [Int] = []
        while margins.count < Self.limit, let margin = ImpliedMargin(rest.map(\.margins)) {
            margins.append(margin.hundredths)
            rest.removeAll { $0.margins.contains(margin.hundredths) }
        }
        let ranges = Self.merged(margins.sorted())
        for place in places {
            guard let own = range(at: place) else { continue }
            let near = ranges.first { $0.overlaps(own) }
            if let near { found[place] = .margin(owner.origin, owner.client, implied: near.percentages) }
        }
    }

    /// Margins that differ by rounding are one.
    private static func merged(_ margins: [Int]) -> [ClosedRange<Int>] {
        margins.reduce(into: []) { ranges, margin in
            if let last = ranges.last, margin - last.upperBound <= rounding, margin - last.lowerBound <= widest {
                ranges[ranges.count - 1] = last.lowerBound...margin
            } else {
                ranges.append(margin...margin)
            }
        }
    }

    private func range(at place: Int) -> ClosedRange<Int>? {
        guard let price = prices.price(of: findings[place]), let cost = price.cost else { return nil }
        return ImpliedMargin.margins(cost: cost, actual: price.actual)
    }
}

private extension ClosedRange<Int> {
    var percentages: ClosedRange<Percentage> {
        Percentage(unscaled: Int64(lowerBound), places: 2)...Percentage(unscaled: Int64(upperBound), places: 2)
    }
}
