import FinancialMath
import LiveShopping

/// One client of a healthy shop: sessions of the last months, of which at most the last is still going on, and orders.
struct ClientLife {
    let world: World
    var random: RandomSource
    var ids: Identifiers
    var scene = Scene()
    var client: Client

    /// - Parameter place: The first of the client's sessions in the order in which sessions are made.
    init(world: World, place: Int, ids: Identifiers) {
        self.world = world
        self.ids = ids
        random = RandomSource(seed: world.seed, stream: UInt64(place))
        client = Client(id: self.ids.client(), name: Self.name(&random))
        if random.chance(20) { client.customMargin = Self.margin(&random) }
    }

    /// How many of the sessions from a place on are this client's.
    static func sessionCount(world: World, place: Int) -> Int {
        var random = RandomSource(seed: ~world.seed, stream: UInt64(place))
        return min(random.integer(1...7), world.sessions - place)
    }

    /// Makes the scene of the client's sessions at these places.
    mutating func live(through places: Range<Int>) {
        for place in places {
            let isLast = place == places.upperBound - 1
            scene.visits.append(isLast && random.chance(45) ? currentVisit(at: place) : pastVisit(at: place))
        }
        for _ in 0..<random.integer(0...3) { orderElsewhere() }
        if random.chance(15) { billElsewhere() }
        var party = Party(client: client)
        let isOpen = scene.visits.contains { $0.session.status.known?.isOpen ?? false }
        if !isOpen, random.chance(10) {
            party.credit = .none
        } else if random.chance(10) {
            party.credit = .unlimited(random.chance(50) ? .zero : Money(-1))
        }
        scene.parties = [party]
    }
}

extension ClientLife {
    private static func name(_ random: inout RandomSource) -> String {
        switch random.integer(0...2) {
        case 0: "\(random.pick(Names.shopWords)) \(random.pick(Names.shopKinds))"
        case 1: "\(random.pick(Names.shopWords)) \(random.pick(Names.shopKinds)), \(random.pick(Names.towns))"
        default: "\(random.pick(Names.lastNames)) & \(random.pick(Names.lastNames)) \(random.pick(Names.shopKinds))"
        }
    }

    /// Margins that clients have agreed: whole, halves, and one with more places than a column would keep.
    private static func margin(_ random: inout RandomSource) -> Percentage {
        random.pick([
            Percentage(0), Percentage(15), Percentage(20), Percentage(25), Percentage(unscaled: 225, places: 1),
            Percentage(unscaled: 333_333, places: 4), Percentage(unscaled: 1875, places: 2),
        ])
    }

    /// An order that came by telephone or from the web shop.
    private mutating func orderElsewhere() {
        let id = ids.order()
        let age = TimeSpan(seconds: Int64(random.integer(3_600...9_000_000)))
        var lines: [OrderLine] = []
        for _ in 1...random.integer(1...6) {
            let batch = random.pick(world.shop.batches)
            let item = CartItem(
                id: CartItemID(0), sessionID: SessionID(0), batchID: batch.id, productID: batch.productID,
                quantity: .finite(Quantity(random.integer(1...24))), unitPrice: .finite(price(batch)),
                createdAt: world.asOf, updatedAt: world.asOf)
            lines.append(OrderLine(converting: item, id: ids.line(), order: id))
        }
        let moment = world.asOf - age
        let order = Order(
            id: id, clientID: client.id, number: Sale.number(id, moment), subtotal: .finite(.zero),
            total: .finite(.zero),
            notes: random.pick([nil, nil, "Back door, please.", "Asked what a Live Shopping Session # is."]),
            origin: random.pick([nil, "web", "phone"]), createdAt: moment)
        var sale = Sale(order: order, lines: lines)
        sale.foot()
        if random.chance(20) {
            sale.order.type = .known(.quote)
        } else if random.chance(10) {
            sale.order.isDraft = true
            sale.order.fulfillmentStatus = .known(.draft)
        } else {
            progress(&sale, age: age)
        }
        scene.otherSales.append(sale)
    }

    /// A bill for something that is not in the orders any more.
    private mutating func billElsewhere() {
        let status = random.pick(InvoiceStatus.allCases)
        let total = Money(unscaled: Int64(random.integer(500...90_000)), places: 2)
        let due = status == .paid ? .zero : total
        scene.invoices.append(
            Invoice(
                id: ids.invoice(), clientID: client.id, amountDue: .finite(due), status: .known(status),
                isDeleted: random.chance(10), totalAmount: .finite(total), amountPaid: .finite(total - due)))
    }

    func price(_ batch: Batch) -> Money {
        let shop = world.shop
        return shop.pricing.listPrice(of: batch, category: shop.category(of: batch), for: client) ?? .zero
    }
}
