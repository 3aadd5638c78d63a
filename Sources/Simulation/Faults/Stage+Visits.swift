import FinancialMath
import LiveShopping

extension Stage {
    /// A session in good order, with a client of its own unless one is named, and so many items to purchase.
    ///
    /// Sessions that are over are between one and twenty days old, those going on an hour.
    mutating func visit(_ status: SessionStatus, client: ClientID? = nil, items: Int = 2) -> Int {
        let client = client ?? scene.parties.first?.client.id ?? party()
        let startedAt = status.isClosed ? asOf - .hours(Int64(random.integer(24...480))) : asOf - .minutes(70)
        let lastAt = status.isClosed ? startedAt + .minutes(50) : asOf - .minutes(20)
        let id = ids.session()
        var session = Session(
            id: id, hostID: world.host(&random), clientID: client, status: .known(status),
            roomCode: World.roomCode(id, random.pick(Category.all).code), scheduledAt: startedAt, startedAt: startedAt,
            endedAt: status.isClosed ? lastAt : nil, title: random.pick(Names.titles), lastActivityAt: lastAt,
            createdAt: startedAt - .hours(2), updatedAt: lastAt)
        if status == .scheduled {
            session.startedAt = nil
            session.scheduledAt = asOf + .hours(3)
        }
        scene.visits.append(Visit(session: session))
        let visit = scene.visits.count - 1
        for _ in 0..<items { item(in: visit) }
        return visit
    }

    /// A converted session with its one order.
    mutating func convertedVisit(items: Int = 2, link: Link? = nil) -> Int {
        let visit = visit(.converted, items: items)
        sale(of: visit, link: link)
        return visit
    }

    /// An item to purchase, of a new lot and at the shop's price unless told otherwise.
    @discardableResult
    mutating func item(
        in visit: Int, lot named: Int? = nil, quantity: Quantity? = nil, price: Money? = nil, sample: Bool = false,
        status: ItemStatus = .toPurchase
    ) -> Int {
        let lot = named ?? lot()
        let session = scene.visits[visit].session
        let batch = scene.lots[lot].batch
        let usual = sample ? .zero : self.price(lot: lot, for: session.clientID)
        let moment = session.updatedAt - .minutes(5)
        scene.visits[visit].items.append(
            CartItem(
                id: ids.item(), sessionID: session.id, batchID: batch.id, productID: batch.productID,
                quantity: .finite(quantity ?? Quantity(sample ? 1 : random.integer(2...12))),
                unitPrice: .finite(price ?? usual), isSample: sample, itemStatus: .known(status), createdAt: moment,
                updatedAt: moment))
        return scene.visits[visit].items.count - 1
    }

    /// Two items of one lot to purchase in one cart, and the notice that there are two.
    mutating func twoItems(in visit: Int, quantities: (Quantity, Quantity), price: Money? = nil) -> Int {
        let lot = lot()
        item(in: visit, lot: lot, quantity: quantities.0, price: price)
        item(in: visit, lot: lot, quantity: quantities.1, price: price)
        expect(duplicateKey(visit: visit, lot: lot), rule: "integrity.duplicate-item")
        return lot
    }

    func duplicateKey(visit: Int, lot: Int, sample: Bool = false) -> String {
        "\(key(visit: visit)),batch=\(scene.lots[lot].batch.id),sample=\(sample ? 1 : 0)"
    }

    /// The host's own price for a lot's product in a session.
    @discardableResult
    mutating func override(in visit: Int, lot: Int, _ price: Money, minutesLater: Int64 = 0) -> Int {
        let session = scene.visits[visit].session
        let moment = session.updatedAt - .minutes(30 - minutesLater)
        scene.visits[visit].overrides.append(
            PriceOverride(
                id: ids.override(), sessionID: session.id, productID: scene.lots[lot].product.id, price: .finite(price),
                createdAt: moment, updatedAt: moment))
        return scene.visits[visit].overrides.count - 1
    }

    /// An item at a price of the host's, so that the price can be any.
    @discardableResult
    mutating func item(in visit: Int, quantity: Quantity, overriddenAt price: Money, cost: Cost) -> Int {
        let lot = lot(cost: cost)
        override(in: visit, lot: lot, price)
        return item(in: visit, lot: lot, quantity: quantity, price: price)
    }
}
