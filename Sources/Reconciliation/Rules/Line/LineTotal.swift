internal import FinancialMath
internal import LiveShopping

/// A line's total is not its quantity times its price.
struct LineTotal: CaseRule {
    static let description = RuleDescription(
        id: "line.total", severity: .error,
        title: "A line's total is not quantity × price",
        rationale: "The client cannot recompute the bill, and the order's subtotal carries the error on.",
        remedy: """
            While the order can still be changed, apply the repair: it recomputes the line and adds the order up again.
            """,
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks, .carts, .purchases, .payments],
        repairStage: .orders,
        examples: [
            .fires(
                "Two pieces at 12.50 are billed with 24.00.", "order=1,line=1", expected: "25.00", actual: "24.00",
                impact: "1.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.order()
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("Two pieces at 12.50 are billed with 25.00.") {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .silent("0.33 of a unit at 12.50 is 4.125 and billed with 4.13.") {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.quantity = .number("0.33")
                    $0.lineTotal = .number("4.13")
                }
            },
            .fires(
                "0.33 of a unit at 12.50 is 4.125 and billed with 4.12.", "order=1,line=1", expected: "4.13",
                actual: "4.12", impact: "0.01"
            ) {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.quantity = .number("0.33")
                    $0.lineTotal = .number("4.12")
                }
            },
            .silent("0.33 of a unit at 12.50 is taken back and credited with 4.13: halves are rounded away from zero.")
            {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.quantity = .number("-0.33")
                    $0.lineTotal = .number("-4.13")
                }
            },
            .fires(
                "0.33 of a unit at 12.50 is taken back and credited with 4.12.", "order=1,line=1", expected: "-4.13",
                actual: "-4.12", impact: "0.01"
            ) {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.quantity = .number("-0.33")
                    $0.lineTotal = .number("-4.12")
                }
            },
            .fires(
                "The wrong line is on the second order of an open session, made a minute ago.", "order=2,line=1",
                expected: "25.00", actual: "24.00", impact: "1.00"
            ) {
                $0.session(.active)
                $0.order()
                $0.order { $0.createdAt = .ago(minutes: 1) }
                $0.line { $0.lineTotal = .number("24") }
            },
            .fires(
                "The order with the wrong line is packed.", "order=1,line=1", expected: "25.00", actual: "24.00",
                impact: "1.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order { $0.fulfillmentStatus = .known(.packed) }
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("The line with a total of its own is a sample.") {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.lineTotal = .number("0")
                }
            },
            .silent("The order with the wrong line was cancelled.") {
                $0.session(.converted)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("The order with the wrong line did not come from live shopping.") {
                $0.order { $0.origin = nil }
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("The session of the order with the wrong line was deleted.") {
                $0.session(.converted) { $0.isDeleted = true }
                $0.order()
                $0.line { $0.lineTotal = .number("24") }
            },
            .silent("The line's total is not a number.") {
                $0.session(.converted)
                $0.order()
                $0.line { $0.lineTotal = .nan }
            },
        ])

    var suspicions: Suspicions { .lines }
    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Ruling] {
        file.eachLine { order, line in
            guard !line.isSample, let expected = line.lineTotalExpected, let actual = line.lineTotal.value,
                let quantity = line.quantity.value, let price = line.unitPrice.value, expected != actual,
                !file.isBilledByFourPlaces(line)
            else { return nil }
            return ruling(
                FindingKey(.order(order.order.id), .line(line.id)),
                file.subject(order: order.order, batch: line.batchID), expected: expected.formatted,
                actual: actual.formatted, impact: (expected - actual).magnitude,
                repair: file.amendment(order, .recompute(line)) {
                    var amendment = Amendment(of: order)
                    amendment.recompute(line)
                    return [
                        amendment.alternative(
                            "Set the line's total to \(expected.formatted)", "The bill adds up again.")
                    ]
                },
                because: """
                    Line \(line.id) of \(order.order.name), \(file.facts.ledger.named(line.batchID)): \
                    \(quantity.formatted) × \(price.formattedExactly) = \(expected.formatted), the line says \
                    \(actual.formattedExactly).
                    """)
        }
    }
}

private extension CaseFile {
    /// The line lost two places of its item's quantity, and was billed by all four.
    func isBilledByFourPlaces(_ line: OrderLine) -> Bool {
        liveItems.contains { item in
            !item.isSample && item.isReadable && facts.ledger.isConvertible(item) && item.batchID == line.batchID
                && item.unitPrice == line.unitPrice && item.quantity.value?.rounded(places: 2) == line.quantity.value
                && item.value == line.lineTotal.value
        }
    }
}
