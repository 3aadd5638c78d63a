internal import FinancialMath
internal import LiveShopping

/// Carts promise more samples of a batch than there are.
struct HoldSamplesOversold: BatchRule {
    static let description = RuleDescription(
        id: "hold.samples-oversold", severity: .warning,
        title: "Carts promise more samples than the batch has",
        rationale: "Samples are taken from a stock of their own. Not everybody who was promised one can get it.",
        remedy: "Set more of the batch aside for samples, or tell the clients whose requests came last.")

    func judge(_ batch: BatchFacts) -> Finding? {
        guard batch.isSampleOversold else { return nil }
        return finding(
            batch.key, batch.subject, expected: batch.sampleStock.formatted,
            actual: batch.tally.sampleHold.formatted, repair: .choice,
            because: """
                \(batch.name): \(batch.figure(batch.batch.sample)) set aside for samples, but open carts ask for \
                \(batch.tally.sampleHold.formattedExactly). Latest first, \(batch.cuts(samples: true).words).
                """)
    }

    func proposal(for finding: Finding, _ batch: BatchFacts) -> Proposal? {
        batch.cutting(for: finding, samples: true)
    }
}
