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
        remedy: "Ask the host whether it was agreed otherwise; if not, take the line off the order.")

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Finding? {
        guard group.items.isEmpty, !group.lines.isEmpty else { return nil }
        return finding(
            group, kept: kept, file, expected: Quantity.zero.formatted, actual: group.orderQuantity.formatted,
            impact: group.lineTotals, repair: .choice,
            because: """
                \(place(group, file)): \(kept.order.name) has \(group.orderQuantity.formatted) for \
                \(group.lineTotals.formatted), the cart has none to buy.
                """)
    }

    func alternatives(for group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> [Proposal.Alternative] {
        var amendment = Amendment(of: kept)
        group.lines.forEach { amendment.remove($0) }
        return [
            amendment.alternative(
                "Take it off \(kept.order.name)",
                "The client neither gets nor pays it; give its reservation back as well.")
        ]
        .compactMap(\.self)
    }
}
