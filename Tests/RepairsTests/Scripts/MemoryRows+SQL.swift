import FinancialMath
import LiveShopping

@testable import Repairs
@testable import Reports

extension MemoryRows {
    /// Statements that put the rows into tables of the reference schema, whether or not they fit together.
    var insertions: String {
        let tables = [
            insert(users) { [.init(User.Field.id, $0.id.rawValue), .init(.name, $0.name)] },
            insert(clients) { [.init(Client.Field.id, $0.id.rawValue), .init(.name, $0.name)] },
            insert(creditLimits) {
                [
                    .init(CreditLimit.Field.clientID, $0.clientID.rawValue), .init(.limit, $0.limit.formattedExactly),
                    .init(.storedExposure, $0.storedExposure.formattedExactly),
                ]
            },
            insert(products) {
                [.init(Product.Field.id, $0.id.rawValue), .init(.name, $0.name), .init(.category, $0.category)]
            },
            insert(batches, batch), insert(sessions, session), insert(cartItems, item), insert(orders, order),
            insert(orderLines, line),
            insert(priceOverrides) {
                [
                    .init(PriceOverride.Field.id, $0.id.rawValue), .init(.sessionID, $0.sessionID.rawValue),
                    .init(.productID, $0.productID.rawValue), .init(.price, $0.price.formattedExactly),
                    .init(.createdAt, $0.createdAt.postgresText), .init(.updatedAt, $0.updatedAt.postgresText),
                ]
            },
            insert(invoices) {
                [
                    .init(Invoice.Field.id, $0.id?.rawValue), .init(.customerID, $0.clientID?.rawValue),
                    .init(.amountDue, $0.amountDue?.formattedExactly), .init(.status, $0.status?.description),
                    .init(.totalAmount, $0.totalAmount?.formattedExactly), .init(.referenceType, $0.referenceType),
                    .init(.referenceID, $0.referenceID?.rawValue), .init(.deletedAt, deleted($0.isDeleted)),
                ]
            },
        ]
        return "SET session_replication_role = replica;\n" + tables.joined(separator: "\n")
    }
}

/// A column's name with its value as text.
private struct Value<Field: TableColumn> {
    let field: Field
    let text: String?

    init(_ field: Field, _ value: (some CustomStringConvertible)?) {
        self.field = field
        text = value.map(\.description)
    }
}

private func insert<Row: TableRow>(_ rows: [Row], _ values: (Row) -> [Value<Row.Field>]) -> String {
    rows.map { row in
        let values = values(row)
        let columns = values.map { SQLText.identifier($0.field.name) }.joined(separator: ", ")
        let cells = values.map { $0.text.map(SQLText.literal) ?? "NULL" }.joined(separator: ", ")
        return "INSERT INTO \(SQLText.identifier(Row.table.name)) (\(columns)) VALUES (\(cells));"
    }
    .joined(separator: "\n")
}

private func deleted(_ isDeleted: Bool) -> String? { isDeleted ? "2026-11-01T00:00:00Z" : nil }

private func batch(_ row: Batch) -> [Value<Batch.Field>] {
    [
        .init(.id, row.id.rawValue), .init(.productID, row.productID.rawValue), .init(.code, row.code),
        .init(.onHand, row.onHand.formattedExactly), .init(.sample, row.sample.formattedExactly),
        .init(.reserved, row.reserved.formattedExactly), .init(.quarantine, row.quarantine.formattedExactly),
        .init(.hold, row.hold.formattedExactly), .init(.unitCost, row.unitCost?.formattedExactly),
        .init(.costMode, row.costMode?.description), .init(.unitCostMinimum, row.unitCostMinimum?.formattedExactly),
        .init(.unitCostMaximum, row.unitCostMaximum?.formattedExactly), .init(.status, row.status),
        .init(.updatedAt, row.updatedAt?.postgresText), .init(.deletedAt, deleted(row.isDeleted)),
    ]
}

private func session(_ row: Session) -> [Value<Session.Field>] {
    [
        .init(.id, row.id.rawValue), .init(.hostID, row.hostID.rawValue), .init(.clientID, row.clientID.rawValue),
        .init(.status, row.status.description), .init(.roomCode, row.roomCode),
        .init(.scheduledAt, row.scheduledAt?.postgresText), .init(.startedAt, row.startedAt?.postgresText),
        .init(.endedAt, row.endedAt?.postgresText), .init(.title, row.title),
        .init(.timeoutSeconds, row.timeoutSeconds), .init(.expiresAt, row.expiresAt?.postgresText),
        .init(.lastActivityAt, row.lastActivityAt?.postgresText), .init(.createdAt, row.createdAt.postgresText),
        .init(.updatedAt, row.updatedAt.postgresText), .init(.deletedAt, deleted(row.isDeleted)),
    ]
}

private func item(_ row: CartItem) -> [Value<CartItem.Field>] {
    [
        .init(.id, row.id.rawValue), .init(.sessionID, row.sessionID.rawValue), .init(.batchID, row.batchID.rawValue),
        .init(.productID, row.productID.rawValue), .init(.quantity, row.quantity.formattedExactly),
        .init(.unitPrice, row.unitPrice.formattedExactly), .init(.isSample, row.isSample),
        .init(.itemStatus, row.itemStatus?.description),
        .init(.negotiationStatus, row.negotiationStatus?.description), .init(.createdAt, row.createdAt.postgresText),
        .init(.updatedAt, row.updatedAt.postgresText), .init(.deletedAt, deleted(row.isDeleted)),
    ]
}

private func order(_ row: Order) -> [Value<Order.Field>] {
    [
        .init(.id, row.id.rawValue), .init(.clientID, row.clientID.rawValue), .init(.number, row.number),
        .init(.type, row.type.description), .init(.isDraft, row.isDraft),
        .init(.subtotal, row.subtotal.formattedExactly), .init(.total, row.total.formattedExactly),
        .init(.tax, row.tax?.formattedExactly), .init(.discount, row.discount?.formattedExactly),
        .init(.shipping, row.shipping?.formattedExactly), .init(.cashPayment, row.cashPayment?.formattedExactly),
        .init(.saleStatus, row.saleStatus?.description), .init(.fulfillmentStatus, row.fulfillmentStatus?.description),
        .init(.invoiceID, row.invoiceID?.rawValue), .init(.notes, row.notes),
        .init(.liveSessionID, row.liveSessionID?.rawValue), .init(.origin, row.origin),
        .init(.createdAt, row.createdAt?.postgresText), .init(.deletedAt, deleted(row.isDeleted)),
    ]
}

private func line(_ row: OrderLine) -> [Value<OrderLine.Field>] {
    [
        .init(.id, row.id.rawValue), .init(.orderID, row.orderID.rawValue), .init(.batchID, row.batchID.rawValue),
        .init(.quantity, row.quantity.formattedExactly), .init(.unitPrice, row.unitPrice.formattedExactly),
        .init(.lineTotal, row.lineTotal.formattedExactly), .init(.isSample, row.isSample),
    ]
}
