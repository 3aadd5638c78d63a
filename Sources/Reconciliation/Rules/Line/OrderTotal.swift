internal import FinancialMath
internal import LiveShopping

/// The total is not what the order's own figures come to.
struct OrderTotal: CaseRule {
    static let description = RuleDescription(
        id: "order.total", severity: .error,
        title: "An order's total is not subtotal + tax + shipping − discount",
        rationale: "The client is billed another sum than the order's own figures come to.",
        remedy: "While the order can still be changed, apply the repair: it adds the order up again.",
        population: .orders, looksAt: [.sessions, .orders, .lines, .orderLinks, .payments, .orderExtras],
        restsOn: RuleInput.Group.orderExtras.inputs,
        repairStage: .orders,
        examples: [
            .fires(
                "25.00 with 2.00 tax and 5.00 shipping less 1.00 discount is 31.00, the total says 32.00.", "order=1",
                expected: "31.00", actual: "32.00", impact: "1.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order {
                    $0.tax = .number("2")
                    $0.shipping = .number("5")
                    $0.discount = .number("1")
                    $0.total = .number("32")
                }
                $0.line()
            },
            .silent("25.00 with 2.00 tax and 5.00 shipping less 1.00 discount is the total of 31.00.") {
                $0.session(.converted)
                $0.order {
                    $0.tax = .number("2")
                    $0.shipping = .number("5")
                    $0.discount = .number("1")
                    $0.total = .number("31")
                }
                $0.line()
            },
            .silent("The order has no tax, no shipping and no discount, and its total is its subtotal.") {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .fires(
                "The total is a cent short.", "order=1", expected: "25.00", actual: "24.99", impact: "0.01"
            ) {
                $0.session(.converted)
                $0.order { $0.total = .number("24.99") }
                $0.line()
            },
            .silent("The lines come to 30.00 where subtotal and total say 25.00: the subtotal is wrong, not the total.")
            {
                $0.session(.converted)
                $0.order()
                $0.line { $0.lineTotal = .number("30") }
            },
            .silent("5.00 of the order was paid in cash, which leaves its total alone.") {
                $0.session(.converted)
                $0.order { $0.cashPayment = .number("5") }
                $0.line()
            },
            .fires(
                "The total is wrong on an order that is packed.", "order=1", expected: "25.00", actual: "26.00",
                impact: "1.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order {
                    $0.total = .number("26")
                    $0.fulfillmentStatus = .known(.packed)
                }
                $0.line()
            },
            .silent("The order's discount is not a number, so its total cannot be recomputed.") {
                $0.session(.converted)
                $0.order {
                    $0.discount = .nan
                    $0.total = .number("26")
                }
                $0.line()
            },
            .silent("The order with the wrong total is a draft.") {
                $0.session(.ended)
                $0.order {
                    $0.isDraft = true
                    $0.total = .number("26")
                }
                $0.line()
            },
        ])

    var suspicions: Suspicions { .figures }
    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Ruling] {
        file.eachOrder { order in
            guard let expected = order.order.totalExpected, let actual = order.order.total.value, expected != actual
            else { return nil }
            return ruling(
                FindingKey(.order(order.order.id)), file.subject(order: order.order), expected: expected.formatted,
                actual: actual.formatted, impact: (expected - actual).magnitude, repair: file.addingUp(order),
                because: """
                    \(Self.sum(order.order)) = \(expected.formattedExactly); the total of \(order.order.name) says \
                    \(actual.formattedExactly).
                    """)
        }
    }

    private static func sum(_ order: Order) -> String {
        func word(_ figure: MoneyFigure?) -> String { (figure?.value ?? .zero).formattedExactly }
        return
            "\(word(order.subtotal)) + tax \(word(order.tax)) + shipping \(word(order.shipping)) "
            + "− discount \(word(order.discount))"
    }
}
