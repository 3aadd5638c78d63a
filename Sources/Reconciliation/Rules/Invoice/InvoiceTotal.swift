internal import FinancialMath
internal import LiveShopping

/// An invoice asks for another sum than its order comes to.
struct InvoiceTotal: BillingRule {
    static let description = RuleDescription(
        id: "invoice.total", severity: .error,
        title: "The invoice's total is not the order's",
        rationale:
            "The client is billed another sum than it agreed to: shipping, a discount or a later change is missing.",
        remedy: "Find out which of the two is right, and correct the other with a new invoice or a credit note.",
        population: .orders, looksAt: [.sessions, .orders, .orderLinks],
        needs: [
            [RuleInput(Invoice.Field.id)], [RuleInput(Invoice.Field.status)], [RuleInput(Invoice.Field.totalAmount)],
        ],
        examples: [
            .fires(
                "The order comes to 25.00, and its invoice to 20.00.", "order=1", expected: "25.00", actual: "20.00",
                impact: "5.00", repair: .manual
            ) {
                $0.session(.converted)
                $0.order()
                $0.billed { $0.totalAmount = .number("20") }
            },
            .silent("Order and invoice come to 25.00.") {
                $0.session(.converted)
                $0.order()
                $0.billed()
            },
            .silent("The invoice over 20.00 is void.") {
                $0.session(.converted)
                $0.order()
                $0.billed {
                    $0.totalAmount = .number("20")
                    $0.status = .known(.void)
                }
            },
            .silent("The order was cancelled.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.billed { $0.totalAmount = .number("20") }
            },
            .silent("The order's total is not a number.") {
                $0.session(.converted)
                $0.order { $0.total = .nan }
                $0.billed()
            },
            .silent("The invoice says no total.") {
                $0.session(.converted)
                $0.order()
                $0.billed { $0.totalAmount = nil }
            },
        ])

    func judge(_ billing: BillingFile) -> [Ruling] {
        guard billing.order.isLive, billing.order.hasReadableAmounts, let expected = billing.order.total.value,
            let own = billing.standingOwn, let actual = own.totalAmount?.value, actual != expected
        else { return [] }
        let difference = (expected - actual).magnitude
        return [
            ruling(
                billing.key, billing.subject, expected: expected.formatted, actual: actual.formatted,
                impact: difference, repair: .manual,
                because: """
                    \(billing.sentenceName) comes to \(expected.formattedExactly), its \(own.name) to \
                    \(actual.formattedExactly): \(difference.formattedExactly) apart.
                    """)
        ]
    }
}
