internal import FinancialMath
internal import LiveShopping

/// Writes down the rows that a finding rests on, with the values that were read, for the columns that exist.
struct RowEvidence {
    private let available: AvailableColumns
    private let hasInvoiceReferences: Bool

    init(_ ledger: Ledger) {
        available = ledger.available
        hasInvoiceReferences = ledger.hasInvoiceReferences
    }

    func session(_ session: Session) -> Evidence {
        .row(.session(session.id), cells(session, of: [.clientID, .status, .endedAt, .deletedAt]))
    }

    /// Everything about an order but what it is called.
    func order(_ order: Order) -> Evidence {
        .row(.order(order.id), cells(order, besides: [.id, .number, .notes, .origin]))
    }

    /// And of its notes that they name the session's room, where nothing else links it.
    func order(_ order: Order, of session: Session) -> Evidence {
        guard case .row(_, let cells) = self.order(order), order.liveSessionID == nil,
            session.roomCode.utf8.count < RoomCodeNote.longestCode
        else { return self.order(order) }
        let note = ColumnValue(Order.Field.notes.name, .naming(RoomCodeNote.words + session.roomCode))
        return .row(.order(order.id), cells + [note])
    }

    /// What decides whether an order's lines reserve inventory.
    func orderStanding(_ order: Order) -> Evidence {
        .row(
            .order(order.id),
            cells(order, of: [.type, .isDraft, .saleStatus, .fulfillmentStatus, .deletedAt]))
    }

    /// The order with all its lines, deleted ones too, none added, none taken away, and that nobody has billed it since.
    func orderWithLines(_ order: CaseOrder, of session: Session) -> [Evidence] {
        [self.order(order.order, of: session)] + order.lines.map(line) + order.deletedLines.map(line)
            + [
                .members(
                    table: .orderLines, column: OrderLine.Field.orderID.name, value: order.order.id.rawValue,
                    ids: (order.lines + order.deletedLines).map(\.id.rawValue).sorted())
            ] + references(to: order.order.id, order.references)
    }

    /// No invoice came to name the order since, where invoices name orders, and none that does has come to stand, or ceased to.
    func references(to order: OrderID, _ invoices: [Invoice]) -> [Evidence] {
        guard hasInvoiceReferences else { return [] }
        let named = invoices.compactMap { invoice in invoice.id.map { (id: $0, invoice) } }.sorted { $0.id < $1.id }
        return [
            .members(
                table: .invoices, column: Invoice.Field.referenceID.name, value: order.rawValue,
                ids: named.map(\.id.rawValue))
        ]
            + named.filter { !$0.1.isExcluded }.map { id, invoice in
                .row(
                    RowReference(.invoices, id.rawValue), cells(invoice, of: [.status, .referenceType, .deletedAt]))
            }
    }

    func line(_ line: OrderLine) -> Evidence {
        .row(.line(line.id), cells(line, besides: [.id, .orderID]))
    }

    func item(_ item: CartItem) -> Evidence {
        .row(.item(item.id), cells(item, besides: [.id, .createdAt, .updatedAt]))
    }

    /// That nobody has touched the item since, what is agreed on it included.
    func itemTime(_ item: CartItem) -> Evidence { .row(.item(item.id), cells(item, of: [.updatedAt])) }

    /// The session's cart as it was read, deleted items too, none added, none taken away.
    func cart(_ file: CaseFile) -> [Evidence] {
        file.items.filter { !$0.isExcluded }.map(item) + [cartMembers(file)]
    }

    /// The last activity of a session: its own times, and when its items were made and changed.
    func activity(_ file: CaseFile) -> [Evidence] {
        let session = file.facts.session
        let own = Evidence.row(
            .session(session.id), cells(session, of: [.expiresAt, .timeoutSeconds, .lastActivityAt, .updatedAt]))
        let items = file.items.filter { !$0.isExcluded }.map { item in
            Evidence.row(.item(item.id), cells(item, of: [.createdAt, .updatedAt, .deletedAt]))
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
        .row(.batch(batch.id), cells(batch, besides: [.id, .code, .updatedAt]))
    }

    func batchProduct(_ batch: Batch) -> Evidence {
        .row(.batch(batch.id), cells(batch, of: [.productID]))
    }

    func override(_ override: PriceOverride) -> Evidence {
        .row(.override(override.id), cells(override, besides: [.id, .createdAt]))
    }

    /// Nil for an invoice that has no id, or that cannot be read.
    func invoice(_ invoice: Invoice) -> Evidence? {
        guard let id = invoice.id, !invoice.isExcluded else { return nil }
        return .row(RowReference(.invoices, id.rawValue), cells(invoice, besides: [.id]))
    }

    /// No override came to the session since, or went.
    func overrideMembers(of session: SessionID, _ book: OverrideBook) -> Evidence {
        .members(
            table: .priceOverrides, column: PriceOverride.Field.sessionID.name, value: session.rawValue,
            ids: book.rows(ofSession: session).map(\.id.rawValue))
    }

    /// No order was linked to the session since, by its column or by its note, and none that was has come to count, or ceased to.
    func linkedOrders(of session: SessionFacts) -> [Evidence] {
        let note = note(naming: session)
        guard !session.summary.hasUnreadable, note != nil || available.has(Order.Field.liveSessionID) else { return [] }
        return [
            .members(
                table: .orders, column: Order.Field.liveSessionID.name, value: session.id.rawValue, note: note,
                ids: session.orders.map(\.id.rawValue).sorted())
        ] + session.orders.map(orderStanding)
    }

    /// Nil for a session that no note can name.
    private func note(naming session: SessionFacts) -> Evidence.Note? {
        let code = session.session.roomCode
        guard RoomCodeNote.canName(code), session.ledger.sessions.slot(ofRoom: code) == session.slot else { return nil }
        return Evidence.Note(column: Order.Field.notes.name, words: RoomCodeNote.words + code)
    }

    /// What some columns of a row hold, without those that the database does not have.
    func cells<Row: TableRow>(_ row: Row, of fields: Set<Row.Field>) -> [ColumnValue] {
        row.cells.filter { fields.contains($0.field) && available.has($0.field) }.map {
            ColumnValue($0.field.name, $0.cell)
        }
    }

    /// What all columns of a row hold but some.
    func cells<Row: TableRow>(_ row: Row, besides fields: Set<Row.Field>) -> [ColumnValue] {
        cells(row, of: Set(Row.Field.allCases).subtracting(fields))
    }
}

extension CaseFile {
    /// The session, its live orders and all their lines.
    var orderEvidence: Grounds {
        let evidence = RowEvidence(facts.ledger)
        return Grounds(
            [evidence.session(facts.session)] + orders.flatMap { evidence.orderWithLines($0, of: facts.session) }
                + evidence.linkedOrders(of: facts))
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
