internal import FinancialMath
internal import LiveShopping

/// The order has it, and nobody put it into the cart.
struct LineExtra: GroupRule {
    static let description = RuleDescription(
        id: "line.extra", severity: .error,
        title: "On the order, not in the cart",
        rationale: """
            The client is billed for something that was never in the cart, or was taken out of it again.
            """,
        remedy: "Ask the host whether it was agreed otherwise; if not, take the line off the order.",
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks, .carts, .purchases],
        examples: [
            .fires(
                "The order has two pieces that nobody put into the cart.", "session=1,order=1,batch=1,sample=0",
                expected: "0.0000", actual: "2.0000", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
            },
            .silent("The two pieces on the order are in the cart.") {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line()
            },
            .fires(
                "The item was taken out of the cart, and stayed on the order.", "session=1,order=1,batch=1,sample=0",
                expected: "0.0000", actual: "2.0000", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item { $0.isDeleted = true }
                $0.order()
                $0.line()
            },
            .fires(
                "The client was only interested, and is billed.", "session=1,order=1,batch=1,sample=0",
                expected: "0.0000", actual: "2.0000", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item { $0.itemStatus = .known(.interested) }
                $0.order()
                $0.line()
            },
            .fires(
                "The client asked for a sample, and the order sells it.", "session=1,order=1,batch=1,sample=0",
                expected: "0.0000", actual: "2.0000", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item { $0.isSample = true }
                $0.order()
                $0.line()
            },
            .fires(
                "Two lines over 25.00 and 12.50 sell what is not in the cart.", "session=1,order=1,batch=1,sample=0",
                expected: "0.0000", actual: "3.0000", impact: "37.50"
            ) {
                $0.session(.converted)
                $0.order()
                $0.line()
                $0.line {
                    $0.quantity = .number("1")
                    $0.lineTotal = .number("12.50")
                }
            },
            .silent("The second order of the session has more than the cart, and is no measure: the first one counts.")
            {
                $0.session(.converted)
                $0.order()
                $0.order { $0.createdAt = .ago(minutes: 50) }
                $0.line()
            },
            .silent("The line's price is not a number.") {
                $0.session(.converted)
                $0.order()
                $0.line { $0.unitPrice = .nan }
            },
            .silent("The order with the line that nobody wanted was cancelled.") {
                $0.session(.ended)
                $0.order { $0.saleStatus = .known(.cancelled) }
                $0.line()
            },
        ])

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Ruling? {
        guard group.items.isEmpty, !group.lines.isEmpty else { return nil }
        return ruling(
            group, kept: kept, file, expected: Quantity.zero.formatted, actual: group.orderQuantity.formatted,
            impact: group.lineTotals, repair: choice([removal(of: group, kept: kept)], kept: kept, file),
            because: """
                \(place(group, file)): \(kept.order.name) has \(group.orderQuantity.formatted) for \
                \(group.lineTotals.formatted), the cart has none to buy.
                """)
    }

    private func removal(of group: LineGroup, kept: CaseOrder) -> Proposal.Alternative? {
        var amendment = Amendment(of: kept)
        group.lines.forEach { amendment.remove($0) }
        return amendment.alternative(
            "Take it off \(kept.order.name)",
            "The client neither gets nor pays it; give its reservation back as well.")
    }
}
