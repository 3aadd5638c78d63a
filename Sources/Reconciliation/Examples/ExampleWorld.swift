internal import FinancialMath
internal import LiveShopping

/// A small healthy world that an example changes: one client with credit, one product, one batch, and what it adds.
///
/// Ids count from 1 for each kind. Times are minutes before T.
struct ExampleWorld {
    var rows = MemoryRows()

    static func rows(_ build: (inout ExampleWorld) -> Void) -> MemoryRows {
        var world = ExampleWorld()
        build(&world)
        return world.rows
    }

    /// Client 1 (limit 10,000.00, nothing owed), product 1 of category TEA, batch 1 (100 on hand, cost 10.00) and a
    /// margin of 20 % for TEA, so that its price is 12.50.
    init() {
        rows.users = [User(id: ID(1), name: "Hanna Host")]
        rows.clients = [Client(id: ID(1), name: "Acme Trading")]
        rows.creditLimits = [
            CreditLimit(clientID: ID(1), limit: .finite(Money(10_000)), storedExposure: .finite(.zero))
        ]
        rows.products = [Product(id: ID(1), name: "Darjeeling", category: "TEA")]
        rows.batches = [
            Batch(
                id: ID(1), productID: ID(1), code: "TEA-1", onHand: .finite(Quantity(100)),
                sample: .finite(Quantity(10)), unitCost: .finite(Cost(10)), costMode: .known(.fixed), status: "LIVE",
                updatedAt: Self.ago(days: 60))
        ]
        rows.pricingDefaults = [
            PricingDefault(category: "TEA", margin: .finite(Percentage(20)), updatedAt: Self.ago(days: 60))
        ]
    }

    static func ago(minutes: Int64 = 0, hours: Int64 = 0, days: Int64 = 0) -> Timestamp {
        RuleExample.asOf - TimeSpan.minutes(minutes + hours * 60 + days * 1_440)
    }

    /// Adds a session of client 1 that started two hours ago and was touched a minute ago; closed ones ended an hour ago.
    @discardableResult
    mutating func session(_ status: SessionStatus, _ change: (inout Session) -> Void = { _ in }) -> SessionID {
        let id = SessionID(Int64(rows.sessions.count + 1))
        var session = Session(
            id: id, hostID: ID(1), clientID: ID(1), status: .known(status), roomCode: "ROOM-\(id)",
            scheduledAt: Self.ago(hours: 2), startedAt: status == .scheduled ? nil : Self.ago(hours: 2),
            endedAt: status.isClosed ? Self.ago(hours: 1) : nil, title: "Spring teas", createdAt: Self.ago(hours: 3),
            updatedAt: Self.ago(minutes: 1))
        change(&session)
        rows.sessions.append(session)
        return id
    }

    /// Adds two pieces of batch 1 at 12.50, to be bought, to the latest session's cart.
    @discardableResult
    mutating func item(_ change: (inout CartItem) -> Void = { _ in }) -> CartItemID {
        let id = CartItemID(Int64(rows.cartItems.count + 1))
        var item = CartItem(
            id: id, sessionID: rows.sessions.last?.id ?? ID(1), batchID: ID(1), productID: ID(1),
            quantity: .finite(Quantity(2)), unitPrice: .finite(Money(unscaled: 1_250, places: 2)),
            itemStatus: .known(.toPurchase), createdAt: Self.ago(minutes: 90), updatedAt: Self.ago(minutes: 90))
        change(&item)
        rows.cartItems.append(item)
        return id
    }

    /// Adds a confirmed sale over 25.00 that is linked to the latest session, made an hour ago, with no line yet.
    @discardableResult
    mutating func order(_ change: (inout Order) -> Void = { _ in }) -> OrderID {
        let id = OrderID(Int64(rows.orders.count + 1))
        var order = Order(
            id: id, clientID: ID(1), number: "SO-\(1000 + id.rawValue)", subtotal: .finite(Money(25)),
            total: .finite(Money(25)), saleStatus: .known(.pending), fulfillmentStatus: .known(.confirmed),
            liveSessionID: rows.sessions.last?.id, origin: "live_shopping", createdAt: Self.ago(minutes: 60))
        change(&order)
        rows.orders.append(order)
        return id
    }

    /// Adds a line of two pieces of batch 1 at 12.50 to the latest order.
    @discardableResult
    mutating func line(_ change: (inout OrderLine) -> Void = { _ in }) -> OrderLineID {
        let id = OrderLineID(Int64(rows.orderLines.count + 1))
        var line = OrderLine(
            id: id, orderID: rows.orders.last?.id ?? ID(1), batchID: ID(1), quantity: .finite(Quantity(2)),
            unitPrice: .finite(Money(unscaled: 1_250, places: 2)), lineTotal: .finite(Money(25)))
        change(&line)
        rows.orderLines.append(line)
        return id
    }

    /// Adds the host's price of 11.00 for product 1 in the latest session.
    @discardableResult
    mutating func override(_ change: (inout PriceOverride) -> Void = { _ in }) -> PriceOverrideID {
        let id = PriceOverrideID(Int64(rows.priceOverrides.count + 1))
        var override = PriceOverride(
            id: id, sessionID: rows.sessions.last?.id ?? ID(1), productID: ID(1), price: .finite(Money(11)),
            createdAt: Self.ago(minutes: 95), updatedAt: Self.ago(minutes: 95))
        change(&override)
        rows.priceOverrides.append(override)
        return id
    }

    /// Adds an unpaid invoice of client 1 over 100.00.
    mutating func invoice(_ change: (inout Invoice) -> Void = { _ in }) {
        var invoice = Invoice(
            id: ID(Int64(rows.invoices.count + 1)), clientID: ID(1), amountDue: .finite(Money(100)),
            status: .known(.sent))
        change(&invoice)
        rows.invoices.append(invoice)
    }
}
