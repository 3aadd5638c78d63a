internal import FinancialMath
internal import LiveShopping

/// One order is billed several times.
struct InvoiceDuplicate: BillingRule {
    static let description = RuleDescription(
        id: "invoice.duplicate", severity: .critical,
        title: "One order, several invoices",
        rationale: "The client is asked to pay for one order more than once, and owes both until somebody notices.",
        remedy: "Look which invoice was sent and paid, and void the others; see to the client's payments first.",
        population: .presentOrders, looksAt: [.sessions, .orders, .orderLinks],
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)],
            [RuleInput(Invoice.Field.referenceType)], [RuleInput(Invoice.Field.referenceID)],
        ],
        examples: [
            .fires(
                "The order names its invoice, and a second one over 25.00 names the order.", "order=1", expected: "1",
                actual: "2", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.billed()
                $0.billedAgain()
            },
            .silent("The second invoice is void.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
                $0.billedAgain { $0.status = .known(.void) }
            },
            .silent("The second invoice is about a delivery of that number.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
                $0.billedAgain { $0.referenceType = "DELIVERY" }
            },
            .fires(
                "The order names no invoice, and three over 25.00 name it: the first is kept.", "order=1",
                expected: "1", actual: "3", impact: "50.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.billedAgain()
                $0.billedAgain { $0.referenceType = "SALE" }
                $0.billedAgain()
            },
            .fires(
                "The invoice that the order names says nothing of the order, and another one over 20.00 does.",
                "order=1", expected: "1", actual: "2", impact: "20.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.billed {
                    $0.referenceType = nil
                    $0.referenceID = nil
                }
                $0.billedAgain { $0.totalAmount = .number("20") }
            },
            .fires(
                "The order was cancelled, and is billed twice all the same.", "order=1", expected: "1", actual: "2",
                impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed()
                $0.billedAgain()
            },
            .silent("The second invoice's total is not a number: it is as if it were not there.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
                $0.billedAgain { $0.totalAmount = .nan }
            },
            .silent("The order is deleted.") {
                $0.session(.converted)
                $0.order { $0.isDeleted = true }
                $0.billed()
                $0.billedAgain()
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        let billed = billing.billed
        guard !billing.order.isDeleted, billed.count > 1 else { return [] }
        let own = billed.first { $0.invoice.id == billing.standingOwn?.id }
        let kept = own ?? billed[0]
        let surplus = billed.filter { $0.invoice.id != kept.invoice.id }.reduce(Money.zero) { $0 + $1.amount }
        return [
            ruling(
                billing.key, billing.subject, expected: "1", actual: String(billed.count), impact: surplus,
                repair: .choice(among: billed, restingOn: billing.grounds, Self.voiding),
                because: """
                    \(billing.sentenceName) is billed by \(billed.map(Self.words).joined(separator: ", ")); all but \
                    \(kept.invoice.name) come to \(surplus.formatted).
                    """)
        ]
    }

    private static func words(_ billed: BillingFile.Billed) -> String {
        "\(billed.invoice.name) over \(billed.amount.formatted) (\(billed.invoice.status?.description ?? "no status"))"
    }

    private static func voiding(_ billed: BillingFile.Billed) -> Proposal.Alternative {
        .init(
            title: "Void \(billed.invoice.name)",
            consequence: consequence(billed),
            changes: [
                .set(
                    .invoice(billed.id), column: Invoice.Field.status.name,
                    from: Cell(billed.invoice.status?.description), to: .text(InvoiceStatus.void.rawValue))
            ])
    }
}

private extension InvoiceDuplicate {
    static func consequence(_ billed: BillingFile.Billed) -> String {
        let due = billed.invoice.amountDue?.value ?? billed.amount
        let open = "\(due.formatted) are no longer asked for"
        guard let paid = billed.invoice.amountPaid?.value else { return "\(open); see to what was paid on it first." }
        return paid.isZero
            ? "\(open); nothing was paid on it." : "\(open); \(paid.formatted) were paid on it: see to that first."
    }
}

extension BillingFile {
    /// An invoice that stands for an order, with what it bills.
    struct Billed {
        let id: InvoiceID
        let invoice: Invoice
        let amount: Money
    }

    /// The invoices that stand for the order and say how much they bill, by id.
    var billed: [Billed] { standing.compactMap(billed) }

    /// Nil for one whose amount is no number: it is as if it were not there.
    func billed(_ invoice: Invoice) -> Billed? {
        guard let id = invoice.id, let amount = amount(of: invoice) else { return nil }
        return Billed(id: id, invoice: invoice, amount: amount)
    }
}
