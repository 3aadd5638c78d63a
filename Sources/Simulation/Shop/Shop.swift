import FinancialMath
import LiveShopping

/// What a simulated shop has before anyone comes in: goods, costs and margins.
struct Shop: Sendable {
    let products: [Product]
    let batches: [Batch]
    let pricing: Pricing
    /// Where the batches that may still be sold are among all.
    let sellable: [Int]

    /// - Parameter hasFallbackMargins: Whether there is a margin for whatever has none of its own.
    init(sessions: Int, seed: UInt64, asOf: Timestamp, hasFallbackMargins: Bool) {
        var random = RandomSource(seed: seed, stream: .max)
        let categories = Category.all.filter { $0.margin != nil || hasFallbackMargins }
        let count = min(max(30, sessions / 5), 20_000)
        var products: [Product] = []
        var batches: [Batch] = []
        while batches.count < count {
            let category = random.pick(categories)
            let product = Self.makeProduct(ProductID(Int64(products.count) + 1), category, &random)
            products.append(product)
            let cost = random.integer(category.cost) * 100 + random.integer(0...99)
            for _ in 1...random.integer(1...4) where batches.count < count {
                batches.append(
                    Self.makeBatch(BatchID(Int64(batches.count) + 1), product, category, cost: cost, asOf, &random))
            }
        }
        self.products = products
        self.batches = batches
        sellable = batches.indices.filter { batches[$0].status == "LIVE" && !batches[$0].isDeleted }
        let bases: [CostBasis] = [.low, .mid, .high]
        pricing = Pricing(
            defaults: Self.makeDefaults(asOf, hasFallbackMargins, &random), basis: random.pick(bases))
    }

    func category(of batch: Batch) -> String { products[Int(batch.productID.rawValue) - 1].category }
}

extension Shop {
    private static func makeProduct(_ id: ProductID, _ category: Category, _ random: inout RandomSource) -> Product {
        Product(
            id: id, name: "\(random.pick(category.products)) \(random.pick(category.varieties))",
            category: category.name)
    }

    /// A batch of a product that costs about so many hundredths of a cent.
    private static func makeBatch(
        _ id: BatchID, _ product: Product, _ category: Category, cost: Int, _ asOf: Timestamp,
        _ random: inout RandomSource
    ) -> Batch {
        let unit = cost * random.integer(96...104) / 100
        var batch = Batch(
            id: id, productID: product.id,
            code: "\(category.code.uppercased())-\(random.integer(2301...2612))-\(1_000 + id.rawValue)",
            unitCost: .finite(Cost(unscaled: Int64(unit), places: 4)), costMode: .known(.fixed),
            // The first few can always be sold, so that the smallest shop has something to sell.
            status: id.rawValue % 13 == 0 ? "SOLD_OUT" : "LIVE",
            updatedAt: asOf - .hours(Int64(random.integer(1...4_000))),
            isDeleted: id.rawValue % 29 == 0)
        if random.chance(15) { batch.hold = .finite(Quantity(random.integer(1...6))) }
        if random.chance(10) {
            batch.quarantine = .finite(Quantity(unscaled: Int64(random.integer(1...99)), places: 1))
        }
        if random.chance(25) { makeRange(&batch, unit: unit, &random) }
        return batch
    }

    /// Gives the batch a range of costs instead of one figure; without an upper end now and then.
    private static func makeRange(_ batch: inout Batch, unit: Int, _ random: inout RandomSource) {
        batch.costMode = .known(.range)
        if random.chance(50) { batch.unitCost = nil }
        batch.unitCostMinimum = .finite(Cost(unscaled: Int64(unit - unit / 20), places: 4))
        if random.chance(80) { batch.unitCostMaximum = .finite(Cost(unscaled: Int64(unit + unit / 25), places: 4)) }
    }

    private static func makeDefaults(
        _ asOf: Timestamp, _ hasFallbackMargins: Bool, _ random: inout RandomSource
    ) -> [PricingDefault] {
        var margins = Category.all.compactMap { category in category.margin.map { (category.name, $0) } }
        if hasFallbackMargins {
            if random.chance(60) { margins.append(("OTHER", 3_000)) }
            margins.append(("DEFAULT", 2_750))
        }
        return margins.map { name, margin in
            PricingDefault(
                category: name, margin: .finite(Percentage(unscaled: margin, places: 2)),
                updatedAt: asOf - .days(Int64(random.integer(40...400))))
        }
    }
}
