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
        remedy: "Ask the host: add the line to the order, or mark the item as not bought.",
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks, .carts, .purchases],
        examples: [
            .fires(
                "The cart has two pieces, the order has none of them.", "session=1,order=1,batch=1,sample=0",
                expected: "2.0000", actual: "0.0000", impact: "25.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
            },
            .silent("The two pieces in the cart are on the order.") {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line()
            },
            .silent("The client was only interested in what the order lacks.") {
                $0.session(.converted)
                $0.item { $0.itemStatus = .known(.interested) }
                $0.order()
            },
            .silent("What the order lacks was taken out of the cart again.") {
                $0.session(.converted)
                $0.item { $0.isDeleted = true }
                $0.order()
            },
            .silent("There is no order yet.") {
                $0.session(.active)
                $0.item()
            },
            .fires(
                "The sample in the cart is not on the order.", "session=1,order=1,batch=1,sample=1", expected: "2.0000",
                actual: "0.0000", impact: "0.00"
            ) {
                $0.session(.converted)
                $0.item { $0.isSample = true }
                $0.order()
            },
            .fires(
                "What is bought in the cart is a sample on the order.", "session=1,order=1,batch=1,sample=0",
                expected: "2.0000", actual: "0.0000", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line { $0.isSample = true }
            },
            .silent("The cart has 0.0049 of a unit, which is nothing with the two places of an order line.") {
                $0.session(.converted)
                $0.item { $0.quantity = .number("0.0049") }
                $0.order()
            },
            .fires(
                "The cart has 0.005 of a unit, which an order line writes as 0.01.",
                "session=1,order=1,batch=1,sample=0", expected: "0.0100", actual: "0.0000", impact: "0.06"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("0.005") }
                $0.order()
            },
            .fires(
                "Two items of 0.0025 are 0.005 together, although neither would be written alone.",
                "session=1,order=1,batch=1,sample=0", expected: "0.0100", actual: "0.0000", impact: "0.06"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("0.0025") }
                $0.item { $0.quantity = .number("0.0025") }
                $0.order()
            },
            .silent("The cart takes back with one item what it has with the other.") {
                $0.session(.converted)
                $0.item()
                $0.item { $0.quantity = .number("-2") }
                $0.order()
            },
            .silent("The quantity in the cart is not a number.") {
                $0.session(.converted)
                $0.item { $0.quantity = .nan }
                $0.order()
            },
            .fires(
                "The piece is missing on the first order and is on the second, which is too many.",
                "session=1,order=1,batch=1,sample=0", expected: "2.0000", actual: "0.0000", impact: "25.00"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.order { $0.createdAt = .ago(minutes: 50) }
                $0.line()
            },
            .fires(
                "The site does not say what an item is meant for, so everything in the cart is bought.",
                "session=1,order=1,batch=1,sample=0", expected: "2.0000", actual: "0.0000", impact: "25.00"
            ) {
                $0.available.remove(.cartItems, "itemStatus")
                $0.session(.converted)
                $0.item { $0.itemStatus = nil }
                $0.order()
            },
            .silent("The site says what an item is meant for, and did not say it of this one.") {
                $0.session(.converted)
                $0.item { $0.itemStatus = nil }
                $0.order()
            },
        ])

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Ruling? {
        guard group.lines.isEmpty, !group.items.isEmpty, !group.cartQuantity.isZero else { return nil }
        return ruling(
            group, kept: kept, file, expected: group.cartQuantity.formatted, actual: Quantity.zero.formatted,
            impact: group.isSample ? .zero : group.cartAmount,
            repair: choice(alternatives(for: group, kept: kept, file), kept: kept, file),
            because: """
                \(place(group, file)): the cart has \(group.cartQuantity.formatted)\(worth(group)), \(kept.order.name) \
                has none.
                """)
    }

    private func alternatives(
        for group: LineGroup, kept: CaseOrder, _ file: CaseFile
    ) -> [Proposal.Alternative?] {
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
                "The client gets and pays what is in the cart; reserve the inventory as well."
            )?.keeping(group, in: file),
            .init(
                title: "Mark it in the cart as not bought",
                consequence: "The order stays as it is; the cart no longer says that it was bought.",
                changes: CartChange.withdraw(group.items, file)),
        ]
    }

    private func worth(_ group: LineGroup) -> String {
        group.isSample ? "" : ", worth \(group.cartAmount.formatted)"
    }
}
