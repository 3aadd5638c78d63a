internal import FinancialMath
internal import LiveShopping

/// The rows that some changes touch, as they would leave them.
///
/// A later change of a cell wins over an earlier one, and an addition adds to what is there by then.
struct EditedRows {
    private var cells: [RowReference: [CellEdit]] = [:]
    private var deleted: Set<RowReference> = []
    private var newLines: [OrderID: [OrderLine]] = [:]
    /// What is added to a batch's quantities, change by change.
    private(set) var additions: [BatchID: [(column: String, difference: Quantity)]] = [:]
    /// What is added to stored exposures.
    private(set) var exposures: [ClientID: Money] = [:]

    init(_ changes: some Sequence<Change>) {
        for change in changes {
            switch change {
            case .set(let row, let column, _, let to):
                cells[row, default: []].append(CellEdit(column: column, edit: .set(to)))
            case .add(let row, _, let difference) where row.table == .clientCreditLimits:
                exposures[ClientID(row.id), default: .zero] += Money(converting: difference)
            case .add(let row, let column, let difference) where row.table == .batches:
                additions[BatchID(row.id), default: []].append((column, difference))
            case .add(let row, let column, let difference):
                cells[row, default: []].append(CellEdit(column: column, edit: .add(difference)))
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
        edited(order, .order(order.id))
    }

    /// The lines that are left, and those that come.
    func lines(_ stake: OrderStake) -> [OrderLine] {
        stake.lines.filter { !deleted.contains(.line($0.id)) }.map { line in
            edited(line, .line(line.id))
        } + (newLines[stake.order.id] ?? [])
    }

    func invoice(_ invoice: Invoice, _ id: InvoiceID) -> Invoice {
        edited(invoice, .invoice(id))
    }

    func session(_ session: Session) -> Session {
        edited(session, .session(session.id))
    }

    /// The items that are left.
    func items(_ items: [CartItem]) -> [CartItem] {
        items.filter { !deleted.contains(.item($0.id)) }.map { item in
            edited(item, .item(item.id))
        }
    }

    /// What is stored as a client's exposure; nil when that is not changed.
    func storedExposure(of client: ClientID) -> Money? {
        let stored = cells[.credit(client)]?.last { $0.column == CreditLimit.Field.storedExposure.name }
        guard case .set(let cell) = stored?.edit else { return nil }
        return cell.number()
    }

    private func edited<Row: TableRow>(_ row: Row, _ reference: RowReference) -> Row {
        guard let changes = cells[reference] else { return row }
        var row = row
        for change in changes {
            switch change.edit {
            case .set(let cell): row.set(change.column, to: cell)
            case .add(let difference):
                let cell = row.cells.first { $0.field.name == change.column }?.cell
                if let number: Quantity = cell?.number() { row.set(change.column, to: Cell(number + difference)) }
            }
        }
        return row
    }
}

/// What becomes of a cell.
private struct CellEdit {
    let column: String
    let edit: Edit

    enum Edit {
        case set(Cell)
        case add(Quantity)
    }
}

private extension Cell {
    /// The number that is written; nil for a null, and for what is no number.
    func number<Measure: Dimension>() -> Exact<Measure>? {
        guard case .number(let text) = self else { return nil }
        return Exact(literal: text)
    }
}
