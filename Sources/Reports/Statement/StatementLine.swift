internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// A line of a statement, on its page and in statement.csv: what was ordered in a session, or is in its cart.
struct StatementLine: TemplateRow {
    let session: SessionDetail
    /// Nil for what is in the cart.
    let order: Order?
    let batch: BatchID
    let quantity: QuantityFigure
    let price: MoneyFigure
    let amount: MoneyFigure
    let isSample: Bool
    /// Nobody has said yet whether it is bought.
    var isUndecided = false

    var label: BatchLabel? { session.batches[batch] }

    static let tags: [PageTag<Self>] = [
        .text("product") { $0.label?.product ?? "" },
        .text("batch") { $0.label?.code ?? "" },
        .text("quantity") { $0.quantity.figure },
        .text("price") { $0.price.figure },
        .text("amount") { $0.amount.figure },
        .text("note") { $0.isSample ? "sample" : $0.isUndecided ? "not decided yet" : "" },
    ]

    static func lines(_ statement: ClientStatement) -> [StatementLine] {
        statement.sessions.rows.flatMap { session in
            let orders = session.orders.rows.filter { $0.isShown(to: statement.client) && $0.role != .cancelled }
            return orders.isEmpty ? cart(session) : orders.flatMap { ordered($0, session) }
        }
    }

    static func ordered(_ detail: OrderDetail, _ session: SessionDetail) -> [StatementLine] {
        (detail.lines?.rows ?? []).map { line in
            StatementLine(
                session: session, order: detail.order, batch: line.batchID, quantity: line.quantity,
                price: line.unitPrice, amount: line.lineTotal, isSample: line.isSample)
        }
    }

    static func cart(_ session: SessionDetail) -> [StatementLine] {
        session.items.rows.compactMap { detail in
            let isUndecided: Bool
            switch detail.standing {
            case .convertible, .sample: isUndecided = false
            case .undecided: isUndecided = true
            case .deleted, .unreadable, .excluded: return nil
            }
            let item = detail.item
            return StatementLine(
                session: session, order: nil, batch: item.batchID, quantity: item.quantity, price: item.unitPrice,
                amount: .finite(item.isSample ? .zero : item.value), isSample: item.isSample, isUndecided: isUndecided)
        }
    }
}

extension CSVTable<StatementLine> {
    /// statement.csv: line by line what the statement shows.
    static let statement = CSVTable(
        fileName: "statement.csv",
        columns: [
            .id("session_id") { $0.session.session.id.rawValue },
            .text("room_code") { $0.session.session.roomCode },
            .text("order_number") { $0.order?.number },
            .text("ordered_at") { $0.order?.createdAt?.description },
            .text("product") { $0.label?.product },
            .text("batch_code") { $0.label?.code },
            .exact("quantity") { $0.quantity.value },
            .exact("unit_price") { $0.price.value },
            .exact("amount") { $0.amount.value },
            .flag("sample") { $0.isSample },
        ])
}
