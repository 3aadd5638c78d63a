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
                repair: file.choice(order, ways(order, line, actual)),
                because: """
                    Line \(line.id) of \(order.order.name) is a sample of \(file.facts.ledger.named(line.batchID)) and \
                    is billed with \(actual.formattedExactly).
                    """)
        }
    }

    private func ways(_ order: CaseOrder, _ line: OrderLine, _ amount: Money) -> [Proposal.Alternative?] {
        var free = Amendment(of: order)
        free.setLineTotal(.zero, of: line)
        let bought = Proposal.Alternative(
            title: "Mark the line as bought",
            consequence: "The client pays \(amount.formatted); it counts as reserved inventory, not as a sample.",
            changes: [
                .set(
                    .line(line.id), column: OrderLine.Field.isSample.name, from: .boolean(true), to: .boolean(false))
            ])
        return [free.alternative("Take the amount off the line", "The sample is free."), bought]
    }
}
