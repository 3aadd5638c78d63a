internal import FinancialMath
internal import LiveShopping

/// Carts promise more of a batch than there is.
struct HoldOversold: BatchRule {
    static let description = RuleDescription(
        id: "hold.oversold", severity: .critical,
        title: "Carts promise more than the batch has",
        rationale: """
            Two hosts can promise the last units of a batch at once, because availability is read before it is \
            claimed. Not everybody who was promised goods can get them.
            """,
        remedy: """
            Tell the hosts whose items came last: they are the ones listed to be cut. Offer another batch, or cut them.
            """)

    func judge(_ batch: BatchFacts) -> Finding? {
        guard batch.isOversold else { return nil }
        let cuts = batch.cuts(samples: false)
        return finding(
            batch.key, batch.subject, expected: batch.sellable.formatted, actual: batch.tally.softHold.formatted,
            impact: cuts.total, repair: .choice,
            because: """
                \(batch.name): on hand \(batch.figure(batch.batch.onHand)) − reserved \
                \(batch.figure(batch.batch.reserved)) − quarantine \(batch.figure(batch.batch.quarantine)) − hold \
                \(batch.figure(batch.batch.hold)) = \(batch.available.formattedExactly) available, but open carts \
                hold \(batch.tally.softHold.formattedExactly). Latest first, \(cuts.words).
                """)
    }

    func proposal(for finding: Finding, _ batch: BatchFacts) -> Proposal? {
        batch.cutting(for: finding, samples: false)
    }
}

extension BatchFacts {
    /// `Batch TEA-1 (id 3)`
    var name: String { "Batch \(batch.code) (id \(batch.id))" }

    func figure(_ figure: QuantityFigure) -> String { figure.formattedExactly }
}

extension [HoldCut] {
    var total: Money { reduce(.zero) { $0 + $1.value } }

    /// `cut 2.0000 of item 9 (session 4), 24.00`
    var words: String {
        let shown = prefix(10).map { cut in
            """
            cut \(cut.quantity.formattedExactly) of item \(cut.item.id) (session \(cut.item.sessionID), \
            \(cut.value.formatted))
            """
        }
        return shown.joined(separator: ", ") + (count > 10 ? " and \(count - 10) more" : "")
    }
}
