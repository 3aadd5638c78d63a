internal import LiveShopping

/// What the repairs of a session's orders rest on, written down once, when the first of them asks for it.
///
/// Each wrong line of an order rests on the whole order, and most on the whole cart besides: they share one array, which costs no
/// more memory than one of them, and which is compared at no cost.
final class CaseEvidence {
    private let rows: RowEvidence
    private let session: Session
    private var ofOrders: [OrderID: Grounds] = [:]
    private var ofOrdersAndCart: [OrderID: Grounds] = [:]

    init(_ facts: SessionFacts) {
        rows = RowEvidence(facts.ledger)
        session = facts.session
    }

    /// An order with all its lines.
    func order(_ order: CaseOrder) -> Grounds {
        Self.kept(order.order.id, in: &ofOrders) { Grounds(rows.orderWithLines(order, of: session)) }
    }

    /// An order with all its lines, and the session's cart.
    func order(_ order: CaseOrder, withCartOf file: CaseFile) -> Grounds {
        Self.kept(order.order.id, in: &ofOrdersAndCart) {
            Grounds(self.order(order).evidence + rows.cart(file))
        }
    }

    private static func kept(
        _ id: OrderID, in known: inout [OrderID: Grounds], _ make: () -> Grounds
    ) -> Grounds {
        if let made = known[id] { return made }
        let made = make()
        known[id] = made
        return made
    }
}
