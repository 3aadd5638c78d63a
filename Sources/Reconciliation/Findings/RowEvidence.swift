internal import FinancialMath
internal import LiveShopping

/// Writes down the rows that a finding rests on, with the values that were read, for the columns that exist.
struct RowEvidence {
    private let available: AvailableColumns

    init(_ ledger: Ledger) {
        available = ledger.available
    }

    func session(_ session: Session) -> Evidence {
        .row(
            .session(session.id),
            present([
                (Session.Field.status, .text(session.status.description)),
                (.endedAt, Cell(session.endedAt)),
                (.clientID, .integer(session.clientID.rawValue)),
                (.deletedAt, .isDeleted(session.isDeleted)),
            ]))
    }

    func order(_ order: Order) -> Evidence {
        .row(
            .order(order.id),
            present([
                (Order.Field.clientID, .integer(order.clientID.rawValue)),
                (.type, .text(order.type.description)),
                (.isDraft, .boolean(order.isDraft)),
                (.subtotal, Cell(order.subtotal)),
                (.total, Cell(order.total)),
                (.tax, Cell(order.tax)),
                (.discount, Cell(order.discount)),
                (.shipping, Cell(order.shipping)),
                (.cashPayment, Cell(order.cashPayment)),
                (.saleStatus, Cell(order.saleStatus?.description)),
                (.fulfillmentStatus, Cell(order.fulfillmentStatus?.description)),
                (.invoiceID, Cell(order.invoiceID?.rawValue)),
                (.liveSessionID, Cell(order.liveSessionID?.rawValue)),
                (.createdAt, .timestamp(order.createdAt)),
                (.deletedAt, .isDeleted(order.isDeleted)),
            ]))
    }

    /// What decides whether an order's lines reserve inventory.
    func orderStanding(_ order: Order) -> Evidence {
        .row(
            .order(order.id),
            present([
                (Order.Field.type, .text(order.type.description)),
                (.isDraft, .boolean(order.isDraft)),
                (.saleStatus, Cell(order.saleStatus?.description)),
                (.fulfillmentStatus, Cell(order.fulfillmentStatus?.description)),
                (.deletedAt, .isDeleted(order.isDeleted)),
            ]))
    }

    /// The order with all its lines, none added, none taken away.
    func orderWithLines(_ order: CaseOrder) -> [Evidence] {
        [self.order(order.order)] + order.lines.map(line)
            + [
                .members(
                    table: .orderLines, column: OrderLine.Field.orderID.name, value: order.order.id.rawValue,
                    ids: order.lines.map(\.id.rawValue))
            ]
    }

    func line(_ line: OrderLine) -> Evidence {
        .row(
            .line(line.id),
            present([
                (OrderLine.Field.batchID, .integer(line.batchID.rawValue)),
                (.quantity, Cell(line.quantity)),
                (.unitPrice, Cell(line.unitPrice)),
                (.lineTotal, Cell(line.lineTotal)),
                (.isSample, .boolean(line.isSample)),
            ]))
    }

    func item(_ item: CartItem) -> Evidence {
        .row(
            .item(item.id),
            present([
                (CartItem.Field.sessionID, .integer(item.sessionID.rawValue)),
                (.batchID, .integer(item.batchID.rawValue)),
                (.productID, .integer(item.productID.rawValue)),
                (.quantity, Cell(item.quantity)),
                (.unitPrice, Cell(item.unitPrice)),
                (.isSample, .boolean(item.isSample)),
                (.itemStatus, Cell(item.itemStatus?.description)),
                (.negotiationStatus, Cell(item.negotiationStatus?.description)),
                (.deletedAt, .isDeleted(item.isDeleted)),
            ]))
    }

    /// The session's cart as it was read, deleted items too, none added, none taken away.
    func cart(_ file: CaseFile) -> [Evidence] {
        file.items.filter { !$0.isExcluded }.map(item) + [cartMembers(file)]
    }

    /// The last activity of a session: its own times, and when its items were made and changed.
    func activity(_ file: CaseFile) -> [Evidence] {
        let session = file.facts.session
        let own = Evidence.row(
            .session(session.id),
            present([
                (Session.Field.expiresAt, Cell(session.expiresAt)),
                (.timeoutSeconds, Cell(session.timeoutSeconds)),
                (.lastActivityAt, Cell(session.lastActivityAt)),
                (.updatedAt, .timestamp(session.updatedAt)),
            ]))
        let items = file.items.filter { !$0.isExcluded }.map { item in
            Evidence.row(
                .item(item.id),
                present([
                    (CartItem.Field.createdAt, .timestamp(item.createdAt)),
                    (.updatedAt, .timestamp(item.updatedAt)),
                    (.deletedAt, .isDeleted(item.isDeleted)),
                ]))
        }
        return [self.session(session), own] + items + [cartMembers(file)] + linkedOrders(of: file.facts)
    }

