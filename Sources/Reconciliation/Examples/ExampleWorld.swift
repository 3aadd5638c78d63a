internal import FinancialMath
internal import LiveShopping

/// A small healthy world that an example changes: one client with credit, one product, one batch, and what it adds.
///
/// Ids count from 1 for each kind. Times are told from T.
///
/// What examples call is `dynamic`, and never replaced: else the compiler puts a copy of it into each of the hundreds of closures in
/// the rules' examples, which takes a third of its time for the module.
struct ExampleWorld {
    var rows = MemoryRows()
    var available = AvailableColumns.all

    /// Client 1 (limit 10,000.00, nothing owed), product 1 of category TEA, batch 1 (100 on hand, cost 10.00) and a
    /// margin of 20 % for TEA, so that its price is 12.50.
    init() {
        rows.users = [User(id: ID(1), name: "Hanna Host")]
        rows.clients = [Client(id: ID(1), name: "Acme Trading")]
        rows.products = [Product(id: ID(1), name: "Darjeeling", category: "TEA")]
        rows.batches = [
            Batch(
                id: ID(1), productID: ID(1), code: "TEA-1", onHand: .number("100"), sample: .number("10"),
                unitCost: .number("10"), costMode: .known(.fixed), status: "LIVE", updatedAt: .ago(days: 60))
        ]
        credit()
        margin("20")
        // Where orders have a second copy of their lines, amending an order is a choice.
        available.remove(.orders, Order.Field.items.name)
    }

    dynamic init(_ build: (inout ExampleWorld) -> Void) {
        self.init()
        build(&self)
    }
}

// MARK: - What is sold, and to whom

extension ExampleWorld {
    /// Adds a client who is like client 1 but has no credit row.
    dynamic mutating func client(_ change: (inout Client) -> Void = { _ in }) {
        var client = Client(id: ID(Int64(rows.clients.count + 1)), name: "Bold Imports")
        change(&client)
        rows.clients.append(client)
    }

    /// Gives client 1 this credit row in place of the one it has.
    dynamic mutating func credit(limit: MoneyFigure = .number("10000"), stored: MoneyFigure = .number("0")) {
        var row = CreditLimit(clientID: ID(1), limit: limit, storedExposure: stored)
        row.note([(.limit, limit.isFinite), (.storedExposure, stored.isFinite)])
        rows.creditLimits = [row]
    }

    /// Gives a category this margin, or none, in place of the one it has.
    dynamic mutating func margin(
        _ margin: PercentageFigure?, of category: String = "TEA", updatedAt: Timestamp = .ago(days: 60)
    ) {
        rows.pricingDefaults.removeAll { $0.category == category }
        guard let margin else { return }
        var row = PricingDefault(category: category, margin: margin, updatedAt: updatedAt)
        row.note([(.margin, margin.isFinite)])
        rows.pricingDefaults.append(row)
    }

    /// The same, as a decimal literal.
    dynamic mutating func margin(_ literal: String, of category: String = "TEA", updatedAt: Timestamp = .ago(days: 60))
    {
        margin(.number(literal), of: category, updatedAt: updatedAt)
    }

    /// Changes batch 1.
    dynamic mutating func stock(_ change: (inout Batch) -> Void) {
        change(&rows.batches[0])
        rows.batches[0].noteFigures()
    }

    /// Gives batch 1 a range of costs instead of one.
    dynamic mutating func range(_ low: String, _ high: String?) {
        stock {
            $0.costMode = .known(.range)
            $0.unitCostMinimum = .number(low)
            $0.unitCostMaximum = high.map { .number($0) }
        }
    }

    /// Adds a batch of product 1 that is like batch 1.
    dynamic mutating func batch(_ change: (inout Batch) -> Void = { _ in }) {
        var batch = rows.batches[0]
        batch.id = ID(Int64(rows.batches.count + 1))
        batch.code = "TEA-\(batch.id)"
        change(&batch)
        batch.noteFigures()
        rows.batches.append(batch)
    }
}

// MARK: - Sessions and their carts

extension ExampleWorld {
    /// Adds a session of client 1 that started two hours ago and was touched a minute ago; closed ones ended an hour
    /// ago.
    dynamic mutating func session(_ status: SessionStatus, _ change: (inout Session) -> Void = { _ in }) {
        let id = SessionID(Int64(rows.sessions.count + 1))
        var session = Session(
            id: id, hostID: ID(1), clientID: ID(1), status: .known(status), roomCode: "ROOM-\(id)",
            scheduledAt: .ago(hours: 2), startedAt: status == .scheduled ? nil : .ago(hours: 2),
            endedAt: status.isClosed ? .ago(hours: 1) : nil, title: "Spring teas", createdAt: .ago(hours: 3),
            updatedAt: .ago(minutes: 1))
        change(&session)
        rows.sessions.append(session)
    }

