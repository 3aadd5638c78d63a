internal import FinancialMath
internal import LiveShopping

/// A line of an order that does not exist.
struct IntegrityOrphanLine: Rule {
    static let description = RuleDescription(
        id: "integrity.orphan-line", severity: .error,
        title: "An order line without its order",
        rationale: "The line reserves nothing and bills nobody: what it says was sold is lost.",
        remedy: "Restore the order from a backup, or delete the line.")

    /// For a line whose order was not among the orders.
    func judge(_ line: OrderLine) -> Finding? {
        let amount = line.isReadable ? line.lineTotal.value ?? .zero : .zero
        return finding(
            FindingKey(.line(line.id)), Subject(order: line.orderID, batch: line.batchID), expected: "order",
            actual: "none", impact: amount.magnitude, repair: .manual,
            because: """
                Line \(line.id) over \(line.lineTotal.formattedExactly) names order \(line.orderID), which does not exist.
                """)
    }
}
