internal import FinancialMath
internal import LiveShopping

/// A line of an order that does not exist.
struct IntegrityOrphanLine: StrayLineRule {
    static let description = RuleDescription(
        id: "integrity.orphan-line", severity: .error,
        title: "An order line without its order",
        rationale: "The line reserves nothing and bills nobody: what it says was sold is lost.",
        remedy: "Restore the order from a backup, or delete the line.",
        population: .everyLine, cause: .missingRow,
        examples: [
            .fires(
                "A line over 25.00 names order 99, which does not exist.", "line=1", expected: "order", actual: "none",
                impact: "25.00", repair: .manual
            ) {
                $0.line { $0.orderID = ID(99) }
            },
            .silent("The line's order exists.") {
                $0.order()
                $0.line()
            },
            .silent("The line's order was deleted, but its row is there.") {
                $0.order { $0.isDeleted = true }
                $0.line()
            },
            .silent("The line's order cannot be read, but its row is there.") {
                $0.order { $0.loses(.createdAt) }
                $0.line()
            },
            .fires(
                "A line that credits 5.00 names order 99, which does not exist.", "line=1", expected: "order",
                actual: "none", impact: "5.00"
            ) {
                $0.line {
                    $0.orderID = ID(99)
                    $0.lineTotal = .number("-5")
                }
            },
            .fires(
                "A line without an order has a price that is not a number, so its total does not count.", "line=1",
                expected: "order", actual: "none", impact: "0.00"
            ) {
                $0.line {
                    $0.orderID = ID(99)
                    $0.unitPrice = .nan
                }
            },
        ])

    func judge(stray line: OrderLine) -> Ruling? {
        let amount = line.isReadable ? line.lineTotal.value ?? .zero : .zero
        return ruling(
            FindingKey(.line(line.id)), Subject(order: line.orderID, batch: line.batchID), expected: "order",
            actual: "none", impact: amount.magnitude, repair: .manual,
            because: """
                Line \(line.id) over \(line.lineTotal.formattedExactly) names order \(line.orderID), which does not exist.
                """)
    }
}
