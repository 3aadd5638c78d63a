internal import FinancialMath
internal import LiveShopping

/// A sample that is charged for.
struct SampleBilled: CaseRule {
    static let description = RuleDescription(
        id: "line.sample-billed", severity: .warning,
        title: "A sample is billed",
        rationale: "Samples are free. Either the client pays for one, or a purchase is marked as a sample.",
        remedy: "Take the amount off the line, or mark it as bought.",
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks],
        examples: [
            .fires(
                "A sample is billed with 12.50.", "order=1,line=1", expected: "0.00", actual: "12.50", impact: "12.50",
                repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.lineTotal = .number("12.50")
                }
            },
            .silent("A sample has a price, and is billed with nothing.") {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.lineTotal = .number("0")
                }
            },
            .silent("The line that is billed is no sample.") {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .fires(
                "The client is credited with 5.00 for a sample.", "order=1,line=1", expected: "0.00", actual: "-5.00",
                impact: "5.00"
            ) {
                $0.session(.converted)
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.lineTotal = .number("-5")
                }
            },
            .silent("The order with the billed sample is only an offer.") {
                $0.session(.converted)
                $0.order { $0.type = .known(.quote) }
                $0.line { $0.isSample = true }
            },
        ])

    var suspicions: Suspicions { .lines }
    var looksAtUnreadableSessions: Bool { true }

    func judge(_ file: CaseFile) -> [Ruling] {
        file.eachLine { order, line in
            guard line.isSample, let actual = line.lineTotal.value, !actual.isZero else { return nil }
            return ruling(
                FindingKey(.order(order.order.id), .line(line.id)),
                file.subject(order: order.order, batch: line.batchID), expected: Money.zero.formatted,
                actual: actual.formatted, impact: actual.magnitude,
                repair: file.choice(order, [free(order, line), bought(order, line)]),
                because: """
                    Line \(line.id) of \(order.order.name) is a sample of \(file.facts.ledger.named(line.batchID)) and \
                    is billed with \(actual.formattedExactly).
                    """)
        }
    }

    private func free(_ order: CaseOrder, _ line: OrderLine) -> Proposal.Alternative? {
        var amendment = Amendment(of: order)
        amendment.setLineTotal(.zero, of: line)
        return amendment.alternative("Take the amount off the line", "The sample is free.")
    }

    /// What is bought costs quantity × price, whatever the line says. A line without a price gets the one that it was billed by; nil
    /// where that is none of two places.
    private func bought(_ order: CaseOrder, _ line: OrderLine) -> Proposal.Alternative? {
        guard let quantity = line.quantity.value, var price = line.unitPrice.value else { return nil }
        var amendment = Amendment(of: order)
        if price.isZero {
            guard let billed = line.lineTotal.value, let each = billed.each(of: quantity) else { return nil }
            price = each
            amendment.setPrice(price, of: line)
        } else {
            amendment.recompute(line)
        }
        let amount = (price * quantity).roundedToMoney
        guard !amount.isZero else { return nil }
        let title = "Mark the line as bought"
        let consequence = "The client pays \(amount.formatted); it counts as reserved inventory, not as a sample."
        let amended = amendment.alternative(title, consequence)
        guard amended != nil || line.lineTotal.value == amount else { return nil }
        return .init(
            title: title, consequence: amended?.consequence ?? consequence,
            changes: [
                .set(.line(line.id), column: OrderLine.Field.isSample.name, from: .boolean(true), to: .boolean(false))
            ] + (amended?.changes ?? []))
    }
}

private extension Money {
    /// The price of two places at which so many cost this; nil when none does.
    func each(of quantity: Quantity) -> Money? {
        guard let quotient = try? ReferenceMath.divide(formattedExactly, quantity.formattedExactly),
            let price = Money(literal: quotient)?.rounded(places: 2), (price * quantity).roundedToMoney == self
        else { return nil }
        return price
    }
}
