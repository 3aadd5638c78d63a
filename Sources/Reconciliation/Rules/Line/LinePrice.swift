internal import FinancialMath
internal import LiveShopping

/// Cart and order agree on what and how much, not on the price.
struct LinePrice: GroupRule {
    static let description = RuleDescription(
        id: "line.price", severity: .error,
        title: "Cart and order differ in price",
        rationale: """
            The price in the cart is the one that host and client agreed on. An order with another bills too much or \
            gives money away.
            """,
        remedy: """
            While the order can still be changed, apply the repair: it sets the cart's price and adds the order up \
            again. Otherwise decide between a corrected order and a credit note.
            """,
        population: .lines, looksAt: [.sessions, .orders, .lines, .orderLinks, .carts, .purchases, .payments],
        repairStage: .orders,
        examples: [
            .fires(
                "The cart says 12.50, the order says 13.00 for two pieces.", "session=1,order=1,batch=1,sample=0",
                expected: "12.50", actual: "13.00", impact: "1.00", repair: .automatic
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line { $0.unitPrice = .number("13") }
            },
            .silent("Cart and order say 12.50.") {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line()
            },
            .fires(
                "The price differs on an order that was invoiced already.", "session=1,order=1,batch=1,sample=0",
                expected: "12.50", actual: "13.00", impact: "1.00", repair: .choice
            ) {
                $0.session(.converted)
                $0.item()
                $0.order { $0.invoiceID = ID(1) }
                $0.line { $0.unitPrice = .number("13") }
            },
            .fires(
                "The price differs on an order that has another line with a quantity that is not a number.",
                "session=1,order=1,batch=1,sample=0", expected: "12.50", actual: "13.00", impact: "1.00",
                repair: .choice
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line { $0.unitPrice = .number("13") }
                $0.line { $0.quantity = .nan }
            },
            .fires(
                "The order has three pieces where the cart has two, and another price for them.",
                "session=1,order=1,batch=1,sample=0", expected: "12.50", actual: "13.00", impact: "1.50"
            ) {
                $0.session(.converted)
                $0.item()
                $0.order()
                $0.line {
                    $0.quantity = .number("3")
                    $0.unitPrice = .number("13")
                }
            },
            .fires(
                "Half a unit is a cent dearer on the order: half a cent, which counts as a whole one.",
                "session=1,order=1,batch=1,sample=0", expected: "12.50", actual: "12.51", impact: "0.01"
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("0.5") }
                $0.order()
                $0.line {
                    $0.quantity = .number("0.5")
                    $0.unitPrice = .number("12.51")
                }
            },
            .fires(
                "The cart has a piece at 12.50 and one at 13.50, the order has both at 12.50.",
                "session=1,order=1,batch=1,sample=0", expected: "26.00", actual: "25.00", impact: "1.00",
                repair: .choice
            ) {
                $0.session(.converted)
                $0.item { $0.quantity = .number("1") }
                $0.item {
                    $0.quantity = .number("1")
                    $0.unitPrice = .number("13.50")
                }
                $0.order()
                $0.line()
            },
            .silent("The cart has a piece at 12.00 and one at 13.00, the order has both at 12.50.") {
                $0.session(.converted)
                $0.item {
                    $0.quantity = .number("1")
                    $0.unitPrice = .number("12")
                }
                $0.item {
                    $0.quantity = .number("1")
                    $0.unitPrice = .number("13")
                }
                $0.order()
                $0.line()
            },
            .silent("The cart has pieces at two prices, and the order has another number of them.") {
                $0.session(.converted)
                $0.item()
                $0.item { $0.unitPrice = .number("13") }
                $0.order()
                $0.line()
            },
            .silent("The sample has a price in the cart and none on the order.") {
                $0.session(.converted)
                $0.item { $0.isSample = true }
                $0.order()
                $0.line {
                    $0.isSample = true
                    $0.unitPrice = .number("0")
                    $0.lineTotal = .number("0")
                }
            },
            .silent("The price in the cart is not a number.") {
                $0.session(.converted)
                $0.item { $0.unitPrice = .nan }
                $0.order()
                $0.line()
            },
        ])

    func judge(_ group: LineGroup, kept: CaseOrder, _ file: CaseFile) -> Ruling? {
        guard !group.isSample, !group.items.isEmpty, !group.lines.isEmpty else { return nil }
        if let cart = group.cartPrice, let order = group.orderPrice {
            return cart == order ? nil : ruling(group, cart: cart, order: order, kept, file)
        }
        guard group.cartQuantity == group.orderQuantity, group.cartAmount != group.orderAmount else { return nil }
        let impact = (group.cartAmount - group.orderAmount).magnitude
        return ruling(
            group, kept: kept, file, expected: group.cartAmount.formatted, actual: group.orderAmount.formatted,
            impact: impact, repair: choice(ways(group, kept: kept), kept: kept, file),
            because: """
                \(place(group, file)): at several prices the cart comes to \(group.cartAmount.formatted), \
                \(kept.order.name) to \(group.orderAmount.formatted) for the same \(group.orderQuantity.formatted).
                """)
    }
}

private extension LinePrice {
    /// Each side has one price, and they differ.
    func ruling(_ group: LineGroup, cart: Money, order: Money, _ kept: CaseOrder, _ file: CaseFile) -> Ruling {
        let difference = (cart - order).magnitude
        let impact = (difference * group.orderQuantity).roundedToMoney.magnitude
        let amendment = AmendmentStep(order: kept, step: .setPrice(cart, of: group.lines), restsOnCart: true)
        return ruling(
            group, kept: kept, file, expected: cart.formatted, actual: order.formatted, impact: impact,
            repair: kept.isAmendable ? .amendment(amendment) : choice(ways(group, kept: kept), kept: kept, file),
            because: """
                \(place(group, file)): the cart says \(cart.formattedExactly), \(kept.order.name) says \
                \(order.formattedExactly); \(difference.formattedExactly) × \(group.orderQuantity.formatted) = \
                \(impact.formatted).
                """)
    }

    func ways(_ group: LineGroup, kept: CaseOrder) -> [Proposal.Alternative?] {
        var ways: [Proposal.Alternative?] = []
        if let price = group.cartPrice {
            var amendment = Amendment(of: kept)
            group.lines.forEach { amendment.setPrice(price, of: $0) }
            ways.append(
                amendment.alternative("Set the cart's price \(price.formatted) on \(kept.order.name)"))
        }
        if let price = group.orderPrice {
            ways.append(
                .init(
                    title: "Set the order's price \(price.formatted) in the cart",
                    consequence: "The order stays as it is; the cart's record of what was agreed changes.",
                    changes: CartChange.setPrice(price, of: group.items)))
        }
        return ways
    }
}
