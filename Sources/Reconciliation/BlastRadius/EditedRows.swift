internal import FinancialMath
internal import LiveShopping

/// The rows that some changes touch, as they would leave them.
///
/// A later change of a cell wins over an earlier one. Every column is named in a switch: who adds a column that repairs
/// may change is asked here what it moves.
struct EditedRows {
    private var cells: [RowReference: [ColumnValue]] = [:]
    private var deleted: Set<RowReference> = []
    private var newLines: [OrderID: [OrderLine]] = [:]
    /// What is added to a batch's quantities, change by change.
    private(set) var additions: [BatchID: [(column: String, difference: Quantity)]] = [:]

    init(_ changes: some Sequence<Change>) {
        for change in changes {
            switch change {
            case .set(let row, let column, _, let to): cells[row, default: []].append(ColumnValue(column, to))
            case .add(let row, let column, let difference):
                additions[BatchID(row.id), default: []].append((column, difference))
            case .delete(let row): deleted.insert(row)
            case .insertLine(let order, let batch, let quantity, let unitPrice, let lineTotal, let isSample):
                newLines[order, default: []].append(
                    OrderLine(
                        id: OrderLineID(0), orderID: order, batchID: batch, quantity: .finite(quantity),
                        unitPrice: .finite(unitPrice), lineTotal: .finite(lineTotal), isSample: isSample))
            }
        }
    }

    /// Every row that is set or deleted.
    var touched: Set<RowReference> { deleted.union(cells.keys) }
    var ordersWithNewLines: some Sequence<OrderID> { newLines.keys }

    func order(_ order: Order) -> Order {
        edited(order, .order(order.id)) { order, field, cell in order.set(field, to: cell) }
    }

    /// The lines that are left, and those that come.
    func lines(_ stake: OrderStake) -> [OrderLine] {
        stake.lines.filter { !deleted.contains(.line($0.id)) }.map { line in
            edited(line, .line(line.id)) { line, field, cell in line.set(field, to: cell) }
        } + (newLines[stake.order.id] ?? [])
    }

    func session(_ session: Session) -> Session {
        edited(session, .session(session.id)) { session, field, cell in session.set(field, to: cell) }
    }

    /// The items that are left.
    func items(_ items: [CartItem]) -> [CartItem] {
        items.filter { !deleted.contains(.item($0.id)) }.map { item in
            edited(item, .item(item.id)) { item, field, cell in item.set(field, to: cell) }
        }
    }

    /// What is stored as a client's exposure; nil when that is not changed.
    func storedExposure(of client: ClientID) -> Money? {
        let stored = cells[.credit(client)]?.last { $0.column == CreditLimit.Field.storedExposure.name }
        let figure: MoneyFigure? = stored?.value.figure()
        return figure?.value
    }

    private func edited<Row: TableRow>(
        _ row: Row, _ reference: RowReference, _ set: (inout Row, Row.Field, Cell) -> Void
    ) -> Row {
        guard let changes = cells[reference] else { return row }
        var row = row
        for change in changes {
            guard let field = Row.Field.allCases.first(where: { $0.name == change.column }) else {
                preconditionFailure("a repair changes \(Row.table.name).\(change.column), which is no column")
            }
            set(&row, field, change.value)
        }
        return row
    }
}

private extension Order {
    mutating func set(_ field: Field, to cell: Cell) {
        switch field {
        case .clientID: if case .integer(let id) = cell { clientID = ClientID(id) }
        case .type: if case .text(let word) = cell { type = Word(word) }
        case .isDraft: if case .boolean(let value) = cell { isDraft = value }
        case .total: if let figure: MoneyFigure = cell.figure() { total = figure }
        case .cashPayment: cashPayment = cell.figure()
        case .saleStatus: saleStatus = cell.word.map(Word.init)
        case .fulfillmentStatus: fulfillmentStatus = cell.word.map(Word.init)
        case .invoiceID: if case .integer(let id) = cell { invoiceID = InvoiceID(id) } else { invoiceID = nil }
        case .deletedAt: isDeleted = cell.isPresent
        // Neither exposure nor availability rests on these.
        case .id, .number, .subtotal, .tax, .discount, .shipping, .notes, .liveSessionID, .origin, .createdAt: break
        }
    }
}

private extension OrderLine {
    mutating func set(_ field: Field, to cell: Cell) {
        switch field {
        case .batchID: if case .integer(let id) = cell { batchID = BatchID(id) }
        case .quantity: if let figure: QuantityFigure = cell.figure() { quantity = figure }
        case .isSample: if case .boolean(let value) = cell { isSample = value }
        case .id, .orderID, .unitPrice, .lineTotal: break
        }
    }
}

private extension Session {
    mutating func set(_ field: Field, to cell: Cell) {
        switch field {
        case .status: if case .text(let word) = cell { status = Word(word) }
        case .clientID: if case .integer(let id) = cell { clientID = ClientID(id) }
        case .deletedAt: isDeleted = cell.isPresent
        case .id, .hostID, .roomCode, .scheduledAt, .startedAt, .endedAt, .title, .timeoutSeconds, .expiresAt,
            .lastActivityAt, .createdAt, .updatedAt:
            break
        }
    }
}

private extension CartItem {
    mutating func set(_ field: Field, to cell: Cell) {
        switch field {
        case .batchID: if case .integer(let id) = cell { batchID = BatchID(id) }
        case .quantity: if let figure: QuantityFigure = cell.figure() { quantity = figure }
        case .unitPrice: if let figure: MoneyFigure = cell.figure() { unitPrice = figure }
        case .isSample: if case .boolean(let value) = cell { isSample = value }
        case .deletedAt: isDeleted = cell.isPresent
        // Whether an item is to be bought matters to orders, not to holds.
        case .id, .sessionID, .productID, .addedByRole, .itemStatus, .negotiationStatus, .createdAt, .updatedAt: break
        }
    }
}

private extension Cell {
    var word: String? {
        if case .text(let word) = self { return word }
        return nil
    }

    /// A time, or that there is one.
    var isPresent: Bool {
        switch self {
        case .timestamp, .asOf, .isDeleted(true): true
        default: false
        }
    }
}

private extension Cell {
    /// The number that is written; nil for a null, and for what is no number.
    func figure<Measure: Dimension>() -> Figure<Measure>? {
        guard case .number(let text) = self else { return nil }
        return Exact<Measure>(literal: text).map(Figure.finite)
    }
}
