internal import FinancialMath
internal import LiveShopping

/// More of a batch is taken than there is on hand.
struct HoldNegative: BatchRule {
    static let description = RuleDescription(
        id: "hold.negative", severity: .error,
        title: "Less than nothing is available",
        rationale: "More is reserved, quarantined and held than is on hand: some of it cannot be delivered.",
        remedy: "Count the batch, and find out which of its quantities is wrong.",
        population: .batches, cause: .batch,
        examples: [
            .fires(
                "Five pieces are on hand and six are reserved.", "batch=1", expected: "0.0000", actual: "-1.0000",
                repair: .manual
            ) {
                $0.stock {
                    $0.onHand = .number("5")
                    $0.reserved = .number("6")
                }
            },
            .silent("Five pieces are on hand and five are reserved.") {
                $0.stock {
                    $0.onHand = .number("5")
                    $0.reserved = .number("5")
                }
            },
            .fires(
                "Reserved, in quarantine and on hold is 0.0001 more than is on hand.", "batch=1", expected: "0.0000",
                actual: "-0.0001"
            ) {
                $0.stock {
                    $0.onHand = .number("6")
                    $0.reserved = .number("3")
                    $0.quarantine = .number("2")
                    $0.hold = .number("1.0001")
                }
            },
            .silent("Carts hold more than is there, but they are not reserved.") {
                $0.stock { $0.onHand = .number("1") }
                $0.session(.active)
                $0.item()
            },
            .silent("The quantity on hand is not a number.") {
                $0.stock {
                    $0.onHand = .nan
                    $0.reserved = .number("6")
                }
            },
        ])

    func judge(_ batch: BatchFacts) -> Ruling? {
        guard batch.available.isNegative else { return nil }
        return ruling(
            batch.key, batch.subject, expected: Quantity.zero.formatted, actual: batch.available.formatted,
            repair: .manual, because: "\(batch.name): \(batch.arithmetic).")
    }
}