    /// Adds two pieces of batch 1 at 12.50, to be bought, to the latest session's cart.
    dynamic mutating func item(_ change: (inout CartItem) -> Void = { _ in }) {
        var item = CartItem(
            id: ID(Int64(rows.cartItems.count + 1)), sessionID: rows.sessions.last?.id ?? ID(1), batchID: ID(1),
            productID: ID(1), quantity: .number("2"), unitPrice: .number("12.50"), itemStatus: .known(.toPurchase),
            createdAt: .ago(minutes: 90), updatedAt: .ago(minutes: 90))
        change(&item)
        item.note([(.quantity, item.quantity.isFinite), (.unitPrice, item.unitPrice.isFinite)])
        rows.cartItems.append(item)
    }

    /// Adds the host's price of 11.00 for product 1 in the latest session.
    dynamic mutating func override(_ change: (inout PriceOverride) -> Void = { _ in }) {
        var override = PriceOverride(
            id: ID(Int64(rows.priceOverrides.count + 1)), sessionID: rows.sessions.last?.id ?? ID(1),
            productID: ID(1), price: .number("11"), createdAt: .ago(minutes: 95), updatedAt: .ago(minutes: 95))
        change(&override)
        override.note([(.price, override.price.isFinite)])
        rows.priceOverrides.append(override)
    }
}

// MARK: - Orders and invoices

extension ExampleWorld {
    /// Adds a confirmed sale over 25.00 that is linked to the latest session, made an hour ago, with no line yet.
    dynamic mutating func order(_ change: (inout Order) -> Void = { _ in }) {
        let id = OrderID(Int64(rows.orders.count + 1))
        var order = Order(
            id: id, clientID: ID(1), number: "SO-\(1000 + id.rawValue)", subtotal: .number("25"),
            total: .number("25"), saleStatus: .known(.pending), fulfillmentStatus: .known(.confirmed),
            liveSessionID: rows.sessions.last?.id, origin: "live_shopping", createdAt: .ago(minutes: 60))
        change(&order)
        order.noteFigures()
        rows.orders.append(order)
    }

    /// Adds a line of two pieces of batch 1 at 12.50 to the latest order.
    dynamic mutating func line(_ change: (inout OrderLine) -> Void = { _ in }) {
        var line = OrderLine(
            id: ID(Int64(rows.orderLines.count + 1)), orderID: rows.orders.last?.id ?? ID(1), batchID: ID(1),
            quantity: .number("2"), unitPrice: .number("12.50"), lineTotal: .number("25"))
        change(&line)
        line.note([
            (.quantity, line.quantity.isFinite), (.unitPrice, line.unitPrice.isFinite),
            (.lineTotal, line.lineTotal.isFinite),
        ])
        rows.orderLines.append(line)
    }

    /// Adds an unpaid invoice of client 1 over 100.00.
    dynamic mutating func invoice(_ change: (inout Invoice) -> Void = { _ in }) {
        var invoice = Invoice(
            id: ID(Int64(rows.invoices.count + 1)), clientID: ID(1), amountDue: .number("100"), status: .known(.sent),
            totalAmount: .number("100"))
        change(&invoice)
        invoice.note([
            (.amountDue, invoice.amountDue?.isFinite ?? true), (.totalAmount, invoice.totalAmount?.isFinite ?? true),
            (.amountPaid, invoice.amountPaid?.isFinite ?? true),
        ])
        rows.invoices.append(invoice)
    }

    /// Adds an unpaid invoice over 25.00 that names the latest order, and does not know of it.
    dynamic mutating func billedAgain(_ change: (inout Invoice) -> Void = { _ in }) {
        let order = rows.orders.last?.id
        invoice {
            $0.amountDue = .number("25")
            $0.totalAmount = .number("25")
            $0.referenceType = "ORDER"
            $0.referenceID = order
            change(&$0)
        }
    }

    /// Bills the latest order: the same invoice, which the order names.
    dynamic mutating func billed(_ change: (inout Invoice) -> Void = { _ in }) {
        billedAgain(change)
        guard !rows.orders.isEmpty else { return }
        rows.orders[rows.orders.count - 1].invoiceID = rows.invoices.last?.id
    }
}

extension CartItem {
    /// Host and client agreed on a price, ninety minutes ago unless told otherwise.
    dynamic mutating func agree(_ price: String, at moment: Timestamp? = nil) {
        negotiationStatus = .known(.accepted)
        negotiation = Negotiation(finalPrice: Money(literal: price), acceptedAt: moment)
    }
}
