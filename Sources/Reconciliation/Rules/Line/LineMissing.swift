internal import FinancialMath
internal import LiveShopping

/// The client put it into the cart, and the order lacks it.
struct LineMissing: GroupRule {
    static let description = RuleDescription(
        id: "line.missing", severity: .error,
        title: "In the cart, not on the order",
        rationale: """
            The client agreed to buy it and will not get it; or it was taken off the order and the cart does not say \
            so. The sale is that much smaller than was agreed.
            """,
        remedy: "Ask the host: add the line to the order, or mark the item as not bought.")

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Finding? {
        guard group.lines.isEmpty, !group.items.isEmpty, !group.cartQuantity.isZero else { return nil }
        return finding(
            group, kept: kept, file, expected: group.cartQuantity.formatted, actual: Quantity.zero.formatted,
            impact: group.isSample ? .zero : group.cartAmount, repair: .choice,
            because: """
                \(place(group, file)): the cart has \(group.cartQuantity.formatted)\(worth(group)), \(kept.order.name) \
                has none.
                """)
    }

    func alternatives(for group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> [Proposal.Alternative] {
        var amendment = Amendment(of: kept)
        for item in group.items {
            guard let quantity = item.quantity.value, let price = item.unitPrice.value else { continue }
            amendment.add(
                .init(
                    batch: item.batchID, isSample: item.isSample, quantity: quantity.rounded(places: 2),
                    unitPrice: price.rounded(places: 2)))
        }
        return [
            amendment.alternative(
                "Add it to \(kept.order.name)",
                "The client gets and pays what is in the cart; reserve the inventory as well."),
            .init(
                title: "Mark it in the cart as not bought",
                consequence: "The order stays as it is; the cart no longer says that it was bought.",
                changes: CartChange.withdraw(group.items, file)),
        ]
        .compactMap(\.self)
    }

    private func worth(_ group: LineGroup) -> String {
        group.isSample ? "" : ", worth \(group.cartAmount.formatted)"
    }
}
