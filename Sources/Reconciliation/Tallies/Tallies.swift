internal import Common
internal import FinancialMath
internal import LiveShopping

/// What the streamed tables come to: cart items, order lines and invoices, each row folded in and forgotten.
///
/// Tallies of disjoint parts of the rows merge, in any order, to the tallies of the whole: also those of parts that know
/// no other orders than their own, when a session's orders, items and lines are in one part.
struct Tallies: Sendable {
    let ledger: Ledger
    private(set) var orders: OrderBook
    let fullPrices: Bool
    private let key: Fingerprint.Key

    private(set) var sessions: Paged<SessionTally>
    private(set) var batches: Paged<BatchTally>
    private(set) var lines: Paged<LinesTally>
    private(set) var receivables: Paged<Money>
    private(set) var billing: BillingTally
    private(set) var rulings: [Ruling] = []
    private(set) var prices: [PriceResult] = []
    /// The rows behind the rulings and the prices.
    private(set) var remarked = RemarkedRows()
    private(set) var register = Register()
    private(set) var populations = Populations()
    /// Which items may be alike, shared by all that read items; gone once they are read.
    private var repeats: RepeatFilter?
    /// Who holds what, until it is counted.
    private(set) var held = HeldBatches()

    /// - Parameter repeats: Nil where no items are read.
    init(
        ledger: Ledger, orders: OrderBook, repeats: RepeatFilter?, fullPrices: Bool, key: Fingerprint.Key = .ofProcess
    ) {
        self.ledger = ledger
        self.orders = orders
        self.repeats = repeats
        self.fullPrices = fullPrices
        self.key = key
        sessions = Paged(repeating: SessionTally(), count: ledger.sessions.count)
        batches = Paged(repeating: BatchTally(), count: ledger.batches.batches.count)
        lines = Paged(repeating: LinesTally(), count: orders.orders.count)
        billing = BillingTally()
        receivables = Paged(repeating: .zero, count: ledger.clients.count)
    }

    mutating func merge(_ other: Tallies) {
        sessions.merge(other.sessions) { $0.merge($1) }
        batches.merge(other.batches) { $0.merge($1) }
        held.merge(other.held)
        mergeLines(other)
        receivables.merge(other.receivables) { $0 += $1 }
        rulings += other.rulings
        prices += other.prices
        remarked.merge(other.remarked)
        register.merge(other.register)
        populations.merge(other.populations)
    }

    /// Orders are found by slot where both sides know the same ones, and by id where the other side has its own.
    private mutating func mergeLines(_ other: Tallies) {
        billing.merge(other.billing, isSameBook: orders === other.orders)
        guard orders !== other.orders else {
            return lines.merge(other.lines) { $0.merge($1) }
        }
        for slot in other.lines.indices {
            guard let place = orders.slot(of: other.orders.orders[slot].id) else { continue }
            lines[place].merge(other.lines[slot])
            if other.billing.isSettled(slot) { billing.settle(place) }
            if other.billing.isNamed(slot) { billing.name(place) }
        }
    }

    /// Once everything was read: the orders know which of them an invoice names, the batches how many sessions hold them.
    mutating func seal() {
        held.forEach { batch, _ in batches[batch].addSession() }
        held = HeldBatches()
        orders = orders.marking(billing.named(in: orders))
        repeats = nil
    }

    /// What is owed for orders that no invoice is about, by client slot.
    var openAmounts: [Money] {
        orders.open.reduce(into: orders.openAmounts) { amounts, open in
            if billing.isNamed(open.id, in: orders) { amounts[Int(open.client)] -= open.amount }
        }
    }

    /// An order as it is to be understood, when its row was fetched anew.
    func read(_ stored: Order) -> Order {
        var order = ledger.read(stored)
        order.isNamedByInvoice = billing.isNamed(order.id, in: orders)
        return order
    }
}

// MARK: - Cart items

extension Tallies {
    /// Takes an item that no rule says anything of; false, and nothing is counted, for one that must be looked at as a row.
    mutating func take(_ item: PlainItem) -> Bool {
        guard !item.isDeleted else {
            register.note(item, as: .deleted)
            return true
        }
        let standing = ItemStanding(item, ledger, orders)
        guard standing.interest(in: item, ledger, fullPrices: fullPrices) == .none else { return false }
        register.note(item, as: standing.isLive ? .used : .unattached)
        count(item, standing)
        return true
    }

