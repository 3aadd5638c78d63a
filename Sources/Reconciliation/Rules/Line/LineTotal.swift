internal import FinancialMath
internal import LiveShopping

/// A line's total is not its quantity times its price.
struct LineTotal: CaseRule {
    static let description = RuleDescription(
        id: "line.total", severity: .error,
        title: "A line's total is not quantity × price",
        rationale: "The client cannot recompute the bill, and the order's subtotal carries the error on.",
        remedy: """
            While the order can still be changed, apply the repair: it recomputes the line and adds the order up again.
            """)

    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Finding] {
        file.eachLine { order, line in
            guard !line.isSample, let expected = line.lineTotalExpected, let actual = line.lineTotal.value,
                let quantity = line.quantity.value, let price = line.unitPrice.value, expected != actual
            else { return nil }
            return finding(
                FindingKey(.order(order.order.id), .line(line.id)),
                file.subject(order: order.order, batch: line.batchID), expected: expected.formatted,
                actual: actual.formatted, impact: (expected - actual).magnitude, repair: order.amendmentClass,
                because: """
                    Line \(line.id) of \(order.order.name), \(file.facts.ledger.named(line.batchID)): \
                    \(quantity.formatted) × \(price.formattedExactly) = \(expected.formatted), the line says \
                    \(actual.formattedExactly).
                    """)
        }
    }

    func proposal(for finding: Finding, _ file: CaseFile) -> Proposal? {
        file.lineChoice(for: finding) { order, line in
            var amendment = Amendment(of: order)
            amendment.recompute(line)
            return [amendment.alternative("Set the line's total to \(finding.expected)", "The bill adds up again.")]
        }
    }
}
