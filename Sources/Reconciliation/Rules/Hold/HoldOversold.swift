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
            """,
        population: .batches, looksAt: [.sessions, .orders, .orderLinks, .carts], cause: .batch,
        examples: [
            .fires(
                "Carts hold three pieces and then four at 10.00, and five are there: two of the later ones must go.",
                "batch=1", expected: "5.0000", actual: "7.0000", impact: "20.00", repair: .choice
            ) {
                $0.stock { $0.onHand = .number("5") }
                $0.session(.active)
                $0.item { $0.quantity = .number("3") }
                $0.session(.active)
                $0.item {
                    $0.quantity = .number("4")
                    $0.unitPrice = .number("10")
                    $0.createdAt = .ago(minutes: 80)
                }
            },
            .silent("Carts hold three pieces and two more, and five are there.") {
                $0.stock { $0.onHand = .number("5") }
                $0.session(.active)
                $0.item { $0.quantity = .number("3") }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "Carts hold six pieces and then one at 10.00, and five are there: the later one goes, and one more.",
                "batch=1", expected: "5.0000", actual: "7.0000", impact: "22.50"
            ) {
                $0.stock { $0.onHand = .number("5") }
                $0.session(.active)
                $0.item { $0.quantity = .number("6") }
                $0.session(.active)
                $0.item {
                    $0.quantity = .number("1")
                    $0.unitPrice = .number("10")
                    $0.createdAt = .ago(minutes: 80)
                }
            },
            .fires(
                "The item with the lower number was added later, so it is cut first.", "batch=1", expected: "3.0000",
                actual: "4.0000", impact: "10.00"
            ) {
                $0.stock { $0.onHand = .number("3") }
                $0.session(.active)
                $0.item {
                    $0.unitPrice = .number("10")
                    $0.createdAt = .ago(minutes: 80)
                }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "Both items were added at the same moment, so the one with the higher number is cut first.", "batch=1",
                expected: "3.0000", actual: "4.0000", impact: "10.00"
            ) {
                $0.stock { $0.onHand = .number("3") }
                $0.session(.active)
                $0.item()
                $0.session(.active)
                $0.item { $0.unitPrice = .number("10") }
            },
            .fires(
                "The latest item takes one piece off the sum and is never cut: three of the item before it must go.",
                "batch=1", expected: "5.0000", actual: "8.0000", impact: "30.00"
            ) {
                $0.stock { $0.onHand = .number("5") }
                $0.session(.active)
                $0.item { $0.quantity = .number("5") }
                $0.item {
                    $0.quantity = .number("4")
                    $0.unitPrice = .number("10")
                    $0.createdAt = .ago(minutes: 80)
                }
                $0.item {
                    $0.quantity = .number("-1")
                    $0.createdAt = .ago(minutes: 70)
                }
            },
            .fires(
                "0.0004 of a unit at 12.50 is too many: half a cent, which counts as a whole one.", "batch=1",
                expected: "2.0000", actual: "2.0004", impact: "0.01"
            ) {
                $0.stock { $0.onHand = .number("2") }
                $0.session(.active)
                $0.item { $0.quantity = .number("2.0004") }
            },
            .fires(
                "Of ten pieces on hand three are reserved, four in quarantine and two on hold.", "batch=1",
                expected: "1.0000", actual: "2.0000", impact: "12.50"
            ) {
                $0.stock {
                    $0.onHand = .number("10")
                    $0.reserved = .number("3")
                    $0.quarantine = .number("4")
                    $0.hold = .number("2")
                }
                $0.session(.active)
                $0.item()
            },
            .fires(
                "More is reserved than is on hand, so nothing is left for the cart.", "batch=1", expected: "0.0000",
                actual: "2.0000", impact: "25.00"
            ) {
                $0.stock {
                    $0.onHand = .number("5")
                    $0.reserved = .number("6")
                }
                $0.session(.active)
                $0.item()
            },
            .silent("More is reserved than is on hand, but no cart holds any of it.") {
                $0.stock {
                    $0.onHand = .number("5")
                    $0.reserved = .number("6")
                }
            },
            .fires(
                "The client is only interested, and holds the goods all the same.", "batch=1", expected: "1.0000",
                actual: "2.0000", impact: "12.50"
            ) {
                $0.stock { $0.onHand = .number("1") }
                $0.session(.active)
                $0.item { $0.itemStatus = .known(.interested) }
            },
            .silent("The cart became an order, whose reservation counts instead.") {
                $0.stock { $0.onHand = .number("1") }
                $0.session(.active)
                $0.item()
                $0.order()
            },
            .silent("The session that wanted too much has ended.") {
                $0.stock { $0.onHand = .number("1") }
                $0.session(.ended)
                $0.item()
            },
            .silent("What is too much is a sample, which comes from a stock of its own.") {
                $0.stock { $0.onHand = .number("1") }
                $0.session(.active)
                $0.item { $0.isSample = true }
            },
            .silent("The quantity that is reserved is not a number, so nobody knows what is left.") {
                $0.stock {
                    $0.onHand = .number("1")
                    $0.reserved = .nan
                }
                $0.session(.active)
                $0.item()
            },
        ])

    func asks(of batch: BatchFacts) -> BatchFacts.Request { batch.isOversold ? .holdingItems : [] }

    func judge(_ batch: BatchFacts) -> Ruling? {
        guard batch.isOversold else { return nil }
        let cuts = batch.cuts(samples: false)
        return ruling(
            batch.key, batch.subject, expected: batch.sellable.formatted, actual: batch.tally.softHold.formatted,
            impact: cuts.total, repair: batch.cutting(cuts, samples: false),
            because: """
                \(batch.name): \(batch.arithmetic) available, but open carts hold \
                \(batch.tally.softHold.formattedExactly). Latest first, \(cuts.words(batch.ledger)).
                """)
    }
}

extension BatchFacts {
    /// `Batch TEA-1 (id 3)`
    var name: String { "Batch \(told(batch.code)) (id \(batch.id))" }

    /// `on hand 10 − reserved 2 − quarantine 0 − hold 0 = 8`
    var arithmetic: String {
        """
        on hand \(batch.onHand.formattedExactly) − reserved \(batch.reserved.formattedExactly) − quarantine \
        \(batch.quarantine.formattedExactly) − hold \(batch.hold.formattedExactly) = \(available.formattedExactly)
        """
    }
}

extension [HoldCut] {
    var total: Money { reduce(.zero) { $0 + $1.value } }

    /// `cut 2.0000 of item 9, 24.00 (session 4 (room TEA-1) of Acme Trading (client 7))`
    func words(_ ledger: Ledger) -> String {
        let shown = prefix(10).map { cut in
            """
            cut \(cut.quantity.formattedExactly) of item \(cut.item.id), \(cut.value.formatted) \
            (\(ledger.named(sessionAt: ledger.sessions.slot(of: cut.item.sessionID), id: cut.item.sessionID)))
            """
        }
        return shown.joined(separator: ", ") + (count > 10 ? " and \(count - 10) more" : "")
    }
}
