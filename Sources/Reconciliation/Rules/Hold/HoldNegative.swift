internal import FinancialMath
internal import LiveShopping

/// More of a batch is taken than there is on hand.
struct HoldNegative: BatchRule {
    static let description = RuleDescription(
        id: "hold.negative", severity: .error,
        title: "Less than nothing is available",
        rationale: "More is reserved, quarantined and held than is on hand: some of it cannot be delivered.",
        remedy: "Count the batch, and find out which of its quantities is wrong.")

    func judge(_ batch: BatchFacts) -> Finding? {
        guard batch.available.isNegative else { return nil }
        return finding(
            batch.key, batch.subject, expected: Quantity.zero.formatted, actual: batch.available.formatted,
            repair: .manual,
            because: """
                \(batch.name): on hand \(batch.figure(batch.batch.onHand)) − reserved \
                \(batch.figure(batch.batch.reserved)) − quarantine \(batch.figure(batch.batch.quarantine)) − hold \
                \(batch.figure(batch.batch.hold)) = \(batch.available.formattedExactly).
                """)
    }
}
