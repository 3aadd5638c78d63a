import FinancialMath
import LiveShopping

/// Where one fault is set up: a scene of its own, the means to fill it with healthy rows, and the labels.
///
/// An injector builds what would be right, breaks one thing, and says what must be found. The scene's credit rows and
/// batches are made to fit the rows afterwards, so that one wrong row does not upset the books too.
struct Stage {
    let world: World
    /// The rule that is being broken.
    let rule: String
    var random: RandomSource
    var ids: Identifiers
    var scene = Scene()
    private(set) var labels: [Label] = []

    init(world: World, rule: String, random: RandomSource, ids: Identifiers) {
        self.world = world
        self.rule = rule
        self.random = random
        self.ids = ids
    }

    var asOf: Timestamp { world.asOf }

    /// Says what must be found: by the stage's own rule, unless another is named.
    mutating func expect(_ key: String, _ impact: Money = .zero, rule other: String? = nil) {
        labels.append(Label(rule: other ?? rule, key: key, impact: impact))
    }

    func key(visit: Int) -> String { "session=\(scene.visits[visit].session.id)" }

    func key(visit: Int, sale: Int = 0) -> String {
        "\(key(visit: visit)),order=\(scene.visits[visit].sales[sale].order.id)"
    }

    /// The key of what a cart and an order are compared by.
    func key(visit: Int, batch: BatchID, sample: Bool = false) -> String {
        "\(key(visit: visit, sale: 0)),batch=\(batch),sample=\(sample ? 1 : 0)"
    }

    func key(visit: Int, item: Int) -> String { "item=\(scene.visits[visit].items[item].id)" }
}

extension Stage {
    /// A client of the fault's own.
    @discardableResult
    mutating func party(
        margin: Percentage? = nil, profile: Int64? = nil, credit: CreditPlan = .roomy
    ) -> ClientID {
        let client = Client(
            id: ids.client(), name: "\(random.pick(Names.shopWords)) \(random.pick(Names.shopKinds))",
            pricingProfileID: profile, customMargin: margin)
        scene.parties.append(Party(client: client, credit: credit))
        return client.id
    }

    /// A batch of the fault's own, and a product for it.
    @discardableResult
    mutating func lot(
        cost: Cost? = nil, category name: String? = nil, product: Product? = nil
    ) -> Int {
        let categories = Category.all.filter { $0.margin != nil }
        let category = categories.first { $0.name == name } ?? random.pick(categories)
        let product =
            product
            ?? Product(
                id: ids.product(), name: "\(random.pick(category.products)) \(random.pick(category.varieties))",
                category: name ?? category.name)
        let id = ids.batch()
        let usual = Cost(unscaled: Int64(random.integer(20_000...400_000)), places: 4)
        let batch = Batch(
            id: id, productID: product.id, code: "\(category.code.uppercased())-\(50_000 + id.rawValue)",
            unitCost: .finite(cost ?? usual), costMode: .known(.fixed), status: "LIVE", updatedAt: asOf - .days(50))
        scene.lots.append(Lot(product: product, batch: batch))
        return scene.lots.count - 1
    }

    /// The shop's price for a lot to a client.
    func price(lot: Int, for client: ClientID) -> Money {
        let lot = scene.lots[lot]
        guard let party = scene.parties.first(where: { $0.client.id == client }) else { return .zero }
        return world.shop.pricing.listPrice(of: lot.batch, category: lot.product.category, for: party.client) ?? .zero
    }
}
