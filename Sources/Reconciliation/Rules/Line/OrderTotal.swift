internal import FinancialMath
internal import LiveShopping

/// The total is not what the order's own figures come to.
struct OrderTotal: CaseRule {
    static let description = RuleDescription(
        id: "order.total", severity: .error,
        title: "An order's total is not subtotal + tax + shipping − discount",
        rationale: "The client is billed another sum than the order's own figures come to.",
        remedy: "While the order can still be changed, apply the repair: it adds the order up again.")

    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Finding] {
        file.eachOrder { order in
            guard let expected = order.order.totalExpected, let actual = order.order.total.value, expected != actual
            else { return nil }
            return finding(
                FindingKey(.order(order.order.id)), file.subject(order: order.order), expected: expected.formatted,
                actual: actual.formatted, impact: (expected - actual).magnitude, repair: order.amendmentClass,
                because: """
                    \(Self.sum(order.order)) = \(expected.formattedExactly); the total of \(order.order.name) says \
                    \(actual.formattedExactly).
                    """)
        }
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        file.orderChoice(for: finding) { order in
            [
                Amendment(of: order).alternative(
                    "Add \(order.order.name) up again", "Subtotal and total follow the lines.")
            ]
        }
    }

    private static func sum(_ order: Order) -> String {
        func word(_ figure: MoneyFigure?) -> String { (figure?.value ?? .zero).formattedExactly }
        return
            "\(word(order.subtotal)) + tax \(word(order.tax)) + shipping \(word(order.shipping)) "
            + "− discount \(word(order.discount))"
    }
}
