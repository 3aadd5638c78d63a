internal import FinancialMath
internal import LiveShopping

/// An order was called off, and is still to be paid.
struct InvoiceNotVoid: BillingRule {
    static let description = RuleDescription(
        id: "invoice.not-void", severity: .error,
        title: "The order was cancelled, its invoice was not",
        rationale: "The client is asked to pay for what it does not get, and owes it in every credit decision.",
        remedy: "Void the invoice, or find out why the order was cancelled after it was billed.",
        population: .goneOrders, looksAt: [.sessions, .orders, .orderLinks],
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)], [RuleInput(Invoice.Field.amountDue)],
        ],
        examples: [
            .fires(
                "The order was cancelled, and 25.00 are due on its invoice.", "order=1", expected: "VOID",
                actual: "SENT", impact: "25.00", repair: .manual
            ) {
                $0.session(.ended)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed()
            },
            .silent("The order was cancelled, and its invoice is void.") {
                $0.session(.ended)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.status = .known(.void) }
            },
            .silent("The order was cancelled, and nothing is due on its invoice.") {
                $0.session(.ended)
                $0.order { $0.fulfillmentStatus = .known(.cancelled) }
                $0.billed { $0.amountDue = .number("0") }
            },
            .silent("The order stands, and so does its invoice.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
            },
            .fires(
                "The order is deleted, and an invoice that it does not know asks for 25.00.", "order=1",
                expected: "VOID", actual: "OVERDUE", impact: "25.00"
            ) {
                $0.session(.ended)
                $0.order { $0.isDeleted = true }
                $0.billedAgain { $0.status = .known(.overdue) }
            },
            .fires(
                "The cancelled order is billed twice, and the first invoice has no status.", "order=1",
                expected: "VOID", actual: "none", impact: "50.00"
            ) {
                $0.session(.ended)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.status = nil }
                $0.billedAgain()
            },
            .silent("What is due is not a number.") {
                $0.session(.ended)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.amountDue = .nan }
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        let due = billing.standing.filter(\.isStillDue)
        guard !billing.order.isLive, let first = due.first else { return [] }
        let sum = due.reduce(Money.zero) { $0 + ($1.amountDue?.value ?? .zero) }
        return [
            ruling(
                billing.key, billing.subject, expected: "VOID", actual: first.status?.description ?? "none",
                impact: sum, repair: .manual,
                because: """
                    \(billing.sentenceName) is \(billing.isCancelled ? "cancelled" : "deleted"), yet \(sum.formatted) \
                    are due on \(due.map(\.name).joined(separator: ", ")).
                    """)
        ]
    }
}
