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
        guard let derivation = facts.price, let expected = derivation.expected, let actual = facts.unitPrice,
            let quantity = facts.quantity, (actual - expected).magnitude > facts.ledger.settings.priceTolerance
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

extension ItemFacts {
    var key: FindingKey { FindingKey(.item(item.id)) }

    /// `Item 5, batch TEA-1 (id 3), in session 42 (room …) of …`
    var name: String {
        "Item \(item.id), \(ledger.named(item.batchID)), in \(ledger.named(sessionAt: sessionSlot, id: item.sessionID))"
    }

    var isSessionOpen: Bool { session.map { $0.isOpen && !$0.isExcluded } ?? false }
}
