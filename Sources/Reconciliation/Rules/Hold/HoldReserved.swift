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
        remedy: "Apply the repair: it adds the difference to the reservation, whatever it is by then.",
        population: .batches, looksAt: [.orders, .lines, .costs], repairStage: .reservations, cause: .batch,
        examples: [
            .fires(
                "An order of two pieces was confirmed and nothing was reserved for it.", "batch=1", expected: "2.0000",
                actual: "0.0000", impact: "20.00", repair: .automatic
            ) {
                $0.order()
                $0.line()
            },
            .silent("Two pieces are reserved for an order of two.") {
                $0.stock { $0.reserved = .number("2") }
                $0.order()
                $0.line()
            },
            .silent("One line of two pieces has 2.005 reserved: half a hundredth a line is allowed.") {
                $0.stock { $0.reserved = .number("2.005") }
                $0.order()
                $0.line()
            },
            .fires(
                "One line of two pieces has 2.0051 reserved.", "batch=1", expected: "2.0000", actual: "2.0051",
                impact: "0.05"
            ) {
                $0.stock { $0.reserved = .number("2.0051") }
                $0.order()
                $0.line()
            },
            .silent("Two lines of two pieces have 4.01 reserved, twice what one line is allowed.") {
                $0.stock { $0.reserved = .number("4.01") }
                $0.order()
                $0.line()
                $0.line()
            },
            .fires(
                "Two lines of two pieces have 4.0101 reserved.", "batch=1", expected: "4.0000", actual: "4.0101",
                impact: "0.10"
            ) {
                $0.stock { $0.reserved = .number("4.0101") }
                $0.order()
                $0.line()
                $0.line()
            },
            .fires(
                "No order reserves anything, and 0.0001 is reserved.", "batch=1", expected: "0.0000", actual: "0.0001",
                impact: "0.00"
            ) {
                $0.stock { $0.reserved = .number("0.0001") }
            },
            .fires(
                "The goods were shipped, and their reservation remained.", "batch=1", expected: "0.0000",
                actual: "2.0000", impact: "20.00"
            ) {
                $0.stock { $0.reserved = .number("2") }
                $0.order { $0.fulfillmentStatus = .known(.shipped) }
                $0.line()
            },
            .silent("The goods are packed and still reserved.") {
                $0.stock { $0.reserved = .number("2") }
                $0.order { $0.fulfillmentStatus = .known(.packed) }
                $0.line()
            },
            .silent("The order has no fulfilment status yet, and its goods are reserved.") {
                $0.stock { $0.reserved = .number("2") }
                $0.order { $0.fulfillmentStatus = nil }
                $0.line()
            },
            .silent("Drafts, offers, cancelled orders and orders whose fulfilment is a draft reserve nothing.") {
                $0.order { $0.isDraft = true }
                $0.line()
                $0.order { $0.type = .known(.quote) }
                $0.line()
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.line()
                $0.order { $0.fulfillmentStatus = .known(.draft) }
                $0.line()
            },
            .silent("A sample line reserves nothing.") {
                $0.order()
                $0.line { $0.isSample = true }
            },
            .fires(
                "The cost of what is not reserved is unknown.", "batch=1", expected: "2.0000", actual: "0.0000",
                impact: "0.00"
            ) {
                $0.stock { $0.unitCost = nil }
                $0.order()
                $0.line()
            },
            .silent("The order's total is not a number, but its line can be read and is reserved.") {
                $0.stock { $0.reserved = .number("2") }
                $0.order { $0.total = .nan }
                $0.line()
            },
            .fires(
                "A second line has a total that is not a number, so half a hundredth is allowed only once.", "batch=1",
                expected: "2.0000", actual: "2.0100", impact: "0.10"
            ) {
                $0.stock { $0.reserved = .number("2.01") }
                $0.order()
                $0.line()
                $0.line { $0.lineTotal = .nan }
            },
        ])

    func asks(of batch: BatchFacts) -> BatchFacts.Request { Self.difference(batch) == nil ? [] : .reservations }

    func judge(_ batch: BatchFacts) -> Ruling? {
        guard let difference = Self.difference(batch) else { return nil }
        let impact = batch.cost.map { ($0 * difference).roundedToMoney } ?? .zero
        return ruling(
            batch.key, batch.subject, expected: batch.tally.reserved.formatted,
            actual: batch.reserved.formatted, impact: impact, repair: Self.repair(batch),
            because: """
                \(batch.name): \(counted(batch.tally.reservedLines, "order line")) reserve \
                \(batch.tally.reserved.formattedExactly), stored is \(batch.reserved.formattedExactly); \
                \(Self.arithmetic(batch, difference, impact)).\(Self.whyChoice(batch))
                """)
    }

    /// How far the stored reservation is off; nil when it is not, beyond what two places a line explain.
    private static func difference(_ batch: BatchFacts) -> Quantity? {
        let difference = (batch.reserved - batch.tally.reserved).magnitude
        let allowance = Quantity(unscaled: 5, places: 3).multiplied(by: batch.tally.reservedLines)
        return difference > allowance ? difference : nil
    }

    /// The difference is added only while the lines that reserve, and their orders, still are what was read.
    private static func repair(_ batch: BatchFacts) -> Repair {
        let difference = batch.tally.reserved - batch.reserved
        let reference = RowReference.batch(batch.batch.id)
        let reserved = Change.add(reference, column: Batch.Field.reserved.name, difference: difference)
        let sign = difference.isNegative ? "−" : "+"
        let title = "\(batch.name): \(sign)\(difference.magnitude.formattedExactly) reserved"
        let stored = ColumnValue(Batch.Field.reserved.name, Cell(batch.batch.reserved))
        guard difference.isNegative, batch.tally.hasLeftLines else {
            return .automatic(
                .init(title: title, changes: [reserved]),
                restingOn: Grounds([.row(reference, [stored])] + batch.reservationEvidence))
        }
        let taken = Change.add(reference, column: Batch.Field.onHand.name, difference: difference)
        let onHand = ColumnValue(Batch.Field.onHand.name, Cell(batch.batch.onHand))
        return .choice(
            [
                .init(
                    title: title,
                    consequence: "For goods that were taken off onHandQty when they left: they become available again.",
                    changes: [reserved]),
                .init(
                    title: "\(title), and as much off onHandQty",
                    consequence: "For goods that left and still are on hand in the books: what is available stays.",
                    changes: [reserved, taken]),
            ],
            restingOn: Grounds([.row(reference, [stored, onHand])] + batch.reservationEvidence))
    }

    /// A repair that does nothing but follow others, for a batch whose reservation is right.
    func follower(_ batch: BatchFacts) -> Ruling {
        let reference = RowReference.batch(batch.batch.id)
        let column = Batch.Field.reserved.name
        let repair = Repair.automatic(
            .init(
                title: "Reservation of \(batch.name)",
                changes: [.add(reference, column: column, difference: .zero)]),
            restingOn: Grounds(
                [.row(reference, [ColumnValue(column, Cell(batch.batch.reserved))])] + batch.reservationEvidence))
        return ruling(
            batch.key, batch.subject, expected: batch.tally.reserved.formatted, actual: batch.reserved.formatted,
            repair: repair, because: batch.name)
    }

    private static func whyChoice(_ batch: BatchFacts) -> String {
        guard batch.reserved > batch.tally.reserved, batch.tally.hasLeftLines else { return "" }
        return
            " To be decided: a line of the batch is on an order that was shipped, and its goods may still be on hand."
    }

    private static func arithmetic(_ batch: BatchFacts, _ difference: Quantity, _ impact: Money) -> String {
        guard let cost = batch.cost else { return "\(difference.formattedExactly) apart, the cost is unknown" }
        return "\(difference.formattedExactly) × cost \(cost.formattedExactly) = \(impact.formatted)"
    }
}
