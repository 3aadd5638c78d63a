internal import FinancialMath
internal import LiveShopping

/// An order counts as invoiced, and there is no invoice.
struct InvoiceMissing: BillingRule {
    static let description = RuleDescription(
        id: "invoice.missing", severity: .critical,
        title: "The order's invoice does not exist",
        rationale: """
            The order says that it was invoiced, so nobody bills it again and it is no longer counted as owed; but the \
            invoice that it names is gone, deleted or void. The money is never asked for.
            """,
        remedy: "Find out what became of the invoice; make a new one, or take the reference off the order.",
        population: .orders, looksAt: [.sessions, .orders, .orderLinks, .payments],
        needs: [[RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)]],
        examples: [
            .fires(
                "The order of 25.00 names invoice 7, which does not exist.", "order=1", expected: "invoice",
                actual: "none", impact: "25.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.order { $0.invoiceID = ID(7) }
            },
            .silent("The order names its invoice, which was sent.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
            },
            .silent("The order's invoice cannot be read, so nobody knows what it is; another names the order.") {
                $0.session(.converted)
                $0.order()
                $0.billedAgain()
                $0.billed {
                    $0.status = .known(.void)
                    $0.loses(.totalAmount)
                }
            },
            .silent("The order names no invoice.") {
                $0.session(.converted)
                $0.order()
            },
            .fires(
                "The order's invoice is void.", "order=1", expected: "invoice", actual: "VOID", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.billed { $0.status = .known(.void) }
            },
            .fires(
                "The order's invoice is deleted, and was void before.", "order=1", expected: "invoice",
                actual: "DELETED", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.billed {
                    $0.status = .known(.void)
                    $0.isDeleted = true
                }
            },
            .fires(
                "30.00 of 25.00 were paid in cash, so nothing is lost.", "order=1", expected: "invoice", actual: "none",
                impact: "0.00"
            ) {
                $0.session(.converted)
                $0.order {
                    $0.invoiceID = ID(7)
                    $0.cashPayment = .number("30")
                }
            },
            .silent("The order was cancelled, and its invoice is void.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.status = .known(.void) }
            },
            .silent("The order is not of live shopping.") {
                $0.order { $0.invoiceID = ID(7) }
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        guard billing.order.isLive, let id = billing.order.invoiceID, let state = Self.state(of: billing.own) else {
            return []
        }
        let impact = max(.zero, billing.order.unpaid ?? .zero)
        return [
            ruling(
                billing.key, billing.subject, expected: "invoice", actual: state, impact: impact, repair: .manual,
                because: """
                    \(billing.sentenceName) over \(billing.order.totalWord) names invoice \(id), \
                    \(Self.words(state)); \(impact.formatted) of it are not paid.
                    """)
        ]
    }

    /// Nil for an invoice that is there; one that cannot be read is.
    private static func state(of own: Invoice?) -> String? {
        guard let own else { return "none" }
        if own.isExcluded { return nil }
        if own.isDeleted { return "DELETED" }
        return own.status?.known == .void ? "VOID" : nil
    }

    private static func words(_ state: String) -> String {
        switch state {
        case "none": "which does not exist"
        case "VOID": "which is void"
        default: "which is deleted"
        }
    }
}

extension BillingFile {
    /// `Order SO-1001 (id 17) of session 42 (room TEA-1) of Acme Trading (client 7)`
    var sentenceName: String { "O\(order.name.dropFirst()) of \(ledger.named(session))" }
}
