import FinancialMath
import LiveShopping
import Reconciliation

@testable import Repairs
@testable import Reports

/// Proposals as the rules make them, for the rows of ``Shop``.
enum Proposals {
    static func settled(_ rule: RuleID, _ key: FindingKey, impact: Int = 10) -> Proposal.Settled {
        Proposal.Settled(
            Finding(
                rule: rule, severity: .error, key: key, subject: Subject(), expected: "", actual: "",
                impact: Money(impact), repair: .automatic, explanation: ""))
    }

    static func automatic(
        _ findings: [Proposal.Settled], _ title: String, _ changes: [Change], _ evidence: [Evidence] = []
    ) -> Proposal {
        Proposal(
            findings: findings, repair: .automatic, alternatives: [.init(title: title, changes: changes)],
            evidence: evidence)
    }

    /// Session 1 is closed, as its kept order 11 says.
    static let openSession = automatic(
        [settled("conversion.open-session", FindingKey(.session(SessionID(1))))], "Set session 1 to CONVERTED",
        [
            .set(.session(SessionID(1)), column: "status", from: .text("ACTIVE"), to: .text("CONVERTED")),
            .set(
                .session(SessionID(1)), column: "endedAt", from: .null,
                to: .timestamp(Timestamp(year: 2026, month: 11, day: 20, hour: 11, minute: 30))),
        ],
        [
            .row(.session(SessionID(1)), [ColumnValue("status", .text("ACTIVE")), ColumnValue("endedAt", .null)]),
            .row(
                .order(OrderID(11)),
                [
                    ColumnValue("orderType", .text("SALE")), ColumnValue("is_draft", .boolean(false)),
                    ColumnValue("total", .number("28.50")), ColumnValue("tax", .null),
                    ColumnValue(
                        "created_at", .timestamp(Timestamp(year: 2026, month: 11, day: 20, hour: 11, minute: 30))),
                    ColumnValue("deleted_at", .isDeleted(false)),
                ]),
            .members(table: .orders, column: "liveSessionId", value: 1, ids: [11, 12]),
            .members(table: .orders, column: "liveSessionId", value: 2, ids: []),
        ])

    /// Order 12 is a copy of order 11.
    static let duplicate = automatic(
        [settled("conversion.duplicate-orders", FindingKey(.session(SessionID(1))))], "Cancel order SO-12",
        [
            .set(.order(OrderID(12)), column: "saleStatus", from: .text("PENDING"), to: .text("CANCELLED")),
            .set(.order(OrderID(12)), column: "fulfillmentStatus", from: .text("CONFIRMED"), to: .text("CANCELLED")),
            .add(.batch(BatchID(7)), column: "reservedQty", difference: Quantity(-3)),
            .add(.batch(BatchID(7)), column: "sampleQty", difference: Quantity(1)),
        ],
        [order(11), order(12), line(31, price: "9.50"), line(32, price: "9.50")] + orderLines)

    /// Order 12's line, its line total, subtotal and total are wrong: one amendment for four findings.
    static let amendment = automatic(
        [
            settled(
                "line.price",
                FindingKey(.session(SessionID(1)), .order(OrderID(12)), .batch(BatchID(7)), .sample(false))),
            settled("line.total", FindingKey(.order(OrderID(12)), .line(OrderLineID(32)))),
            settled("order.total", FindingKey(.order(OrderID(12)))),
        ], "Amend order SO-12",
        [
            .set(.line(OrderLineID(32)), column: "unit_price", from: .number("9.50"), to: .number("9.25")),
            .set(.line(OrderLineID(32)), column: "line_total", from: .number("28.50"), to: .number("27.75")),
            .set(.order(OrderID(12)), column: "subtotal", from: .number("28.50"), to: .number("27.75")),
            .set(.order(OrderID(12)), column: "total", from: .number("28.50"), to: .number("27.75")),
        ], [order(12), line(32, price: "9.50")] + orderLines)

    static let reserved = reserved(by: Quantity(unscaled: -140_000, places: 4))

    static func reserved(by difference: Quantity) -> Proposal {
        automatic(
            [settled("hold.reserved", FindingKey(.batch(BatchID(7))))], "Correct the reservation of TEA-7",
            [.add(.batch(BatchID(7)), column: "reservedQty", difference: difference)],
            [
                .row(.batch(BatchID(7)), [ColumnValue("reservedQty", .number("20.0000"))]), order(11), order(12),
                .members(table: .orderLines, column: "batch_id", value: 7, ids: [31, 32, 33]),
            ])
    }