    mutating func add(_ item: CartItem) {
        guard !item.isDeleted, !item.isExcluded else {
            register.note(item, as: .deleted)
            return
        }
        let standing = ItemStanding(item, ledger, orders)
        register.note(item, as: standing.isLive ? .used : .unattached)
        count(item, standing)
        judge(item, standing)
    }

    private mutating func count(_ item: some CartItemCells, _ standing: ItemStanding) {
        populations[.presentItems] += 1
        if standing.isPriced { populations[.pricedItems] += 1 }
        guard standing.isLive, let slot = standing.sessionSlot else { return }
        populations[.items] += 1
        let mayRepeat = repeats?.insert(item, ofSessionAt: slot) ?? true
        sessions[slot].add(item, isConvertible: ledger.isConvertible(item), mayRepeat: mayRepeat, key)
        guard standing.isHolding, let batch = standing.batchSlot, item.isReadable, let quantity = item.quantity.value
        else { return }
        batches[batch].addItem(quantity, isSample: item.isSample)
        held.add(batch: batch, session: slot)
    }

    /// What the rules say of an item, and its price where that is listed.
    private mutating func judge(_ item: CartItem, _ standing: ItemStanding) {
        let interest = standing.interest(in: item, ledger, fullPrices: fullPrices)
        guard interest != .none else { return }
        let facts = ItemFacts(item: item, standing: standing, ledger: ledger)
        if interest == .rules || fullPrices || !facts.isPricedAsDerived { judge(facts) }
    }

    private mutating func judge(_ facts: ItemFacts) {
        let known = (rulings.count, prices.count)
        defer { if known != (rulings.count, prices.count) { remarked.items.append(facts.item.id) } }
        judge(facts, by: Catalogue.itemRules)
        if facts.isLive, facts.isSessionOpen { judge(facts, by: Catalogue.openItemRules) }
        guard facts.price != nil else { return }
        let before = rulings.count
        judge(facts, by: Catalogue.priceRules)
        guard rulings.count > before || fullPrices, let price = facts.priceResult else { return }
        prices.append(price)
    }

    private mutating func judge(_ facts: ItemFacts, by rules: [any ItemRule]) {
        for rule in rules {
            if let ruling = rule.judge(facts) { rulings.append(ruling) }
        }
    }
}

// MARK: - Order lines and invoices

extension Tallies {
    /// Takes a line of an order that exists; false, and nothing is counted, for one that must be looked at as a row.
    mutating func take(_ line: PlainLine) -> Bool {
        guard !line.isDeleted else {
            register.note(line, as: .deleted)
            return true
        }
        guard let stub = orders.stub(of: line.orderID) else { return false }
        populations[.everyLine] += 1
        register.note(line, as: .used)
        count(line, stub, isExcluded: false)
        return true
    }

    mutating func add(_ line: OrderLine) {
        guard !line.isDeleted else {
            register.note(line, as: .deleted)
            return
        }
        populations[.everyLine] += 1
        let stub = line.known(.orderID, line.orderID).flatMap(orders.stub)
        let isIncluded = register.note(line, as: stub == nil ? .unattached : .used)
        if let stub {
            count(line, stub, isExcluded: !isIncluded)
        } else if isIncluded {
            judge(stray: line)
        }
    }

    private mutating func count(_ line: some OrderLineCells, _ stub: OrderStub, isExcluded: Bool) {
        if !isExcluded { reserve(line, stub) }
        if stub.linkedSlot >= 0 { add(line, toOrderAt: Int(stub.linkedSlot), isExcluded: isExcluded) }
    }

    private mutating func judge(stray line: OrderLine) {
        let said = Catalogue.strayLineRules.compactMap { $0.judge(stray: line) }
        guard !said.isEmpty else { return }
        rulings += said
        remarked.lines.append(line.id)
    }

    private mutating func reserve(_ line: some OrderLineCells, _ stub: OrderStub) {
        guard stub.isReserving || stub.hasLeft || stub.isOfUnknownStatus,
            let batch = ledger.batches.slot(of: line.batchID)
        else { return }
        if stub.hasLeft { batches[batch].hasLeftLines = true }
        if stub.isOfUnknownStatus { batches[batch].hasUnknownLines = true }
        guard let quantity = line.reserved(by: stub) else { return }
        batches[batch].addLine(quantity)
    }

