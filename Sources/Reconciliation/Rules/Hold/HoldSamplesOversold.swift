internal import FinancialMath
internal import LiveShopping

/// Carts promise more samples of a batch than there are.
struct HoldSamplesOversold: BatchRule {
    static let description = RuleDescription(
        id: "hold.samples-oversold", severity: .warning,
        title: "Carts promise more samples than the batch has",
        rationale: "Samples are taken from a stock of their own. Not everybody who was promised one can get it.",
        remedy: "Set more of the batch aside for samples, or tell the clients whose requests came last.",
        population: .batches, looksAt: [.sessions, .orders, .orderLinks, .carts], cause: .batch,
        examples: [
            .fires(
                "Carts ask for eleven samples, and ten are set aside.", "batch=1", expected: "10.0000",
                actual: "11.0000", repair: .choice
            ) {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.quantity = .number("11")
                }
            },
            .silent("Carts ask for ten samples, and ten are set aside.") {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.quantity = .number("10")
                }
            },
            .silent("The eleven pieces in the cart are to be bought.") {
                $0.session(.active)
                $0.item { $0.quantity = .number("11") }
            },
            .fires(
                "The stock of samples is below zero, and a cart asks for one.", "batch=1", expected: "0.0000",
                actual: "1.0000"
            ) {
                $0.stock { $0.sample = .number("-1") }
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.quantity = .number("1")
                }
            },
            .silent("The stock of samples is below zero, and no cart asks for one.") {
                $0.stock { $0.sample = .number("-1") }
                $0.session(.active)
                $0.item()
            },
            .silent("The session that asked for eleven samples has its order.") {
                $0.session(.active)
                $0.item {
                    $0.isSample = true
                    $0.quantity = .number("11")
                }
                $0.order()
            },
        ])

    func asks(of batch: BatchFacts) -> BatchFacts.Request { batch.isSampleOversold ? .holdingItems : [] }

    func judge(_ batch: BatchFacts) -> Ruling? {
        guard batch.isSampleOversold else { return nil }
        let cuts = batch.cuts(samples: true)
        return ruling(
            batch.key, batch.subject, expected: batch.sampleStock.formatted,
            actual: batch.tally.sampleHold.formatted, repair: batch.cutting(cuts, samples: true),
            because: """
                \(batch.name): \(batch.batch.sample.formattedExactly) set aside for samples, but open carts ask for \
                \(batch.tally.sampleHold.formattedExactly). Latest first, \(cuts.words(batch.ledger)).
                """)
    }
}
