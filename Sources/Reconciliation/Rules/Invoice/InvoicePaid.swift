internal import FinancialMath
internal import LiveShopping

/// An invoice is paid, and something is due on it.
struct InvoicePaid: InvoiceRule {
    static let description = RuleDescription(
        id: "invoice.paid", severity: .warning,
        title: "The invoice is paid, and something is still due",
        rationale: """
            A paid invoice counts for nothing in what the client owes. If the rest is really due, credit is given too \
            freely; if it is not, the figure misleads whoever reads it.
            """,
        remedy: "Compare the payments with the invoice; correct the status or what is due.",
        population: .invoices,
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)], [RuleInput(Invoice.Field.amountDue)],
        ],
        examples: [
            .fires(
                "The invoice is paid, and 100.00 are due on it.", "invoice=1", expected: "0.00", actual: "100.00",
                impact: "100.00", repair: .manual
            ) {
                $0.invoice { $0.status = .known(.paid) }
            },
            .silent("The invoice is paid, and nothing is due on it.") {
                $0.invoice {
                    $0.status = .known(.paid)
                    $0.amountDue = .number("0")
                }
            },
            .silent("The invoice was sent, and 100.00 are due on it.") {
                $0.invoice()
            },
            .silent("The paid invoice is deleted.") {
                $0.invoice {
                    $0.status = .known(.paid)
                    $0.isDeleted = true
                }
            },
            .fires(
                "5.00 too much were paid.", "invoice=1", expected: "0.00", actual: "-5.00", impact: "5.00"
            ) {
                $0.invoice {
                    $0.status = .known(.paid)
                    $0.amountDue = .number("-5")
                }
            },
            .silent("What is due is not a number.") {
                $0.invoice {
                    $0.status = .known(.paid)
                    $0.amountDue = .nan
                }
            },
        ])

    func judge(_ invoice: Invoice, _ ledger: Ledger) -> Ruling? {
        guard let id = invoice.id, invoice.stands, invoice.status?.known == .paid, let due = invoice.amountDue?.value,
            !due.isZero
        else { return nil }
        let client = invoice.clientID.map { " of \(ledger.named($0))" } ?? ""
        return ruling(
            FindingKey(.invoice(id)), Subject(client: invoice.clientID), expected: "0.00", actual: due.formatted,
            impact: due.magnitude, repair: .manual,
            because: "Invoice \(id)\(client) is PAID, and \(due.formattedExactly) are due on it.")
    }
}
