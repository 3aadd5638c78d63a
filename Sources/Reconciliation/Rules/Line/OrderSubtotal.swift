internal import FinancialMath
internal import LiveShopping

/// The subtotal is not the sum of the lines.
struct OrderSubtotal: CaseRule {
    static let description = RuleDescription(
        id: "order.subtotal", severity: .error,
        title: "An order's subtotal is not the sum of its lines",
        rationale: "Total, exposure and invoice are made from the subtotal; the lines say something else.",
        remedy: "While the order can still be changed, apply the repair: it adds the order up again.")

    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Finding] {
        file.eachOrder { order in
            guard order.order.hasReadableAmounts, let actual = order.order.subtotal.value,
                order.lineTotals != actual
            else { return nil }
            return finding(
                FindingKey(.order(order.order.id)), file.subject(order: order.order),
                expected: order.lineTotals.formatted, actual: actual.formatted,
                impact: (order.lineTotals - actual).magnitude, repair: order.amendmentClass,
                because: """
                    The \(counted(order.readableLines.count, "line")) of \(order.order.name) come to \
                    \(order.lineTotals.formattedExactly), its subtotal says \(actual.formattedExactly).
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
}
