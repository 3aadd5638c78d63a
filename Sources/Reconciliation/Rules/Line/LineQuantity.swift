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
        remedy: "Ask the host which quantity is right, and pick it.",
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks, .carts, .purchases],
        examples: [
            .fires(
                "The cart has three pieces, the order has two.", "session=1,order=1,batch=1,sample=0",
                expected: "3.0000", actual: "2.0000", impact: "12.50", repair: .choice
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("3") }
                $0.order()
                $0.line()
            },
            .silent("Cart and order have two pieces.") {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line()
            },
            .silent("The cart has 2.0049, which an order line writes as 2.00.") {
                $0.session(.converted)
                $0.item { $0.quantity = .number("2.0049") }
                $0.order()
                $0.line()
            },
            .fires(
                "The cart has 2.005, which an order line should write as 2.01; a hundredth at 12.50 is 12.5 cents.",
                "session=1,order=1,batch=1,sample=0", expected: "2.0100", actual: "2.0000", impact: "0.13"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("2.005") }
                $0.order()
                $0.line()
            },
            .silent("Two items of 1.0025 are 2.005 together, and the order has 2.01.") {
                $0.session(.converted)
                $0.item { $0.quantity = .number("1.0025") }
                $0.item { $0.quantity = .number("1.0025") }
                $0.order()
                $0.line { $0.quantity = .number("2.01") }
            },
            .silent("Two items of two pieces and one are one line of three.") {
                $0.session(.converted)
                $0.item()
                $0.item { $0.quantity = .number("1") }
                $0.order()
                $0.line { $0.quantity = .number("3") }
            },
            .fires(
                "One of four pieces is missing; it is valued at the first item's 12.50, not the second one's 10.00.",
                "session=1,order=1,batch=1,sample=0", expected: "4.0000", actual: "3.0000", impact: "12.50"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("1") }
                $0.item {
                    $0.quantity = .number("3")
                    $0.unitPrice = .number("10")
                }
                $0.order()
                $0.line { $0.quantity = .number("3") }
            },
            .fires(
                "The client asked for two samples and gets one.", "session=1,order=1,batch=1,sample=1",
                expected: "2.0000", actual: "1.0000", impact: "0.00"
            ) {
                $0.session(.converted)
                $0.item {
                    $0.isSample = true
                    $0.unitPrice = .number("0")
                }
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.quantity = .number("1")
                    $0.unitPrice = .number("0")
                    $0.lineTotal = .number("0")
                }
            },
            .silent("The cart has two pieces and the order has none: they are missing altogether.") {
                $0.session(.converted)
                $0.item()
                $0.order()
            },
            .silent("Besides the two pieces to be bought, the client was interested in a third.") {
                $0.session(.converted)
                $0.item()
                $0.item {
                    $0.quantity = .number("1")
                    $0.itemStatus = .known(.interested)
                }
                $0.order()
                $0.line()
            },
            .silent("A second line of the order has a quantity that is not a number.") {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line()
                $0.line { $0.quantity = .nan }
            },
        ])

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Ruling? {
        guard let first = group.items.first, !group.lines.isEmpty, group.cartQuantity != group.orderQuantity else {
            return nil
        }
        let difference = (group.cartQuantity - group.orderQuantity).magnitude
        let price = first.unitPrice.value ?? .zero
        let impact = (price * difference).roundedToMoney
        return ruling(
            group, kept: kept, file, expected: group.cartQuantity.formatted, actual: group.orderQuantity.formatted,
            impact: impact, repair: choice(alternatives(for: group, kept: kept, file), kept: kept, file),
            because: """
                \(place(group, file)): the cart has \(group.cartQuantity.formatted), \(kept.order.name) has \
                \(group.orderQuantity.formatted); \(difference.formatted) × \(price.formatted) = \
                \(impact.magnitude.formatted).
                """)
    }

    private func alternatives(
        for group: LineGroup, kept: CaseOrder, _ file: CaseFile
    ) -> [Proposal.Alternative?] {
        let difference = group.cartQuantity - group.orderQuantity
        return [orderFollows(group, kept, by: difference), cartFollows(group, kept, by: -difference)].map {
            $0?.keeping(group, in: file)
        }
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