    private mutating func add(_ line: some OrderLineCells, toOrderAt slot: Int, isExcluded: Bool) {
        guard line.isReadable, !isExcluded, let lineTotal = line.lineTotal.value else {
            lines[slot].hasUnreadable = true
            return
        }
        lines[slot].lineTotals += lineTotal
        if orders.counts(slot) { populations[.lines] += 1 }
        if orders.isKept(slot) {
            sessions[orders.sessionSlot(ofOrderAt: slot)].subtract(line, key)
        } else if line.isSample ? !lineTotal.isZero : lineTotal != line.lineTotalExpected {
            lines[slot].isSuspicious = true
        }
    }

    mutating func add(_ invoice: Invoice) {
        let isReadable = register.note(invoice, as: invoice.isDeleted ? .deleted : .used)
        note(invoice, without: .amountDue, invoice.amountDue)
        note(invoice, without: .totalAmount, invoice.totalAmount)
        billing.add(invoice, orders)
        if invoice.stands {
            populations[.invoices] += 1
            judge(invoice)
        }
        guard isReadable, let owed = invoice.amountOwed,
            let client = invoice.clientID, let slot = ledger.clients.slot(of: client)
        else { return }
        receivables[slot] += owed
    }
}

private extension Tallies {
    mutating func note(_ invoice: Invoice, without field: Invoice.Field, _ amount: MoneyFigure?) {
        if amount == nil, ledger.available.has(field) { register.note(invoice, withoutAmount: field) }
    }

    mutating func judge(_ invoice: Invoice) {
        let said = ledger.invoiceRules.compactMap { $0.judge(invoice, ledger) }
        guard !said.isEmpty, let id = invoice.id else { return }
        rulings += said
        remarked.invoices.append(id)
    }
}

// MARK: - Parts from elsewhere

extension Tallies {
    /// Adds what another machine made of its part of the rows, but for the rulings, for which the rows are judged again.
    mutating func merge(_ part: PartialTallies) throws(FieldDamage) {
        for entry in part.sessions {
            let slot = try found(ledger.sessions.slot(of: entry.id), "session \(entry.id)")
            sessions[slot].merge(ofOtherShard: entry.tally)
        }
        for entry in part.batches {
            let slot = try found(ledger.batches.slot(of: entry.id), "batch \(entry.id)")
            batches[slot].merge(entry.tally)
        }
        for entry in part.lines {
            lines[try found(orders.slot(of: entry.id), "order \(entry.id)")].merge(entry.tally)
        }
        for entry in part.receivables {
            receivables[try found(ledger.clients.slot(of: entry.id), "client \(entry.id)")] += entry.tally
        }
        for holder in part.held {
            held.add(
                batch: try found(ledger.batches.slot(of: holder.batch), "batch \(holder.batch)"),
                session: try found(ledger.sessions.slot(of: holder.session), "session \(holder.session)"))
        }
        for id in part.settled { billing.settle(try found(orders.slot(of: id), "order \(id)")) }
        for id in part.named { billing.name(try found(orders.slot(of: id), "order \(id)")) }
        billing.add(suspects: part.suspects, namedElsewhere: part.namedElsewhere)
        register.merge(part.register)
        populations.merge(part.populations)
    }

    private func found(_ slot: Int?, _ name: String) throws(FieldDamage) -> Int {
        guard let slot else { throw FieldDamage("it speaks of \(name), which the snapshot does not have") }
        return slot
    }

    /// Judges rows that other machines remarked on.
    mutating func judgeAgain(_ rows: RemarkedRows, from reader: any RowReader) throws {
        if !rows.items.isEmpty {
            try reader.cartItems(.matching(CartItem.Field.id, rows.items)) {
                judge($0, ItemStanding($0, ledger, orders))
            }
        }
        if !rows.lines.isEmpty {
            try reader.orderLines(.matching(OrderLine.Field.id, rows.lines)) { judge(stray: $0) }
        }
        if !rows.invoices.isEmpty {
            try reader.invoices(.matching(Invoice.Field.id, rows.invoices)) { judge($0) }
        }
    }
}

extension Tallies {
    /// What an order line reserves of its batch; nil for one that reserves nothing.
    func reservedQuantity(of line: OrderLine) -> Quantity? {
        line.isDeleted ? nil : orders.stub(of: line.orderID).flatMap(line.reserved(by:))
    }
}

private extension OrderLineCells {
    /// Of a line that is not deleted.
    func reserved(by stub: OrderStub) -> Quantity? {
        guard stub.isReserving, !isSample, isReadable else { return nil }
        return quantity.value
    }
}
