internal import FinancialMath
internal import LiveShopping

/// Goods have left, and nobody has billed them.
struct InvoiceLate: BillingRule {
    static let description = RuleDescription(
        id: "invoice.late", severity: .warning,
        title: "Shipped, and not invoiced yet",
        rationale:
            "The client has the goods, and is not asked to pay: the longer it takes, the less likely it is paid.",
        remedy: "Make the invoice, or find out why there is none.",
        population: .orders, looksAt: [.sessions, .orders, .orderLinks, .invoiceReferences],
        needs: [[RuleInput(Order.Field.cashPayment)]],
        examples: [
            .fires(
                "The order of 25.00 was made two days ago, shipped, and not invoiced.", "order=1",
                expected: "invoice", actual: "none", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = .ago(days: 2)
                }
            },
            .silent("The order was made a day ago to the microsecond.") {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = .ago(hours: 24)
                }
            },
            .fires(
                "The order was made a microsecond more than a day ago, and 5.00 were paid in cash.", "order=1",
                expected: "invoice", actual: "none", impact: "20.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.delivered)
                    $0.createdAt = .ago(microseconds: 1, hours: 24)
                    $0.cashPayment = .number("5")
                }
            },
            .fires(
                "Nobody wrote down when the order was made.", "order=1", expected: "invoice", actual: "none",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = nil
                }
            },
            .silent("An invoice names the order, which does not know it.") {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = .ago(days: 2)
                }
                $0.billedAgain()
            },
            .silent("The order was paid in cash.") {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = .ago(days: 2)
                    $0.cashPayment = .number("25")
                }
            },
            .silent("The order is packed.") {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.packed)
                    $0.createdAt = .ago(days: 2)
                }
            },
            .fires(
                "The only invoice that names the order is void.", "order=1", expected: "invoice", actual: "none",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.fulfillmentStatus = .known(.shipped)
                    $0.createdAt = .ago(days: 2)
                }
                $0.billedAgain { $0.status = .known(.void) }
            },
        ])

    /// How long after an order is made its invoice may take.
    private static let patience = TimeSpan.hours(24)

    func judge(_ billing: BillingFile) -> [Ruling] {
        let order = billing.order
        guard order.hasLeft, !order.isInvoiced,
            order.isOlder(than: billing.ledger.asOf - Self.patience), let unpaid = order.unpaid, unpaid.isPositive
        else { return [] }
        return [
            ruling(
                billing.key, billing.subject, expected: "invoice", actual: "none", impact: unpaid, repair: .manual,
                because: """
                    \(billing.sentenceName) was made at \(order.createdAt.word), is \
                    \(order.fulfillmentStatus?.description ?? "none") and not invoiced; \(unpaid.formatted) are not paid.
                    """)
        ]
    }
}
