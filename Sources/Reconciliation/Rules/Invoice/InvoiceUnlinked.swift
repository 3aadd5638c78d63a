internal import FinancialMath
internal import LiveShopping

/// An invoice names an order that does not know it.
struct InvoiceUnlinked: BillingRule {
    static let description = RuleDescription(
        id: "invoice.unlinked", severity: .error,
        title: "The order does not know its invoice",
        rationale: """
            The order looks as if it were still to be billed: the next run of billing makes a second invoice, and credit \
            counts what it should not.
            """,
        remedy: "Pick the repair: it writes the invoice's number into the order.",
        population: .invoices, looksAt: [.sessions, .orders, .orderLinks],
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)],
            [RuleInput(Invoice.Field.referenceType)], [RuleInput(Invoice.Field.referenceID)],
        ],
        examples: [
            .fires(
                "An invoice over 25.00 names the order, and the order names none.", "invoice=1", expected: "1",
                actual: "none", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.billedAgain()
            },
            .silent("Invoice and order name each other.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
            },
            .silent("The invoice that names the order is void.") {
                $0.session(.converted)
                $0.order()
                $0.billedAgain { $0.status = .known(.void) }
            },
            .silent("The order names another invoice.") {
                $0.session(.converted)
                $0.order { $0.invoiceID = ID(9) }
                $0.billedAgain()
            },
            .silent("The order that the invoice names was cancelled.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billedAgain()
            },
            .silent("The order that the invoice names is not of live shopping.") {
                $0.order()
                $0.billedAgain()
            },
            .silent("The invoice's total is not a number.") {
                $0.session(.converted)
                $0.order()
                $0.billedAgain { $0.totalAmount = .nan }
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        guard billing.order.isLive, billing.order.invoiceID == nil else { return [] }
        let naming = billing.naming.compactMap(billing.billed)
        return naming.map { billed in
            ruling(
                FindingKey(.invoice(billed.id)), billing.subject, expected: billing.order.id.description,
                actual: "none", impact: billed.amount,
                repair: naming.count == 1 ? Self.linking(billed, billing) : .manual,
                because: """
                    I\(billed.invoice.name.dropFirst()) over \(billed.amount.formatted) is for \(billing.order.name) of \
                    \(billing.ledger.named(billing.session)), which names no invoice\
                    \(naming.count == 1 ? "" : "; \(naming.count) invoices name it").
                    """)
        }
    }

    private static func linking(_ billed: BillingFile.Billed, _ billing: BillingFile) -> Repair {
        .choice(
            [
                .init(
                    title: "Let \(billing.order.name) name \(billed.invoice.name)",
                    consequence: "The order counts as billed; it is not billed again.",
                    changes: [
                        .set(
                            .order(billing.order.id), column: Order.Field.invoiceID.name, from: .null,
                            to: .integer(billed.id.rawValue))
                    ])
            ],
            restingOn: billing.grounds)
    }
}
