internal import FinancialMath
internal import LiveShopping

/// An item whose price can be recomputed and is another.
struct PriceDifference {
    let derivation: PriceDerivation
    let expected: Money
    let actual: Money
    let quantity: Quantity

    /// Nil when there is nothing to compare, or no more than the tolerance between them.
    init?(_ facts: ItemFacts) {
        let tolerance = facts.ledger.settings.priceTolerance
        guard let derivation = facts.price, let expected = derivation.expected, let actual = facts.unitPrice,
            let quantity = facts.quantity, (actual - expected).magnitude > tolerance,
            derivation.expectedOtherwise.map({ (actual - $0).magnitude > tolerance }) ?? true
        else { return nil }
        self.derivation = derivation
        self.expected = expected
        self.actual = actual
        self.quantity = quantity
    }

    var difference: Money { (actual - expected).magnitude }
    var impact: Money { (difference * quantity).roundedToMoney.magnitude }

    /// `the cart says 19.99; 0.76 × 4.0000 = 3.04`
    var arithmetic: String {
        """
        the cart says \(actual.formattedExactly); \(difference.formattedExactly) × \(quantity.formatted) = \
        \(impact.formatted)
        """
    }

    /// The inputs changed after the item was priced: a difference is to be expected then.
    static func inputsChanged(_ facts: ItemFacts, _ derivation: PriceDerivation) -> Bool {
        let changes = [facts.batch?.updatedAt, derivation.marginUpdatedAt]
        return changes.contains { $0.map { $0 > facts.item.updatedAt } ?? false }
    }
}

extension BaseCost {
    /// `10.00`, or `10.01 (of 10.0050)` where rounding to cents changed the cost.
    func words(of cost: Cost) -> String {
        Cost(converting: amount) == cost ? amount.formatted : "\(amount.formatted) (of \(cost.formattedExactly))"
    }
}

extension ItemFacts {
    var key: FindingKey { FindingKey(.item(item.id)) }

    /// `Item 5, batch TEA-1 (id 3), in session 42 (room …) of …`
    var name: String {
        "Item \(item.id), \(ledger.named(item.batchID)), in \(ledger.named(sessionAt: sessionSlot, id: item.sessionID))"
    }
}

extension ItemFacts {
    func priceChange(to price: Money) -> Change {
        .set(.item(item.id), column: CartItem.Field.unitPrice.name, from: Cell(item.unitPrice), to: Cell(price))
    }

    /// In an open session: the computed price, or the cart's as an agreement.
    func repricing(_ wrong: PriceDifference) -> Repair {
        guard isSessionOpen, let session, let batch else { return .manual }
        let evidence = RowEvidence(ledger)
        return .choice(
            [
                .init(
                    title: "Set the price of item \(item.id) to \(wrong.expected.formatted)",
                    consequence: "The client sees the computed price; the cart changes by \(wrong.impact.formatted).",
                    changes: [priceChange(to: wrong.expected)]),
                agreement(wrong.actual),
            ].compactMap(\.self),
            restingOn: [
                evidence.session(session), evidence.item(item), evidence.batch(batch),
                evidence.overrideMembers(of: session.id, ledger.overrides),
            ])
    }

    /// Nil where items have no status of their negotiation, and where there was one: what was offered then may name another price.
    private func agreement(_ price: Money) -> Proposal.Alternative? {
        guard ledger.available.has(CartItem.Field.negotiationStatus), item.negotiationStatus == nil else { return nil }
        return .init(
            title: "Keep \(price.formatted) as the agreed price",
            consequence: "The cart keeps its value; the price counts as negotiated.",
            changes: [
                .set(
                    .item(item.id), column: CartItem.Field.negotiationStatus.name,
                    from: Cell(item.negotiationStatus?.description), to: .text(NegotiationStatus.accepted.rawValue))
            ])
    }
}
