internal import FinancialMath
internal import LiveShopping

/// Cart and order agree on what, not on how much.
struct LineQuantity: GroupRule {
    static let description = RuleDescription(
        id: "line.quantity", severity: .error,
        title: "Cart and order differ in quantity",
        rationale: """
            The client gets and pays more or less than was agreed. Order lines hold two places and carts four, so the \
            cart's quantities are added up and then rounded to two.
            """,
        remedy: "Ask the host which quantity is right, and pick it.")

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Finding? {
        guard let first = group.items.first, !group.lines.isEmpty, group.cartQuantity != group.orderQuantity else {
            return nil
        }
        let difference = (group.cartQuantity - group.orderQuantity).magnitude
        let price = first.unitPrice.value ?? .zero
        let impact = (price * difference).roundedToMoney
        return finding(
            group, kept: kept, file, expected: group.cartQuantity.formatted, actual: group.orderQuantity.formatted,
            impact: impact, repair: .choice,
            because: """
                \(place(group, file)): the cart has \(group.cartQuantity.formatted), \(kept.order.name) has \
                \(group.orderQuantity.formatted); \(difference.formatted) × \(price.formatted) = \
                \(impact.magnitude.formatted).
                """)
    }

    func alternatives(for group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> [Proposal.Alternative] {
        let difference = group.cartQuantity - group.orderQuantity
        return [orderFollows(group, kept, by: difference), cartFollows(group, kept, by: -difference)]
            .compactMap(\.self)
    }

    /// The last line takes the difference, where that leaves it something.
    private func orderFollows(
        _ group: LineGroup, _ kept: CaseOrder, by difference: Quantity
    ) -> Proposal.Alternative? {
        guard let line = group.lines.last, let quantity = line.quantity.value,
            (quantity + difference).isPositive
        else { return nil }
        var amendment = Amendment(of: kept)
        amendment.setQuantity(quantity + difference, of: line)
        if line.isSample { amendment.setLineTotal(line.lineTotal.value ?? .zero, of: line) }
        return amendment.alternative(
            "Let \(kept.order.name) follow the cart", "The client gets what is in the cart; mind the reservation.")
    }

    private func cartFollows(_ group: LineGroup, _ kept: CaseOrder, by difference: Quantity) -> Proposal.Alternative? {
        guard let item = group.items.last, let quantity = item.quantity.value,
            (quantity + difference).isPositive
        else { return nil }
        return .init(
            title: "Let the cart follow \(kept.order.name)",
            consequence: "The order stays as it is; the cart's record of what was agreed changes.",
            changes: [
                .set(
                    .item(item.id), column: CartItem.Field.quantity.name, from: Cell(item.quantity),
                    to: Cell(quantity + difference))
            ])
    }
}