    func cartMembers(_ file: CaseFile) -> Evidence {
        .members(
            table: .cartItems, column: CartItem.Field.sessionID.name, value: file.facts.id.rawValue,
            ids: file.items.map(\.id.rawValue))
    }

    /// The batch's product, cost and stock.
    func batch(_ batch: Batch) -> Evidence {
        .row(
            .batch(batch.id),
            present([
                (Batch.Field.productID, .integer(batch.productID.rawValue)),
                (.onHand, Cell(batch.onHand)),
                (.sample, Cell(batch.sample)),
                (.reserved, Cell(batch.reserved)),
                (.quarantine, Cell(batch.quarantine)),
                (.hold, Cell(batch.hold)),
                (.unitCost, Cell(batch.unitCost)),
                (.costMode, Cell(batch.costMode?.description)),
                (.unitCostMinimum, Cell(batch.unitCostMinimum)),
                (.unitCostMaximum, Cell(batch.unitCostMaximum)),
                (.status, Cell(batch.status)),
                (.deletedAt, .isDeleted(batch.isDeleted)),
            ]))
    }

    func batchProduct(_ batch: Batch) -> Evidence {
        .row(.batch(batch.id), present([(Batch.Field.productID, .integer(batch.productID.rawValue))]))
    }

    func override(_ override: PriceOverride) -> Evidence {
        .row(
            .override(override.id),
            present([
                (PriceOverride.Field.sessionID, .integer(override.sessionID.rawValue)),
                (.productID, .integer(override.productID.rawValue)),
                (.price, Cell(override.price)),
                (.updatedAt, .timestamp(override.updatedAt)),
            ]))
    }

    /// Nil for an invoice that has no id, or that cannot be read.
    func invoice(_ invoice: Invoice) -> Evidence? {
        guard let id = invoice.id, !invoice.isExcluded else { return nil }
        return .row(
            RowReference(.invoices, id.rawValue),
            present([
                (Invoice.Field.customerID, Cell(invoice.clientID?.rawValue)),
                (.amountDue, Cell(invoice.amountDue)),
                (.status, Cell(invoice.status?.description)),
                (.deletedAt, .isDeleted(invoice.isDeleted)),
            ]))
    }

    /// No override came to the session since, or went.
    func overrideMembers(of session: SessionID, _ book: OverrideBook) -> Evidence {
        .members(
            table: .priceOverrides, column: PriceOverride.Field.sessionID.name, value: session.rawValue,
            ids: book.ids(ofSession: session).map(\.rawValue))
    }

    /// No order was linked to the session since, where orders have a column for it.
    func linkedOrders(of session: SessionFacts) -> [Evidence] {
        guard available.has(Order.Field.liveSessionID), !session.summary.hasUnreadable else { return [] }
        let byColumn = session.orders.filter { $0.liveSessionID == session.id }
        return [
            .members(
                table: .orders, column: Order.Field.liveSessionID.name, value: session.id.rawValue,
                ids: byColumn.map(\.id.rawValue).sorted())
        ]
    }

    /// Leaves out the columns that the database does not have.
    func present<Field: TableColumn>(_ values: [(Field, Cell)]) -> [ColumnValue] {
        values.filter { available.has($0.0) }.map { ColumnValue($0.0.name, $0.1) }
    }
}

extension CaseFile {
    /// The session, its live orders and all their lines.
    var orderEvidence: [Evidence] {
        let evidence = RowEvidence(facts.ledger)
        return [evidence.session(facts.session)] + orders.flatMap(evidence.orderWithLines)
            + evidence.linkedOrders(of: facts)
    }
}

extension Cell {
    init(_ time: Timestamp?) {
        self = time.map(Cell.timestamp) ?? .null
    }

    init(_ text: String?) {
        self = text.map(Cell.text) ?? .null
    }

    init(_ number: Int64?) {
        self = number.map(Cell.integer) ?? .null
    }

    init<Measure: Dimension>(_ figure: Figure<Measure>?) {
        self = figure.map { .number($0.formattedExactly) } ?? .null
    }

    init<Measure: Dimension>(_ number: Exact<Measure>) {
        self = .number(number.formattedExactly)
    }
}
