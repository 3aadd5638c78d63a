internal import FinancialMath
internal import LiveShopping

/// The subtotal is not the sum of the lines.
struct OrderSubtotal: CaseRule {
    static let description = RuleDescription(
        id: "order.subtotal", severity: .error,
        title: "An order's subtotal is not the sum of its lines",
        rationale: "Total, exposure and invoice are made from the subtotal; the lines say something else.",
        remedy: "While the order can still be changed, apply the repair: it adds the order up again.",
        population: .orders, looksAt: [.sessions, .orders, .lines, .orderLinks, .payments], repairStage: .orders,
        examples: [
            .fires(
                "The line comes to 25.00, the subtotal says 24.00.", "order=1", expected: "25.00", actual: "24.00",
                impact: "1.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order { $0.subtotal = .number("24") }
                $0.line()
            },
            .silent("The line comes to 25.00, and so does the subtotal.") {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .fires(
                "The order has a subtotal of 25.00 and not a single line.", "order=1", expected: "0.00",
                actual: "25.00", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.order()
            },
            .silent("The line is billed with 24.00 instead of 25.00, and the subtotal says 24.00 as the line does.") {
                $0.session(.converted)
                $0.order { $0.subtotal = .number("24") }
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("A sample is billed with 5.00, which the subtotal contains.") {
                $0.session(.converted)
                $0.order { $0.subtotal = .number("30") }
                $0.line()
                $0.line {
                    $0.isSample = true
                    $0.lineTotal = .number("5")
                }
            },
            .fires(
                "The subtotal is wrong, and a cent of the order was paid in cash.", "order=1", expected: "25.00",
                actual: "24.00", impact: "1.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order {
                    $0.subtotal = .number("24")
                    $0.cashPayment = .number("0.01")
                }
                $0.line()
            },
            .silent("Beside a line over 25.00 there is one whose total is not a number, and the subtotal says 25.00.") {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.line { $0.lineTotal = .nan }
            },
            .silent("The subtotal is wrong, and the order's tax is not a number.") {
                $0.session(.converted)
                $0.order {
                    $0.subtotal = .number("24")
                    $0.tax = .nan
                }
                $0.line()
            },
            .silent("The order with the wrong subtotal was cancelled.") {
                $0.session(.converted)
                $0.order {
                    $0.subtotal = .number("24")
                    $0.fulfillmentStatus = .known(.cancelled)
                }
                $0.line()
            },
        ])

    var suspicions: Suspicions { .figures }
    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Ruling] {
        file.eachOrder { order in
            guard order.order.hasReadableAmounts, let actual = order.order.subtotal.value,
                order.lineTotals != actual
            else { return nil }
            return ruling(
                FindingKey(.order(order.order.id)), file.subject(order: order.order),
                expected: order.lineTotals.formatted, actual: actual.formatted,
                impact: (order.lineTotals - actual).magnitude, repair: file.addingUp(order),
                because: """
                    The \(counted(order.readableLines.count, "line")) of \(order.order.name) come to \
                    \(order.lineTotals.formattedExactly), its subtotal says \(actual.formattedExactly).
                    """)
        }
    }
}
