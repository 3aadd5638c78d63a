import FinancialMath
import LiveShopping

/// How the shop makes a price where nobody has set or agreed one.
struct Pricing: Sendable {
    let defaults: [PricingDefault]
    let basis: CostBasis
    private let margins: [String: Percentage]

    init(defaults: [PricingDefault], basis: CostBasis) {
        self.defaults = defaults
        self.basis = basis
        margins = Dictionary(
            uniqueKeysWithValues: defaults.compactMap { row in row.margin.value.map { (row.category, $0) } })
    }

    /// What the batch is taken to cost; nil when nobody knows.
    func cost(of batch: Batch) -> Cost? {
        guard batch.costMode?.known == .range else { return batch.unitCost?.value }
        guard let low = batch.unitCostMinimum?.value else { return nil }
        let high = batch.unitCostMaximum?.value ?? low
        return switch basis {
        case .low: low
        case .mid: .midpoint(low, high)
        case .high: high
        }
    }

    /// The price from the cost and the client's margin, else the category's, else those for all others.
    ///
    /// The live system rounds the cost to cents before it adds the margin.
    func listPrice(of batch: Batch, category: String, for client: Client) -> Money? {
        guard let base = cost(of: batch)?.roundedToMoney else { return nil }
        let margin = client.customMargin ?? margins[category] ?? margins["OTHER"] ?? margins["DEFAULT"]
        guard let margin else { return base }
        return Cost(converting: base).price(margin: margin)
    }
}