    static let exposure = exposure("97.00")

    static func exposure(_ value: String) -> Proposal {
        automatic(
            [settled("credit.exposure", FindingKey(.client(ClientID(5))))], "Store the exposure of Oolong & Co.",
            [.set(.credit(ClientID(5)), column: "current_exposure", from: .number("12.00"), to: .number(value))],
            [
                order(11), order(12),
                .row(
                    RowReference(.invoices, 51),
                    [ColumnValue("amountDue", .number("40")), ColumnValue("status", .text("SENT"))]),
                .members(table: .orders, column: "client_id", value: 5, ids: [11, 12]),
                .members(table: .invoices, column: "customerId", value: 5, ids: [51]),
            ])
    }

    static let duplicateOverride = automatic(
        [settled("integrity.duplicate-override", FindingKey(.session(SessionID(1)), .product(ProductID(1))))],
        "Delete 1 superseded override", [.delete(.override(PriceOverrideID(41)))],
        [override(41, "9.00"), override(42, "9.25")])

    static let itemPrice = automatic(
        [settled("price.override", FindingKey(.item(CartItemID(21))))], "Set the price of item 21 to 9.25",
        [.set(.item(CartItemID(21)), column: "unitPrice", from: .number("9.50"), to: .number("9.25"))],
        [
            override(42, "9.25"), override(41, "9.00"),
            .members(table: .priceOverrides, column: "sessionId", value: 1, ids: [41, 42]),
        ])

    static let all = [
        openSession, duplicate, reserved, exposure, duplicateOverride, itemPrice,
    ]

    /// What a line missing on order 11 may be: added, or withdrawn from the cart.
    static let missingLine = Proposal(
        findings: [
            settled(
                "line.missing",
                FindingKey(.session(SessionID(1)), .order(OrderID(11)), .batch(BatchID(8)), .sample(false)))
        ], repair: .choice,
        alternatives: [
            .init(
                title: "Add it to order SO-11", consequence: "The client pays 5.00 more.\nReserve it as well.",
                changes: [
                    .insertLine(
                        order: OrderID(11), batch: BatchID(8), quantity: Quantity(2),
                        unitPrice: Money(unscaled: 250, places: 2), lineTotal: Money(5), isSample: false),
                    .set(.order(OrderID(11)), column: "subtotal", from: .number("28.50"), to: .number("33.50")),
                    .set(.order(OrderID(11)), column: "total", from: .number("28.50"), to: .number("33.50")),
                ]),
            .init(
                title: "Mark it in the cart as not bought", consequence: "The order stays as it is.",
                changes: [
                    .set(
                        .item(CartItemID(21)), column: "itemStatus", from: .text("TO_PURCHASE"),
                        to: .text("INTERESTED"))
                ]),
        ], evidence: [order(11), .members(table: .orderLines, column: "order_id", value: 11, ids: [31])])

    static func order(_ id: Int64) -> Evidence {
        .row(
            .order(OrderID(id)),
            [
                ColumnValue("client_id", .integer(5)), ColumnValue("subtotal", .number("28.5")),
                ColumnValue("total", .number("28.50")), ColumnValue("saleStatus", .text("PENDING")),
                ColumnValue("fulfillmentStatus", .text("CONFIRMED")), ColumnValue("deleted_at", .isDeleted(false)),
            ])
    }

    static func line(_ id: Int64, price: String) -> Evidence {
        .row(
            .line(OrderLineID(id)),
            [
                ColumnValue("quantity", .number("3")), ColumnValue("unit_price", .number(price)),
                ColumnValue("is_sample", .boolean(false)),
            ])
    }

    static let orderLines: [Evidence] = [
        .members(table: .orderLines, column: "order_id", value: 11, ids: [31]),
        .members(table: .orderLines, column: "order_id", value: 12, ids: [32, 33]),
    ]

    static func override(_ id: Int64, _ price: String) -> Evidence {
        .row(
            .override(PriceOverrideID(id)),
            [ColumnValue("overridePrice", .number(price)), ColumnValue("sessionId", .integer(1))])
    }
}
