internal import FinancialMath
internal import LiveShopping

/// The stored reservation is not what orders reserve.
struct HoldReserved: BatchRule {
    static let description = RuleDescription(
        id: "hold.reserved", severity: .error,
        title: "The reserved quantity is not what orders reserve",
        rationale: """
            Too much reserved hides goods that could be sold; too little sells goods twice. Order lines hold two \
            places and reservations four, so half a hundredth a line is allowed.
            """,
        remedy: "Apply the repair: it adds the difference to the reservation, whatever it is by then.")

    func judge(_ batch: BatchFacts) -> Finding? {
        let difference = (batch.reservedStored - batch.tally.reserved).magnitude
        let allowance = Quantity(unscaled: 5, places: 3).multiplied(by: batch.tally.reservedLines)
        guard difference > allowance else { return nil }
        let impact = batch.cost.map { ($0 * difference).roundedToMoney } ?? .zero
        return finding(
            batch.key, batch.subject, expected: batch.tally.reserved.formatted,
            actual: batch.reservedStored.formatted, impact: impact, repair: .automatic,
            because: """
                \(batch.name): \(counted(batch.tally.reservedLines, "order line")) reserve \
                \(batch.tally.reserved.formattedExactly), stored is \(batch.reservedStored.formattedExactly); \
                \(Self.arithmetic(batch, difference, impact)).
                """)
    }

    private static func arithmetic(_ batch: BatchFacts, _ difference: Quantity, _ impact: Money) -> String {
        guard let cost = batch.cost else { return "\(difference.formattedExactly) apart, the cost is unknown" }
        return "\(difference.formattedExactly) × cost \(cost.formattedExactly) = \(impact.formatted)"
    }
}
