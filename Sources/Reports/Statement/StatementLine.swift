internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of statement.csv: what was ordered in a session, or is in its cart.
struct StatementLine {
    let session: SessionDetail
    /// Nil for what is in the cart.
    let order: Order?
    let batch: BatchID
    let quantity: QuantityFigure
    let price: MoneyFigure
    let amount: MoneyFigure
    let isSample: Bool

    var label: BatchLabel? { session.batches[batch] }

    static func lines(_ statement: ClientStatement) -> [StatementLine] {
        statement.sessions.rows.flatMap { session in
            let orders = session.orders.rows.filter { $0.isShown(to: statement.client) && $0.role != .cancelled }
            return orders.isEmpty ? cart(session) : orders.flatMap { ordered($0, session) }
        }
    }

    private static func ordered(_ detail: OrderDetail, _ session: SessionDetail) -> [StatementLine] {
        (detail.lines?.rows ?? []).map { line in
            StatementLine(
                session: session, order: detail.order, batch: line.batchID, quantity: line.quantity,
                price: line.unitPrice, amount: line.lineTotal, isSample: line.isSample)
        }
    }

    private static func cart(_ session: SessionDetail) -> [StatementLine] {
        session.items.rows.compactMap { detail in
            switch detail.standing {
            case .convertible, .undecided, .sample: break
            case .deleted, .unreadable, .excluded: return nil
            }
            let item = detail.item
            return StatementLine(
                session: session, order: nil, batch: item.batchID, quantity: item.quantity, price: item.unitPrice,
                amount: .finite(item.isSample ? .zero : item.value), isSample: item.isSample)
        }
    }
}

extension CSVTable<StatementLine> {
    /// statement.csv: line by line what the statement shows.
    static let statement = CSVTable(
        fileName: "statement.csv",
        columns: [
            .integer("session_id") { $0.session.session.id.rawValue },
            .text("room_code") { $0.session.session.roomCode },
            .text("order_number") { $0.order?.number },
            .text("ordered_at") { $0.order?.createdAt?.description },
            .text("product") { $0.label?.product },
            .text("batch_code") { $0.label?.code },
            .exact("quantity") { $0.quantity.value },
            .exact("unit_price") { $0.price.value },
            .exact("amount") { $0.amount.value },
            .count("sample") { $0.isSample ? 1 : 0 },
        ])
}
